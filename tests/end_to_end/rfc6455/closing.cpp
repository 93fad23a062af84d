// Chapter 7 of the public suite: goodbyes, lawful and not.
#include <string>

#include "conversation.h"

namespace samtale::rfc6455 {
namespace {

using Cases = std::vector<Conversation>;

void add_goodbyes(Cases& cases) {
  const auto close = frame(kClose, close_payload(kNormal));
  cases.push_back(Conversation("7.1.1 a message, then close")
                      .send(frame(kText, "Hello") + close)
                      .expect_text("Hello")
                      .closes(close_payload(kNormal)));
  cases.push_back(Conversation("7.1.2 two close frames").send(close + close).closes(close_payload(kNormal)));
  cases.push_back(
      Conversation("7.1.3 a ping behind close").send(close + frame(kPing, "late")).closes(close_payload(kNormal)));
  cases.push_back(
      Conversation("7.1.4 a message behind close").send(close + frame(kText, "late")).closes(close_payload(kNormal)));
  cases.push_back(Conversation("7.1.5 close inside a message")
                      .send(frame(kText, "fragment1", {.final = false}) + close + frame(0, "fragment2"))
                      .closes(close_payload(kNormal)));
  const std::string long_one(256 * 1024, 'x');
  cases.push_back(Conversation("7.1.6 a long message, a short one, close, ping")
                      .send(frame(kText, long_one) + frame(kText, "Hello") + close + frame(kPing, "late"))
                      .expect_text(long_one)
                      .expect_text("Hello")
                      .closes(close_payload(kNormal)));
  cases.push_back(
      Conversation("7. rubbish behind close").send(close + std::string(500, '\xFF')).closes(close_payload(kNormal)));
}

void add_payloads(Cases& cases) {
  cases.push_back(Conversation("7.3.1 close with nothing").send(frame(kClose, "")).closes(""));
  cases.push_back(Conversation("7.3.2 close with one byte").send(frame(kClose, "\x03")).fails(kProtocolError));
  cases.push_back(Conversation("7.3.3 close with a code")
                      .send(frame(kClose, close_payload(kNormal)))
                      .closes(close_payload(kNormal)));
  for (const std::size_t length : {1, 5, 122, 123}) {
    cases.push_back(Conversation("7.3.4-5 close with a reason of " + std::to_string(length))
                        .send(frame(kClose, close_payload(kNormal, std::string(length, '*'))))
                        .closes(close_payload(kNormal)));
  }
  cases.push_back(Conversation("7.3.6 close with a reason of 124")
                      .send(frame(kClose, close_payload(kNormal, std::string(124, '*'))))
                      .fails(kProtocolError));
  cases.push_back(Conversation("7.5.1 a reason that is not UTF-8")
                      .send(frame(kClose, close_payload(kNormal, "\xCE\xBA\xED\xA0\x80 edited")))
                      .fails(kNotUtf8));
  cases.push_back(Conversation("7.5 a reason that ends inside a letter")
                      .send(frame(kClose, close_payload(kNormal, "\xE2\x82")))
                      .fails(kNotUtf8));
  cases.push_back(Conversation("7.5 a reason in any language")
                      .send(frame(kClose, close_payload(kNormal, "P\xC3\xA5 gensyn \xF0\x9F\x98\x80")))
                      .closes(close_payload(kNormal)));
}

void add_codes(Cases& cases) {
  for (const int code :
       {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    cases.push_back(Conversation("7.7 code " + std::to_string(code))
                        .send(frame(kClose, close_payload(code)))
                        .closes(close_payload(code)));
  }
  for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535}) {
    cases.push_back(Conversation("7.9, 7.13 code " + std::to_string(code))
                        .send(frame(kClose, close_payload(code)))
                        .fails(kProtocolError));
  }
}

}  // namespace

std::vector<Conversation> closing_cases() {
  Cases cases;
  add_goodbyes(cases);
  add_payloads(cases);
  add_codes(cases);
  return cases;
}

}  // namespace samtale::rfc6455
