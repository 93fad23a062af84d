#pragma once
// What a group takes home: its insights and its action points, with where they came from and where they went. Made from
// the state; the files in this folder turn it into paper, a table and calendar entries.
//
// A reservation, and what groups asked each other, stand on the group's own page only. Private notes never.
#include <string>
#include <vector>

#include "domain/seminar.h"

namespace samtale::reports {

// Between two groups, about an action point.
struct Exchange {
  std::string group;     // the other one
  std::string question;
  std::string answer;    // empty: none
};

struct AgreedPoint {
  ActionPointId id;
  std::uint32_t revision = 1;
  ActionPointText text;
  std::string insight;      // the words it grew from; empty: none
  bool draft = false;       // not read aloud and confirmed
  std::string reservation;  // somebody's; empty: none
  std::string taken_from;   // the group it was taken up from; empty: our own
  std::vector<std::string> taken_up_by;  // groups that took it up, directly or by way of others, in order of name
  std::vector<Exchange> asked;           // by other groups, in the order asked
};

struct GroupPage {
  GroupId group;
  std::string seminar_title;
  std::string date;          // `YYYY-MM-DD`, as all days here
  std::string follow_up_on;  // empty: none
  std::string group_name;
  std::string workplace;
  std::vector<Talk> talks;
  std::vector<std::string> insights;        // in the order written
  std::vector<AgreedPoint> action_points;   // in the order agreed
  std::vector<Exchange> asked_others;       // in the order asked
};

// Pure.
GroupPage page_of(const Seminar& seminar, const Group& group);

}  // namespace samtale::reports
