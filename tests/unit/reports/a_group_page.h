#pragma once
// Pages to print: an ordinary one, as a group of social workers takes it home.
#include <string>

#include "reports/group_page.h"
#include "tests/support/seminar_builder.h"

namespace samtale::reports {

inline AgreedPoint agreed_point(std::uint64_t number, std::string what) {
  AgreedPoint point;
  point.id = samtale::testing::numbered<ActionPointId>(number);
  point.text.what = std::move(what);
  return point;
}

inline GroupPage ordinary_page() {
  GroupPage page{samtale::testing::numbered<GroupId>(7),
                 "Børn, leg og fællesskab",
                 "2026-12-04",
                 "2027-01-01",
                 "Børnehuset Ærtebjerg",
                 "Ærø Kommune, dagtilbud",
                 {{"Leg som læringsrum", "Åse Østergård", {}, 0}, {"Når samtalen lykkes", "Søren Ågård", {}, 0}},
                 {"Vi taler mere om børnene end med dem.", "De stille børn får sjældent det første ord."},
                 {},
                 {}};
  AgreedPoint first = agreed_point(1, "Vi begynder hver dag med fem minutters fri leg, hvor en voksen følger de stille børn");
  first.text.who = "Mette og Åse";
  first.text.by_when = "2026-12-18";
  first.text.first_step = "Mette tager det op på mandagens møde";
  first.text.needs_leadership = true;
  first.insight = page.insights[1];
  first.text.first_step_by = "2026-12-07";
  first.text.needed_from_leadership = "En halv time om ugen";
  first.text.obstacles = "Sygdom i huset";
  first.text.sign_of_success = "Vi hører de stille børn";
  first.reservation = "Er der tid om mandagen?";
  first.taken_up_by = {"Team Vest, Skolen", "Teltet"};
  first.asked = {{"Teltet", "Hvem følger de stille børn?", "Den, der møder først"}};
  page.asked_others = {{"Team Øst", "Hvor store er grupperne?", "Otte forældre"}, {"Team Syd", "Hvem byder velkommen?", ""}};
  page.action_points = {std::move(first), agreed_point(2, "Forældremødet begynder i mindre grupper")};
  page.action_points[1].draft = true;
  page.action_points[1].taken_from = "Team Øst, Børnehuset Åen";
  return page;
}

}  // namespace samtale::reports
