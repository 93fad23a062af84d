#include "domain/ids.h"

#include <gtest/gtest.h>

namespace samtale {
namespace {

TEST(Ids, are_22_characters_and_come_back_the_same) {
  NoteId id;
  for (std::size_t i = 0; i < kIdBytes; ++i) id.bytes[i] = static_cast<std::uint8_t>(i * 37 + 255);
  EXPECT_EQ(id.text().size(), kIdTextLength);
  EXPECT_EQ(NoteId::parse(id.text()), id);
}

TEST(Ids, are_spelt_as_RFC_4648_says) {
  NoteId id;
  for (std::size_t i = 0; i < kIdBytes; ++i) id.bytes[i] = static_cast<std::uint8_t>(i * 17);
  EXPECT_EQ(id.text(), "ABEiM0RVZneImaq7zN3u_w");
}

TEST(Ids, have_one_spelling) {
  EXPECT_TRUE(NoteId::parse("AAAAAAAAAAAAAAAAAAAAAQ"));
  EXPECT_FALSE(NoteId::parse("AAAAAAAAAAAAAAAAAAAAAR"));  // the unused last bits are not zero
}

TEST(Ids, nothing_else_is_an_id) {
  for (const char* text : {"", "A", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAQQ", "AAAAAAAAAAAAAAAAAAAA+Q",
                           "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_FALSE(NoteId::parse(text)) << text;
  }
}

TEST(Ids, the_empty_id_has_no_text) { EXPECT_EQ(NoteId{}.text(), ""); }

TEST(Ids, what_a_command_creates_carries_its_bytes) {
  const auto command = *CommandId::parse("AAAAAAAAAAAAAAAAAAAAAQ");
  EXPECT_EQ(command.as<NoteTag>().text(), command.text());
}

}  // namespace
}  // namespace samtale
