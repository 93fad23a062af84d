// Paper and screen call the same thing by the same name.
#include "reports/words.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace samtale::reports {
namespace {

std::string texts_of(const std::string& language) {
  std::string all;
  for (const char* area : {"agreed", "group"}) {
    std::ifstream file(std::string{SAMTALE_CLIENT_TEXTS} + '/' + language + '/' + area + ".json");
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

void expect_the_clients_words(const std::string& language, const Words& words) {
  const std::string texts = texts_of(language);
  ASSERT_FALSE(texts.empty());
  const std::pair<const char*, std::string_view> pairs[] = {
      {"agreed.page_who", words.who},
      {"agreed.page_when", words.by_when},
      {"host.first_step", words.first_step},
      {"host.needs_leadership_mark", words.needs_leadership},
      {"agreed.page_leadership", words.needed_from_leadership},
      {"agreed.page_obstacles", words.obstacles},
      {"agreed.page_sign", words.sign_of_success},
      {"host.insight_from", words.grew_from},
      {"agreed.page_reservation", words.reservation},
      {"agreed.draft", words.draft},
      {"agreed.page_from", words.taken_from},
      {"agreed.page_taken_up", words.taken_up_by},
      {"agreed.page_asked", words.asked},
      {"agreed.page_we_asked", words.we_asked},
      {"agreed.page_answer", words.answer},
      {"agreed.page_no_answer", words.no_answer},
      {"agreed.page_talks", words.talks},
      {"host.insights", words.insights},
  };
  for (const auto& [key, word] : pairs) {
    const std::string line = '"' + std::string{key} + "\": \"" + std::string{word} + '"';
    EXPECT_NE(texts.find(line), std::string::npos) << language << ": " << line;
  }
}

TEST(Words, AreTheClientsWhereItHasTheSameLabel) {
  expect_the_clients_words("da", words_in(Language::danish));
  expect_the_clients_words("en", words_in(Language::english));
}

}  // namespace
}  // namespace samtale::reports
