#pragma once
// What the demo seminar says: read from texts/demo.da.toml, which is built into the program.
#include <array>
#include <string>
#include <vector>

#include "domain/group.h"

namespace samtale::app {

struct DemoTexts {
  struct Talk {
    std::string title;
    std::string speaker_name;
  };
  std::string title;
  std::string organiser;
  std::string facilitator;
  std::string speaker;
  std::vector<std::string> themes;
  std::array<Talk, 2> talks;
  std::vector<ExpectedGroup> groups;
};

DemoTexts demo_texts();

}  // namespace samtale::app
