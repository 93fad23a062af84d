// R8: the connection code of the server keeps RFC 6455.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "conversation.h"
#include "echo_process.h"

namespace samtale::rfc6455 {
namespace {

constexpr std::size_t kMiB = 1024 * 1024;
constexpr std::size_t kLongest = 16 * kMiB;

class Rfc6455 : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { echo = new EchoProcess(kLongest); }
  static void TearDownTestSuite() { delete echo; }
  void SetUp() override { ASSERT_NE(echo->address().port, 0) << "samtale-echo did not start"; }

  // As it comes, in pieces of 997 bytes, and, unless that takes all day, byte by byte.
  static void have_all(const std::vector<Conversation>& cases) {
    constexpr std::size_t kShort = 4'096;
    ASSERT_FALSE(cases.empty());
    for (const auto& each : cases) {
      for (const std::size_t piece_bytes : {0, 997, 1}) {
        if (piece_bytes == 1 && each.bytes_sent() > kShort) continue;
        ASSERT_EQ(each.run(echo->address(), piece_bytes), "") << each.name() << ", in pieces of " << piece_bytes;
      }
    }
    RecordProperty("cases", static_cast<int>(cases.size()));
  }
  static void have(const Conversation& conversation, std::size_t piece_bytes = 0) {
    EXPECT_EQ(conversation.run(echo->address(), piece_bytes), "") << conversation.name();
  }

  static EchoProcess* echo;
};
EchoProcess* Rfc6455::echo = nullptr;

TEST_F(Rfc6455, Framing) { have_all(framing_cases()); }
TEST_F(Rfc6455, Fragments) { have_all(fragment_cases()); }
TEST_F(Rfc6455, Utf8) { have_all(utf8_cases()); }
TEST_F(Rfc6455, Closing) { have_all(closing_cases()); }

// Chapter 9 of the public suite: long messages, whole, in fragments and in pieces.
std::string long_payload(int opcode, std::size_t size) {
  const std::string letters = opcode == kText ? "Bl\xC3\xA5"
                                                "b\xC3\xA6rgr\xC3\xB8"
                                                "d"
                                              : std::string("\0\x80\xFF\xC0 binary", 11);
  std::string payload;
  while (payload.size() + letters.size() <= size) payload += letters;
  return payload.append(size - payload.size(), '*');
}

TEST_F(Rfc6455, LongMessages) {
  for (const auto opcode : {kText, kBinary}) {
    for (const std::size_t size : {kMiB / 16, kMiB / 4, kMiB, 4 * kMiB, 8 * kMiB, kLongest}) {
      const auto payload = long_payload(opcode, size);
      have(Conversation("9.1-2 of " + std::to_string(size))
               .send(frame(opcode, payload))
               .expect(from_server(opcode, payload)));
    }
  }
}

TEST_F(Rfc6455, LongMessagesInFragments) {
  for (const auto opcode : {kText, kBinary}) {
    const auto payload = long_payload(opcode, 4 * kMiB);
    for (const std::size_t piece : {64UL, 256UL, 1'024UL, 4'096UL, 16'384UL, 65'536UL, kMiB / 4, kMiB, 4 * kMiB}) {
      have(Conversation("9.3-4 in fragments of " + std::to_string(piece))
               .send(fragmented(opcode, payload, piece))
               .expect(from_server(opcode, payload)));
    }
  }
}

TEST_F(Rfc6455, LongMessagesInPieces) {
  for (const auto opcode : {kText, kBinary}) {
    const auto payload = long_payload(opcode, kMiB);
    for (const std::size_t piece : {64, 128, 256, 512, 1'024, 2'048}) {
      have(Conversation("9.5-6 in pieces of " + std::to_string(piece))
               .send(frame(opcode, payload))
               .expect(from_server(opcode, payload)),
           piece);
    }
  }
}

TEST_F(Rfc6455, ManyMessagesThereAndBack) {
  constexpr int kMessages = 1'000;
  for (const auto opcode : {kText, kBinary}) {
    for (const std::size_t size : {0, 16, 64, 256, 1'024, 4'096}) {
      const auto payload = long_payload(opcode, size);
      Conversation conversation("9.7-8 messages of " + std::to_string(size));
      for (int i = 0; i < kMessages; ++i)
        conversation.send(frame(opcode, payload)).expect(from_server(opcode, payload));
      have(conversation);
    }
  }
}

// A quarter of a million fragments: were what has come so far copied for each, it would be two terabytes, and the
// test's patience would end.
TEST_F(Rfc6455, ManySmallFragmentsAreNotCopiedAgainAndAgain) {
  for (const std::size_t size : {kMiB, kLongest}) {
    const auto payload = long_payload(kText, size);
    const auto sent = fragmented(kText, payload, 64);
    const auto begun = std::chrono::steady_clock::now();
    have(Conversation("64-byte fragments of " + std::to_string(size)).send(sent).expect_text(payload));
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    std::printf("%zu MiB in fragments of 64 bytes, there and back: %.0f ms\n", size / kMiB, took.count());
  }
}

TEST_F(Rfc6455, ALongerMessageThanIsAllowedIsRefused) {
  const std::string payload(1'000, 'x');
  const EchoProcess small(999);
  ASSERT_NE(small.address().port, 0);
  EXPECT_EQ(Conversation("whole").send(frame(kText, payload)).fails(kTooBig).run(small.address(), 0), "");
  EXPECT_EQ(Conversation("fragments").send(fragmented(kBinary, payload, 100)).fails(kTooBig).run(small.address(), 0),
            "");
  const std::string just(999, 'x');
  EXPECT_EQ(Conversation("just").send(frame(kText, just)).expect_text(just).run(small.address(), 0), "");
}

}  // namespace
}  // namespace samtale::rfc6455
