// Chapters 1 to 4 of the public suite: messages of every length, pings and pongs, reserved bits and opcodes; and masks.
#include <string>

#include "conversation.h"

namespace samtale::rfc6455 {
namespace {

using Cases = std::vector<Conversation>;

void add_lengths(Cases& cases) {
  for (const auto opcode : {kText, kBinary}) {
    for (const std::size_t size : {0, 1, 124, 125, 126, 127, 128, 65'535, 65'536, 65'537}) {
      const std::string payload(size, opcode == kText ? '*' : '\xFE');
      cases.push_back(Conversation("1." + std::to_string(opcode) + " message of " + std::to_string(size))
                          .send(frame(opcode, payload))
                          .expect(from_server(opcode, payload)));
    }
  }
}

void add_pings(Cases& cases) {
  using namespace std::string_literals;
  for (const auto& payload : {""s, "Hello, world!"s, "\x00\xFF\xFE\xFD\xFC\xFB\x00\xFF"s, std::string(125, '\xFE')}) {
    cases.push_back(
        Conversation("2. ping of " + std::to_string(payload.size())).send(frame(kPing, payload)).expect_pong(payload));
  }
  const std::string too_long(126, '\xFE');
  cases.push_back(Conversation("2.5 ping of 126").send(frame(kPing, too_long)).fails(kProtocolError));
  cases.push_back(Conversation("2. pong of 126").send(frame(kPong, too_long)).fails(kProtocolError));
  for (const auto* payload : {"", "unsolicited"}) {
    cases.push_back(Conversation("2.7-9 nobody answers a pong of " + std::to_string(std::string(payload).size()))
                        .send(frame(kPong, payload) + frame(kPing, "ping"))
                        .expect_pong("ping"));
  }
  Conversation ten("2.10-11 ten pings, answered in order");
  std::string pings, pongs;
  for (int i = 0; i < 10; ++i) {
    pings += frame(kPing, "payload-" + std::to_string(i));
    pongs += from_server(kPong, "payload-" + std::to_string(i));
  }
  cases.push_back(ten.send(pings).expect(pongs));
}

void add_reserved_bits(Cases& cases) {
  for (int bits = 1; bits <= 7; ++bits) {
    const auto name = "3. reserved bits " + std::to_string(bits);
    for (const auto opcode : {kText, kBinary, kPing, kPong, kClose}) {
      cases.push_back(Conversation(name + " on opcode " + std::to_string(opcode))
                          .send(frame(kText, "first") + frame(opcode, "xx", {.reserved = bits}) + frame(kPing, "late"))
                          .expect_text("first")
                          .fails(kProtocolError));
    }
    cases.push_back(Conversation(name + " on a later fragment")
                        .send(frame(kText, "a", {.final = false}) + frame(0, "b", {.reserved = bits}))
                        .fails(kProtocolError));
  }
}

void add_reserved_opcodes(Cases& cases) {
  for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
    const auto name = (opcode < 8 ? "4.1 opcode " : "4.2 opcode ") + std::to_string(opcode);
    for (const auto* payload : {"", "reserved"}) {
      cases.push_back(Conversation(name + " of " + std::to_string(std::string(payload).size()))
                          .send(frame(kText, "first") + frame(opcode, payload) + frame(kPing, "late"))
                          .expect_text("first")
                          .fails(kProtocolError));
    }
    cases.push_back(Conversation(name + " inside a message")
                        .send(frame(kText, "a", {.final = false}) + frame(opcode, "b") + frame(0, "c"))
                        .fails(kProtocolError));
  }
}

// Not in the public suite, which always masks. RFC 6455, 5.1.
void add_masks(Cases& cases) {
  for (const auto opcode : {kText, kBinary, kPing, kPong, kClose}) {
    for (const auto* payload : {"", "bare"}) {
      cases.push_back(Conversation("5.1 not masked, opcode " + std::to_string(opcode) + " of " +
                                   std::to_string(std::string(payload).size()))
                          .send(frame(opcode, payload, {.masked = false}))
                          .fails(kProtocolError));
    }
  }
  cases.push_back(Conversation("5.1 not masked, later fragment")
                      .send(frame(kText, "a", {.final = false}) + frame(0, "b", {.masked = false}))
                      .fails(kProtocolError));
}

}  // namespace

std::vector<Conversation> framing_cases() {
  Cases cases;
  add_lengths(cases);
  add_pings(cases);
  add_reserved_bits(cases);
  add_reserved_opcodes(cases);
  add_masks(cases);
  return cases;
}

}  // namespace samtale::rfc6455
