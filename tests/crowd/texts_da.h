#pragma once
// What the simulated groups are called and what they write: invented people at Danish workplaces, not texts of the
// interface. Nothing here is about a real child, citizen or workplace. All ranges last for the whole program.
#include <span>
#include <string_view>

namespace samtale::crowd::texts {

struct Workplace {
  std::string_view name;
  std::string_view workplace;
  std::string_view municipality;
};

struct Agreement {
  std::string_view what;
  int days = 0;  // from today until it is to be done; 0: no date was agreed
  std::string_view first_step;
  bool needs_leadership = false;
};

std::span<const Workplace> workplaces();
std::span<const std::string_view> first_names();
std::span<const std::string_view> private_notes();
std::span<const std::string_view> group_notes();
std::span<const std::string_view> insights();
std::span<const std::string_view> questions();
std::span<const Agreement> agreements();
// What goes with an agreement.
std::span<const std::string_view> obstacles();
std::span<const std::string_view> signs_of_success();
std::span<const std::string_view> needs_from_leadership();

}  // namespace samtale::crowd::texts
