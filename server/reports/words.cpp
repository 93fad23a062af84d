#include "reports/words.h"

#include <array>

#include "domain/date.h"

namespace samtale::reports {
namespace {

constexpr Words kDanish{
    .action_points = "Handlepunkter",
    .insights = "Indsigter",
    .talks = "Oplæg",
    .no_action_points = "Gruppen skrev ingen handlepunkter.",
    .what = "Hvad",
    .who = "Hvem",
    .by_when = "Senest",
    .first_step = "Første skridt",
    .first_step_by = "Første skridt senest",
    .needs_leadership = "Brug for ledelsen",
    .needed_from_leadership = "Fra ledelsen",
    .obstacles = "Kan komme i vejen",
    .sign_of_success = "Tegn på, at det virker",
    .grew_from = "Kommer af indsigten",
    .reservation = "Forbehold",
    .draft = "Udkast",
    .taken_from = "Taget op fra",
    .taken_up_by = "Taget op af",
    .asked = "Spørgsmål fra andre",
    .we_asked = "Det spurgte vi andre grupper om",
    .answer = "Svar",
    .no_answer = "Intet svar endnu.",
    .follow_up = "Opfølgning",
    .pack_greeting = "Til jer, der ikke var med: Her er, hvad vi hørte, hvad vi tog med, og hvad vi vil gøre anderledes.",
    .yes = "ja",
    .no = "nej",
};

constexpr Words kEnglish{
    .action_points = "Action points",
    .insights = "Insights",
    .talks = "Talks",
    .no_action_points = "The group wrote no action points.",
    .what = "What",
    .who = "Who",
    .by_when = "By",
    .first_step = "First step",
    .first_step_by = "First step by",
    .needs_leadership = "Needs leadership",
    .needed_from_leadership = "From our leaders",
    .obstacles = "May get in the way",
    .sign_of_success = "Signs that it works",
    .grew_from = "Comes from the insight",
    .reservation = "Reservation",
    .draft = "Draft",
    .taken_from = "Taken up from",
    .taken_up_by = "Taken up by",
    .asked = "Questions from others",
    .we_asked = "What we asked other groups",
    .answer = "Answer",
    .no_answer = "No answer yet.",
    .follow_up = "Follow-up",
    .pack_greeting = "For those who could not be there: what we heard, what we took with us, and what we will do differently.",
    .yes = "yes",
    .no = "no",
};

constexpr std::array kDanishDays{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"};
constexpr std::array kEnglishDays{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array kDanishMonths{"januar", "februar", "marts",     "april",   "maj",      "juni",
                                   "juli",   "august",  "september", "oktober", "november", "december"};
constexpr std::array kEnglishMonths{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

}  // namespace

const Words& words_in(Language language) { return language == Language::english ? kEnglish : kDanish; }

std::string long_date(std::string_view text, Language language) {
  const auto date = parse_date(text);
  if (!date) return std::string{text};
  const auto weekday = std::chrono::weekday{std::chrono::sys_days{*date}}.c_encoding();
  const auto month = static_cast<unsigned>(date->month()) - 1;
  const auto day = std::to_string(static_cast<unsigned>(date->day()));
  const auto year = std::to_string(static_cast<int>(date->year()));
  if (language == Language::english) {
    return std::string{kEnglishDays[weekday]} + ' ' + day + ' ' + kEnglishMonths[month] + ' ' + year;
  }
  return std::string{kDanishDays[weekday]} + " den " + day + ". " + kDanishMonths[month] + ' ' + year;
}

}  // namespace samtale::reports
