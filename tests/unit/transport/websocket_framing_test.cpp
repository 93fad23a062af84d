#include "transport/websocket_framing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "client_frames.h"

namespace samtale::transport {
namespace {

// One action, with a copy of its payload.
struct Seen {
  FrameEvent event{};
  Opcode opcode{};
  std::string payload;
  std::uint16_t code = 0;
  bool operator==(const Seen&) const = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << "event " << static_cast<int>(seen.event) << " opcode " << static_cast<int>(seen.opcode) << " code "
       << seen.code << " payload of " << seen.payload.size();
}

constexpr FrameRules kText{65'536, true};
constexpr FrameRules kLive{65'536, false};

class Feeder {
 public:
  explicit Feeder(FrameRules rules = kText) : reader_(rules) {}

  void feed(std::string_view bytes) {
    std::string own(bytes);  // the reader overwrites it
    std::span<char> left(own);
    for (;;) {
      const auto action = reader_.next(left);
      if (action.event == FrameEvent::need_more) break;
      seen.push_back({action.event, action.opcode, std::string(action.payload), action.code});
    }
    EXPECT_TRUE(left.empty());
  }

  std::vector<Seen> seen;

 private:
  FrameReader reader_;
};

std::vector<Seen> read_whole(std::string_view bytes, FrameRules rules = kText) {
  Feeder feeder(rules);
  feeder.feed(bytes);
  return feeder.seen;
}

// Whole, byte by byte, and split in two and in three at every place: always the same.
std::vector<Seen> read_in_every_split(std::string_view bytes, FrameRules rules = kText) {
  const auto expected = read_whole(bytes, rules);
  Feeder one_by_one(rules);
  for (const char byte : bytes) one_by_one.feed({&byte, 1});
  EXPECT_EQ(one_by_one.seen, expected);
  for (std::size_t first = 0; first <= bytes.size(); ++first) {
    const std::size_t step = bytes.size() < 100 ? 1 : 37;
    for (std::size_t second = first; second <= bytes.size(); second += step) {
      Feeder feeder(rules);
      feeder.feed(bytes.substr(0, first));
      feeder.feed(bytes.substr(first, second - first));
      feeder.feed(bytes.substr(second));
      EXPECT_EQ(feeder.seen, expected) << first << ' ' << second;
    }
  }
  return expected;
}

Seen message(Opcode opcode, std::string payload) { return {FrameEvent::message, opcode, std::move(payload), 0}; }

void expect_failure(std::string_view bytes, std::uint16_t code, FrameRules rules = kText) {
  const auto seen = read_in_every_split(bytes, rules);
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back().event, FrameEvent::failed);
  EXPECT_EQ(seen.back().code, code);
}

TEST(FrameReader, ReadsMessagesOfEveryLengthEncoding) {
  for (const std::size_t size : {0U, 1U, 3U, 8U, 125U, 126U, 127U}) {
    const std::string payload(size, 'x');
    EXPECT_EQ(read_in_every_split(binary(payload)), std::vector{message(Opcode::binary, payload)}) << size;
  }
  for (const std::size_t size : {65'535U, 65'536U}) {
    const std::string payload(size, 'x');
    EXPECT_EQ(read_whole(binary(payload)), std::vector{message(Opcode::binary, payload)}) << size;
  }
}

TEST(FrameReader, ReadsSeveralMessagesFromOnePiece) {
  EXPECT_EQ(read_in_every_split(binary("one") + binary("") + binary("two")),
            (std::vector{message(Opcode::binary, "one"), message(Opcode::binary, ""), message(Opcode::binary, "two")}));
}

TEST(FrameReader, PutsFragmentsTogetherWithControlFramesInBetween) {
  const auto bytes = bytes_of({Opcode::text, "Hej ", false}) + bytes_of({Opcode::ping, "are you there"}) +
                     bytes_of({Opcode::continuation, "", false}) + bytes_of({Opcode::pong, ""}) +
                     bytes_of({Opcode::continuation, "Odense"}) + binary("next");
  EXPECT_EQ(read_in_every_split(bytes),
            (std::vector{Seen{FrameEvent::ping, Opcode::ping, "are you there", 0},
                         Seen{FrameEvent::pong, Opcode::pong, "", 0}, message(Opcode::text, "Hej Odense"),
                         message(Opcode::binary, "next")}));
}

TEST(FrameReader, RefusesFragmentsThatAreNotOne) {
  expect_failure(bytes_of({Opcode::continuation, "no message has begun"}), kCloseProtocolError);
  expect_failure(bytes_of({Opcode::binary, "a", false}) + binary("another begins"), kCloseProtocolError);
}

TEST(FrameReader, RefusesWhatIsNotMasked) {
  expect_failure(bytes_of({.opcode = Opcode::binary, .payload = "x", .masked = false}), kCloseProtocolError);
  expect_failure(bytes_of({.opcode = Opcode::ping, .masked = false}), kCloseProtocolError);
}

TEST(FrameReader, RefusesReservedBitsAndOpcodes) {
  for (const std::uint8_t bits : {1, 2, 4, 7}) {
    expect_failure(bytes_of({.payload = "x", .reserved_bits = bits}), kCloseProtocolError);
  }
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    expect_failure(bytes_of({static_cast<Opcode>(opcode), "x"}), kCloseProtocolError);
  }
}

TEST(FrameReader, ControlFramesAreShortAndWhole) {
  const std::string longest(125, 'p');
  EXPECT_EQ(read_in_every_split(bytes_of({Opcode::ping, longest})),
            (std::vector{Seen{FrameEvent::ping, Opcode::ping, longest, 0}}));
  for (const auto opcode : {Opcode::ping, Opcode::pong, Opcode::close}) {
    expect_failure(bytes_of({opcode, std::string(126, 'p')}), kCloseProtocolError);
    expect_failure(bytes_of({opcode, "x", false}), kCloseProtocolError);
  }
}

TEST(FrameReader, RefusesLengthsThatAreNotTheShortest) {
  expect_failure(bytes_of({.payload = std::string(125, 'x'), .length_bytes = 2}), kCloseProtocolError);
  expect_failure(bytes_of({.payload = std::string(125, 'x'), .length_bytes = 8}), kCloseProtocolError);
  expect_failure(bytes_of({.length_bytes = 8, .declared_length = 65'535}), kCloseProtocolError);
  expect_failure(bytes_of({.length_bytes = 8, .declared_length = 1ULL << 63}), kCloseProtocolError);
}

// P-02: as soon as the length is declared, whatever follows.
TEST(FrameReader, RefusesAMessageOverTheLimitWhenItsLengthIsDeclared) {
  expect_failure(bytes_of({.length_bytes = 8, .declared_length = 65'537}), kCloseTooBig, kLive);
  expect_failure(bytes_of({.length_bytes = 8, .declared_length = 65ULL * 1024 * 1024}), kCloseTooBig, kLive);
  expect_failure(bytes_of({.length_bytes = 8, .declared_length = (1ULL << 63) - 1}), kCloseTooBig, kLive);
}

TEST(FrameReader, FragmentsCountTogether) {
  const FrameRules rules{10, false};
  const auto begin = bytes_of({Opcode::binary, "12345", false});
  EXPECT_EQ(read_in_every_split(begin + bytes_of({Opcode::continuation, "67890"}), rules),
            std::vector{message(Opcode::binary, "1234567890")});
  expect_failure(begin + bytes_of({Opcode::continuation, "678901"}), kCloseTooBig, rules);
}

// P-01.
TEST(FrameReader, TextIsRefusedWhereOnlyBinaryIsSpoken) {
  expect_failure(bytes_of({Opcode::text, "hello"}), kCloseUnsupportedData, kLive);
  expect_failure(bytes_of({Opcode::text, "hello", false}), kCloseUnsupportedData, kLive);
}

TEST(FrameReader, TextIsUtf8AcrossFragments) {
  const std::string text = "æ€𐍈";
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const auto bytes =
        bytes_of({Opcode::text, text.substr(0, at), false}) + bytes_of({Opcode::continuation, text.substr(at)});
    EXPECT_EQ(read_in_every_split(bytes), std::vector{message(Opcode::text, text)}) << at;
  }
  expect_failure(bytes_of({Opcode::text, text.substr(0, 3)}), kCloseNotUtf8);
  expect_failure(bytes_of({Opcode::text, text.substr(0, 3), false}) + bytes_of({Opcode::continuation, "x"}),
                 kCloseNotUtf8);
}

TEST(FrameReader, WrongTextIsRefusedBeforeTheMessageIsComplete) {
  const auto seen = read_whole(bytes_of({Opcode::text, "\xC0\xAF", false}));
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].code, kCloseNotUtf8);
}

TEST(FrameReader, BinaryMayHoldAnything) {
  EXPECT_EQ(read_in_every_split(binary(std::string("\0\xFF", 2))),
            std::vector{message(Opcode::binary, std::string("\0\xFF", 2))});
}

TEST(FrameReader, ReadsCloseFrames) {
  EXPECT_EQ(read_in_every_split(bytes_of({Opcode::close, ""}))[0].code, kCloseNoCode);
  for (const std::uint16_t code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}) {
    const auto seen = read_in_every_split(bytes_of({Opcode::close, close_payload(code, "farvel, på gensyn")}));
    ASSERT_EQ(seen.size(), 1U) << code;
    EXPECT_EQ(seen[0].event, FrameEvent::closed);
    EXPECT_EQ(seen[0].code, code);
  }
}

TEST(FrameReader, RefusesCloseFramesThatAreNotLawful) {
  expect_failure(bytes_of({Opcode::close, "\x03"}), kCloseProtocolError);
  for (const std::uint16_t code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
    expect_failure(bytes_of({Opcode::close, close_payload(code)}), kCloseProtocolError);
  }
  expect_failure(
      bytes_of({Opcode::close, close_payload(1000, "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5\xED\xA0\x80")}),
      kCloseNotUtf8);
  expect_failure(bytes_of({Opcode::close, close_payload(1000, "\xC3")}), kCloseNotUtf8);
}

TEST(FrameReader, ReadsNothingBehindTheEnd) {
  EXPECT_EQ(read_in_every_split(bytes_of({Opcode::close, ""}) + binary("too late")).size(), 1U);
  EXPECT_EQ(read_in_every_split(bytes_of({.payload = "x", .masked = false}) + binary("too late")).size(), 1U);
}

// What arrives whole is not copied: the view lies in the bytes that were fed.
TEST(FrameReader, HandsOutAWholeMessageWhereItLies) {
  FrameReader reader(kLive);
  std::string bytes = binary("payload");
  std::span<char> left(bytes);
  const auto action = reader.next(left);
  EXPECT_GE(action.payload.data(), bytes.data());
  EXPECT_LE(action.payload.data() + action.payload.size(), bytes.data() + bytes.size());
}

TEST(Unmask, IsTheSameInPiecesOfEverySize) {
  const std::array<std::uint8_t, 4> mask{1, 2, 3, 4};
  const std::string plain = "the quick brown fox jumps over the lazy dog";
  std::string masked = plain;
  for (std::size_t i = 0; i < masked.size(); ++i) masked[i] = static_cast<char>(masked[i] ^ mask[i % 4]);
  for (std::size_t size = 1; size <= plain.size(); ++size) {
    std::string copy = masked;
    for (std::size_t at = 0; at < copy.size(); at += size) {
      unmask(std::span(copy).subspan(at, std::min(size, copy.size() - at)), mask, at);
    }
    EXPECT_EQ(copy, plain) << size;
  }
}

TEST(FrameWriter, WritesControlFrames) {
  EXPECT_EQ(ping_frame(""), std::string("\x89\x00", 2));
  EXPECT_EQ(pong_frame("ab"),
            "\x8A\x02"
            "ab");
  EXPECT_EQ(close_frame(4401), "\x88\x02\x11\x31");
  EXPECT_EQ(close_frame(1000, "bye"),
            "\x88\x05\x03\xE8"
            "bye");
  EXPECT_EQ(close_frame_without_code(), std::string("\x88\x00", 2));
}

}  // namespace
}  // namespace samtale::transport
