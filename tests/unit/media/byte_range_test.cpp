#include "media/byte_range.h"

#include <gtest/gtest.h>

#include <string>

namespace samtale::media {
namespace {

using Kind = ByteRange::Kind;

constexpr std::uint64_t kSize = 1000;

struct Case {
  std::string header;
  ByteRange expected;
};

void PrintTo(const Case& each, std::ostream* out) { *out << '"' << each.header << '"'; }

class ByteRanges : public testing::TestWithParam<Case> {};

TEST_P(ByteRanges, AreReadAsRfc9110Says) { EXPECT_EQ(read_byte_range(GetParam().header, kSize), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Part, ByteRanges,
    testing::Values(Case{"bytes=0-499", {Kind::part, 0, 499}}, Case{"bytes=0-0", {Kind::part, 0, 0}},
                    Case{"bytes=999-999", {Kind::part, 999, 999}}, Case{"bytes=500-", {Kind::part, 500, 999}},
                    Case{"bytes=0-", {Kind::part, 0, 999}}, Case{"bytes=-1", {Kind::part, 999, 999}},
                    Case{"bytes=-1000", {Kind::part, 0, 999}}, Case{"bytes=-5000", {Kind::part, 0, 999}},
                    Case{"bytes=990-5000", {Kind::part, 990, 999}}, Case{"BYTES= 1-2 ", {Kind::part, 1, 2}},
                    Case{"bytes=1-99999999999999999999999", {Kind::part, 1, 999}},
                    Case{"bytes=-99999999999999999999999", {Kind::part, 0, 999}}));

INSTANTIATE_TEST_SUITE_P(Unsatisfiable, ByteRanges,
                         testing::Values(Case{"bytes=1000-", {Kind::unsatisfiable, 0, 0}},
                                         Case{"bytes=1000-2000", {Kind::unsatisfiable, 0, 0}},
                                         Case{"bytes=-0", {Kind::unsatisfiable, 0, 0}},
                                         Case{"bytes=99999999999999999999999-", {Kind::unsatisfiable, 0, 0}}));

// A range that is not understood, or not wanted, is as if there were none.
INSTANTIATE_TEST_SUITE_P(Whole, ByteRanges,
                         testing::Values(Case{"", {}}, Case{"bytes", {}}, Case{"bytes=", {}}, Case{"bytes=-", {}},
                                         Case{"bytes=a-b", {}}, Case{"bytes=5-2", {}}, Case{"bytes=1--2", {}},
                                         Case{"bytes=+1-2", {}}, Case{"bytes=0x1-2", {}}, Case{"bytes=1-2,4-5", {}},
                                         Case{"items=0-5", {}}, Case{"0-5", {}}, Case{"bytes=1 -2", {}}));

TEST(ByteRange, OfAnEmptyFileIsNeverSatisfiable) {
  EXPECT_EQ(read_byte_range("bytes=0-", 0).kind, Kind::unsatisfiable);
  EXPECT_EQ(read_byte_range("bytes=-5", 0).kind, Kind::unsatisfiable);
  EXPECT_EQ(read_byte_range("", 0).kind, Kind::whole);
}

}  // namespace
}  // namespace samtale::media
