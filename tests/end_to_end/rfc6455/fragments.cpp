// Chapters 5 and 10 of the public suite: messages in fragments, with control frames in between, and what is no
// fragment.
#include <string>

#include "conversation.h"

namespace samtale::rfc6455 {
namespace {

using Cases = std::vector<Conversation>;

std::string begin(int opcode, std::string_view payload) { return frame(opcode, payload, {.final = false}); }
std::string more(std::string_view payload) { return frame(0, payload, {.final = false}); }
std::string end(std::string_view payload) { return frame(0, payload); }

void add_broken_control_frames(Cases& cases) {
  for (const auto opcode : {kPing, kPong, kClose}) {
    cases.push_back(Conversation("5.1-2 fragments of control opcode " + std::to_string(opcode))
                        .send(begin(opcode, "frag") + end("ment"))
                        .fails(kProtocolError));
  }
}

void add_lawful(Cases& cases) {
  for (const auto opcode : {kText, kBinary}) {
    const auto kind = " of opcode " + std::to_string(opcode);
    cases.push_back(Conversation("5.3-5 two fragments" + kind)
                        .send(begin(opcode, "fragment1") + end("fragment2"))
                        .expect(from_server(opcode, "fragment1fragment2")));
    cases.push_back(Conversation("5.6-8 ping between fragments" + kind)
                        .send(begin(opcode, "fragment1") + frame(kPing, "ping payload") + end("fragment2"))
                        .expect_pong("ping payload")
                        .expect(from_server(opcode, "fragment1fragment2")));
    // The answer comes before the message is whole: nothing more is sent until it does.
    cases.push_back(Conversation("5.19-20 pings answered at once" + kind)
                        .send(begin(opcode, "fragment1") + more("fragment2") + frame(kPing, "pongme 1!"))
                        .expect_pong("pongme 1!")
                        .send(more("fragment3") + more("fragment4") + frame(kPing, "pongme 2!") + end("fragment5"))
                        .expect_pong("pongme 2!")
                        .expect(from_server(opcode, "fragment1fragment2fragment3fragment4fragment5")));
    cases.push_back(Conversation("5. pong and empty fragments in between" + kind)
                        .send(begin(opcode, "") + frame(kPong, "") + more("") + more("x") + more("") + end(""))
                        .expect(from_server(opcode, "x")));
    cases.push_back(Conversation("5. nothing but empty fragments" + kind)
                        .send(begin(opcode, "") + more("") + end(""))
                        .expect(from_server(opcode, "")));
    cases.push_back(Conversation("5. two messages in fragments" + kind)
                        .send(begin(opcode, "a") + end("b") + begin(opcode, "c") + end("d"))
                        .expect(from_server(opcode, "ab") + from_server(opcode, "cd")));
    const std::string long_one(65'536, '*');
    cases.push_back(Conversation("10.1.1 fragments of 1,300" + kind)
                        .send(fragmented(opcode, long_one, 1'300))
                        .expect(from_server(opcode, long_one)));
  }
  // 5.5.1 of the RFC: the message that was begun is given up.
  cases.push_back(Conversation("5. close between fragments")
                      .send(begin(kText, "never finished") + frame(kClose, close_payload(kNormal)))
                      .closes(close_payload(kNormal)));
}

void add_unlawful(Cases& cases) {
  for (const bool final : {true, false}) {
    const auto stray = final ? end("nothing to go on with") : more("nothing to go on with");
    const auto name = std::string("5.9-14 a fragment of nothing, ") + (final ? "final" : "not final");
    cases.push_back(Conversation(name).send(stray + frame(kText, "Hello, world!")).fails(kProtocolError));
    cases.push_back(Conversation(name + ", behind a message")
                        .send(frame(kText, "whole") + stray)
                        .expect_text("whole")
                        .fails(kProtocolError));
    cases.push_back(Conversation("5.15 behind a message in fragments, " + name)
                        .send(begin(kText, "fragment1") + end("fragment2") + stray + begin(kText, "fragment4"))
                        .expect_text("fragment1fragment2")
                        .fails(kProtocolError));
    cases.push_back(Conversation("5.16-17 and again, " + name)
                        .send(stray + begin(kText, "fragment2") + end("fragment3"))
                        .fails(kProtocolError));
  }
  for (const auto opcode : {kText, kBinary}) {
    for (const bool final : {true, false}) {
      cases.push_back(Conversation("5.18 opcode " + std::to_string(opcode) + " inside a message, " +
                                   (final ? "" : "not ") + "final")
                          .send(begin(kText, "fragment1") + frame(opcode, "fragment2", {.final = final}))
                          .fails(kProtocolError));
    }
  }
}

}  // namespace

std::vector<Conversation> fragment_cases() {
  Cases cases;
  add_broken_control_frames(cases);
  add_lawful(cases);
  add_unlawful(cases);
  return cases;
}

}  // namespace samtale::rfc6455
