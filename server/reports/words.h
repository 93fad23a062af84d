#pragma once
// The words on what a group takes home, in the language of who asks. Where the group's page in the client has the same
// label, the words are the same; a test compares them. Threads: any.
#include <string>
#include <string_view>

#include "domain/agenda.h"

namespace samtale::reports {

struct Words {
  std::string_view action_points;
  std::string_view insights;
  std::string_view talks;
  std::string_view no_action_points;
  std::string_view what;
  std::string_view who;
  std::string_view by_when;
  std::string_view first_step;
  std::string_view first_step_by;
  std::string_view needs_leadership;
  std::string_view needed_from_leadership;
  std::string_view obstacles;
  std::string_view sign_of_success;
  std::string_view grew_from;
  std::string_view reservation;
  std::string_view draft;
  std::string_view taken_from;
  std::string_view taken_up_by;
  std::string_view asked;     // by other groups
  std::string_view we_asked;  // other groups
  std::string_view answer;
  std::string_view no_answer;
  std::string_view follow_up;
  std::string_view pack_greeting;  // to colleagues who were away
  std::string_view yes;
  std::string_view no;
};

const Words& words_in(Language language);

// "fredag den 4. december 2026", "Friday 4 December 2026"; a text that is no date is given back as it is.
std::string long_date(std::string_view date, Language language);

}  // namespace samtale::reports
