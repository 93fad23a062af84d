// The header in front of every server message: RFC 6455, section 5.2.
#include "wire/prepared_frame.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace samtale::wire {
namespace {

using namespace std::string_literals;

// Each length on both sides of where the header changes its form.
const std::vector<std::pair<std::size_t, std::string>> kHeaders = {
    {0, "\x82\x00"s},
    {1, "\x82\x01"s},
    {125, "\x82\x7d"s},
    {126, "\x82\x7e\x00\x7e"s},
    {65'535, "\x82\x7e\xff\xff"s},
    {65'536, "\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00"s},
    {70'000'000, "\x82\x7f\x00\x00\x00\x00\x04\x2c\x1d\x80"s},
};

TEST(PreparedFrame, HeaderSaysTheLength) {
  for (const auto& [length, header] : kHeaders) EXPECT_EQ(binary_header(length), header) << length;
}

TEST(PreparedFrame, HoldsHeaderAndPayload) {
  for (const auto& [length, header] : kHeaders) {
    const std::string payload(length, 'x');
    const auto frame = prepare_binary(payload);
    ASSERT_EQ(frame->size(), header.size() + length);
    EXPECT_EQ(frame->substr(0, header.size()), header) << length;
    EXPECT_TRUE(payload_of(frame) == payload) << length;
  }
}

}  // namespace
}  // namespace samtale::wire
