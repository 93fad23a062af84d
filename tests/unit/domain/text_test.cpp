#include "domain/text.h"

#include <iterator>
#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

TEST(Utf8, accepts_every_length_of_character) {
  for (const char* text : {"", "a", "\u00e6\u00f8\u00e5", "\u20ac", "\U0001F600", "\uD7FF", "\uE000", "\U0010FFFF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
}

TEST(Utf8, refuses_what_RFC_3629_refuses) {
  const std::string_view bad[] = {
      "\x80",              // a continuation on its own
      "\xC3",              // cut off
      "\xC3(",             // not continued
      "\xC0\x80",          // overlong
      "\xC1\xBF",          // overlong
      "\xE0\x80\x80",      // overlong
      "\xE0\x9F\xBF",      // overlong
      "\xF0\x8F\xBF\xBF",  // overlong
      "\xED\xA0\x80",      // a surrogate
      "\xED\xBF\xBF",      // a surrogate
      "\xF4\x90\x80\x80",  // above U+10FFFF
      "\xF5\x80\x80\x80",  //
      "\xFF",              //
      "\xE2\x82",          // cut off
      "ok\xF0\x9F\x98",    // cut off after good text
  };
  for (const auto text : bad) EXPECT_FALSE(is_utf8(text));
}

TEST(Text, is_counted_in_code_points) {
  EXPECT_EQ(length_of(""), 0u);
  EXPECT_EQ(length_of("b\u00f8rn"), 4u);
  EXPECT_EQ(length_of("\U0001F600\u20ac"), 2u);
}

TEST(Text, loses_white_space_at_both_ends) {
  EXPECT_EQ(cleaned("  \t\n a  b \r\n "), "a  b");
  EXPECT_EQ(cleaned("\u00a0\u2003a\u3000\u200b\ufeff"), "a");
  EXPECT_EQ(cleaned(" \u00a0\u200b "), "");
  EXPECT_EQ(cleaned(""), "");
}

TEST(Text, loses_control_characters_but_keeps_lines_and_tabs) {
  EXPECT_EQ(cleaned("a\r\nb\tc"), "a\nb\tc");
  EXPECT_EQ(cleaned(std::string_view("a\0b\x1b[31m\x7f", 9)), "ab[31m");
  EXPECT_EQ(cleaned("a\u0085\u009fb"), "ab");
}

TEST(Text, cleaning_twice_is_cleaning_once) {
  for (const char* text : {" a \x01 ", "\x01 a", "a \x7f\n", "\u00a0\x02\u00a0z\x02 "}) {
    EXPECT_EQ(cleaned(cleaned(text)), cleaned(text));
  }
}

// Of texts put together from these: plain ASCII is looked at eight characters at a time, from wherever it begins.
struct Piece {
  std::string_view text;
  enum class Kind { visible, blank, dropped } kind;
};
constexpr Piece kPieces[] = {{"a", Piece::Kind::visible},          {"~!", Piece::Kind::visible},
                             {"ordinary", Piece::Kind::visible},   {"b\u00f8rn", Piece::Kind::visible},
                             {"\U0001F600", Piece::Kind::visible}, {" ", Piece::Kind::blank},
                             {" ", Piece::Kind::blank},            {"\n", Piece::Kind::blank},
                             {"\u00a0", Piece::Kind::blank},       {"\r", Piece::Kind::dropped},
                             {"\x1f", Piece::Kind::dropped},       {"\x7f", Piece::Kind::dropped},
                             {"\u0085", Piece::Kind::dropped}};

TEST(Text, is_cleaned_character_by_character) {
  std::mt19937 random{7};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    std::string expected;
    std::string blanks;  // kept when something visible follows
    for (auto pieces = random() % 30; pieces > 0; --pieces) {
      const Piece& piece = kPieces[random() % std::size(kPieces)];
      text += piece.text;
      if (piece.kind == Piece::Kind::blank && !expected.empty()) blanks += piece.text;
      if (piece.kind != Piece::Kind::visible) continue;
      expected += std::exchange(blanks, {});
      expected += piece.text;
    }
    ASSERT_EQ(cleaned(text), expected) << ::testing::PrintToString(text);
    ASSERT_TRUE(is_utf8(text));
    text.insert(random() % (text.size() + 1), "\xff");
    ASSERT_FALSE(is_utf8(text)) << ::testing::PrintToString(text);
  }
}

TEST(Text, limit_counts_what_is_left_after_cleaning) {
  std::string at_limit = "  " + std::string(10, 'x') + "  ";
  EXPECT_EQ(check_text(at_limit, "name", 10), std::nullopt);
  EXPECT_EQ(at_limit, std::string(10, 'x'));
  std::string over = std::string(11, 'x');
  EXPECT_EQ(check_text(over, "name", 10), (Rejection{RejectionCode::text_too_long, "name", 10}));
}

TEST(Text, limit_counts_code_points_not_bytes) {
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += "\U0001F600";
  EXPECT_EQ(check_text(ten, "name", 10), std::nullopt);
}

TEST(Text, must_be_utf8) {
  std::string text = "\xff";
  EXPECT_EQ(check_text(text, "name", 10), (Rejection{RejectionCode::text_not_utf8, "name", 0}));
}

TEST(Text, may_be_empty_unless_required) {
  std::string text = " \n ";
  EXPECT_EQ(check_text(text, "name", 10), std::nullopt);
  EXPECT_EQ(check_required_text(text, "name", 10), (Rejection{RejectionCode::text_empty, "name", 0}));
}

}  // namespace
}  // namespace samtale
