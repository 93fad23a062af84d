#include "app/demo_texts.h"

#include <toml++/toml.h>

#include "app/texts/texts.h"

namespace samtale::app {

DemoTexts demo_texts() {
  const auto file = toml::parse(kDemoDanish);
  const auto text = [](const auto& table, std::string_view key) { return table[key].value_or(std::string{}); };
  DemoTexts texts{text(file, "title"), text(file, "organiser"), text(file, "facilitator"), text(file, "speaker"), {}, {}, {}};
  for (const auto& theme : *file["themes"].as_array()) texts.themes.push_back(theme.value_or(std::string{}));
  for (std::size_t i = 0; i < texts.talks.size(); ++i) {
    const auto& talk = *file["talk"][i].as_table();
    texts.talks[i] = {text(talk, "title"), text(talk, "speaker")};
  }
  for (const auto& entry : *file["group"].as_array()) {
    const auto& group = *entry.as_table();
    texts.groups.push_back({text(group, "name"), text(group, "workplace"), text(group, "municipality"), text(group, "email"),
                            static_cast<WorkArea>(group["area"].value_or(0))});
  }
  return texts;
}

}  // namespace samtale::app
