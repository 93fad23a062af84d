#include "domain/room_code.h"

#include <gtest/gtest.h>

namespace samtale {
namespace {

TEST(RoomCode, P60_case_spaces_and_hyphens_do_not_matter) {
  for (const char* typed : {"K7QM3FPA", "k7qm-3fpa", " K7QM - 3FPA\n", "k 7 q m 3 f p a", "K7QM\u20133FPA",
                            "K7QM\u00a03FPA", "K7QM\u20113FPA"}) {
    EXPECT_EQ(read_code(typed), (TypedCode{"K7QM3FPA", 0})) << typed;
  }
}

TEST(RoomCode, P60_a_group_code_is_the_room_code_and_a_number) {
  EXPECT_EQ(read_code("K7QM-3FPA-12"), (TypedCode{"K7QM3FPA", 12}));
  EXPECT_EQ(read_code("k7qm3fpa2000"), (TypedCode{"K7QM3FPA", 2000}));
}

TEST(RoomCode, what_cannot_be_a_code_is_none) {
  for (const char* typed :
       {"", "K7QM3FP", "K7QM-3FP0", "K7QM-3FPO", "K7QM-3FP1", "K7QM-3FPI", "K7QM-3FPL", "K7QM-3FPA-x", "K7QM-3FPA-0",
        "K7QM-3FPA-1234567", "\u00e6\u00f8\u00e5\u00e6", "K7QM_3FPA", "K7QM3FPA99999999999999999999", "\xE2\x80"}) {
    EXPECT_EQ(read_code(typed), std::nullopt) << typed;
  }
}

TEST(RoomCode, is_shown_in_two_halves) { EXPECT_EQ(in_two_halves("K7QM3FPA"), "K7QM-3FPA"); }

TEST(RoomCode, has_31_symbols_without_look_alikes) {
  EXPECT_EQ(kRoomCodeSymbols.size(), 31u);
  EXPECT_EQ(kRoomCodeSymbols.find_first_of("0O1IL"), std::string_view::npos);
  EXPECT_EQ(room_code_from({0, 1, 2, 3, 4, 5, 6, 30}), "2345678Z");
  EXPECT_EQ(read_code(room_code_from({0, 30, 29, 28, 27, 26, 25, 24}))->room_code.size(), kRoomCodeLength);
}

}  // namespace
}  // namespace samtale
