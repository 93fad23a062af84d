// Paper is read back by another program (poppler), as a person's viewer would.
#include "reports/group_paper.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "a_group_page.h"
#include "tests/support/temporary_folder.h"

namespace samtale::reports {
namespace {

std::string output_of(const std::string& command) {
  std::string all;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return all;
  std::array<char, 4096> piece{};
  while (const auto length = fread(piece.data(), 1, piece.size(), pipe)) all.append(piece.data(), length);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return all;
}

class Printed {
 public:
  explicit Printed(const std::string& pdf) {
    std::ofstream{file(), std::ios::binary} << pdf;
  }
  // White space between words is the layout's own business.
  std::string words() const {
    std::string text = output_of("pdftotext -layout '" + file() + "' - | tr -s '[:space:]' ' '");
    return text;
  }
  int pages() const { return std::stoi(output_of("pdfinfo '" + file() + "' | sed -n 's/^Pages: *//p'")); }
  std::string size() const { return output_of("pdfinfo '" + file() + "' | sed -n 's/^Page size: *//p'"); }

 private:
  std::string file() const { return (folder_.path() / "page.pdf").string(); }
  support::TemporaryFolder folder_;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(GroupPaper, AnOrdinaryPageIsOneSheetOfA4WithEverythingOnIt) {
  const Printed printed{group_paper(ordinary_page(), Language::danish)};
  EXPECT_EQ(printed.pages(), 1);
  EXPECT_TRUE(has(printed.size(), "A4")) << printed.size();
  const auto words = printed.words();
  for (const char* part : {"Børnehuset Ærtebjerg", "Børn, leg og fællesskab", "fredag den 4. december 2026", "Handlepunkter",
                           "Forældremødet begynder i mindre grupper", "Hvem: Mette og Åse", "Senest: fredag den 18. december 2026",
                           "Første skridt: Mette tager det op på mandagens møde – mandag den 7. december 2026",
                           "Fra ledelsen: En halv time om ugen", "Kan komme i vejen: Sygdom i huset",
                           "Tegn på, at det virker: Vi hører de stille børn",
                           "Forbehold: Er der tid om mandagen?", "Taget op af: Team Vest, Skolen; Teltet",
                           "Spørgsmål fra andre: Teltet: Hvem følger de stille børn?", "Svar: Den, der møder først",
                           "Det spurgte vi andre grupper om", "Team Øst: Hvor store er grupperne?", "Svar: Otte forældre",
                           "Team Syd: Hvem byder velkommen? Intet svar endnu.",
                           "Udkast: Forældremødet", "Taget op fra: Team Øst, Børnehuset Åen", "Indsigter", "Vi taler mere om børnene end med dem.", "fredag den 1. januar 2027"}) {
    EXPECT_TRUE(has(words, part)) << part << " is not in: " << words;
  }
}

TEST(GroupPaper, SpeaksTheLanguageOfWhoAsks) {
  const auto words = Printed{group_paper(ordinary_page(), Language::english)}.words();
  EXPECT_TRUE(has(words, "Action points")) << words;
  EXPECT_TRUE(has(words, "By: Friday 18 December 2026")) << words;
  EXPECT_FALSE(has(words, "Handlepunkter")) << words;
}

TEST(GroupPaper, MuchIsSetSmallerAndTooMuchGoesToMorePagesAndNothingIsLost) {
  GroupPage page = ordinary_page();
  for (std::uint64_t i = 3; i <= 10; ++i) page.action_points.push_back(agreed_point(i, "Aftale " + std::to_string(i)));
  EXPECT_EQ(Printed{group_paper(page, Language::danish)}.pages(), 1);
  for (std::uint64_t i = 11; i <= limits::kActionPointsPerGroup; ++i) {
    page.action_points.push_back(agreed_point(i, "Aftale " + std::to_string(i) + std::string(400, 'e')));
  }
  page.insights.push_back(std::string(limits::kNote, 'i'));
  const Printed printed{group_paper(page, Language::danish)};
  EXPECT_GT(printed.pages(), 1);
  const auto words = printed.words();
  for (std::uint64_t i = 3; i <= limits::kActionPointsPerGroup; ++i) {
    EXPECT_TRUE(has(words, "Aftale " + std::to_string(i))) << i;
  }
}

TEST(GroupPaper, AGroupThatAgreedOnNothingIsToldSoKindly) {
  GroupPage page = ordinary_page();
  page.action_points.clear();
  page.insights.clear();
  page.follow_up_on.clear();
  const auto words = Printed{group_paper(page, Language::danish)}.words();
  EXPECT_TRUE(has(words, "Gruppen skrev ingen handlepunkter.")) << words;
  EXPECT_FALSE(has(words, "Indsigter")) << words;
}

TEST(SharePack, TellsColleaguesOfTheTalksToo) {
  const auto words = Printed{share_pack(ordinary_page(), Language::danish)}.words();
  EXPECT_TRUE(has(words, "Til jer, der ikke var med")) << words;
  EXPECT_TRUE(has(words, "Leg som læringsrum – Åse Østergård")) << words;
  EXPECT_TRUE(has(words, "Vi begynder hver dag med fem minutters fri leg")) << words;
}

TEST(SharePack, HasNoDraftsNoObstaclesAndNoReservations) {
  const auto words = Printed{share_pack(ordinary_page(), Language::danish)}.words();
  for (const char* part : {"Forældremødet", "Sygdom", "Er der tid", "Udkast", "Forbehold"}) {
    EXPECT_FALSE(has(words, part)) << part << " is in: " << words;
  }
}

}  // namespace
}  // namespace samtale::reports
