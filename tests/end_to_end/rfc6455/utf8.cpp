// Chapter 6 of the public suite: text is UTF-8 (RFC 3629), however it is cut, and what is not is refused at the byte
// that cannot be right (fail fast; RFC 6455, 8.1).
#include <initializer_list>
#include <string>

#include "conversation.h"

namespace samtale::rfc6455 {
namespace {

using Cases = std::vector<Conversation>;

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) text += {kDigits[static_cast<std::uint8_t>(c) >> 4], kDigits[c & 0x0F]};
  return text;
}

// How RFC 3629 writes a code point; also ones that it forbids, and in more bytes than are needed.
std::string encoded(unsigned code_point, int bytes) {
  if (bytes == 1) return std::string(1, static_cast<char>(code_point));
  std::string text;
  for (int i = bytes - 1; i > 0; --i) {
    text.insert(text.begin(), static_cast<char>(0x80 | (code_point & 0x3F)));
    code_point >>= 6;
  }
  const unsigned first = (0xFF00U >> bytes) & 0xFF;
  text.insert(text.begin(), static_cast<char>(first | code_point));
  return text;
}

const std::string kGreek = "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5";

void add_lawful(Cases& cases, const std::string& text) {
  cases.push_back(Conversation("6. " + hex(text)).send(frame(kText, text)).expect_text(text));
  cases.push_back(
      Conversation("6. each byte a fragment: " + hex(text)).send(fragmented(kText, text, 1)).expect_text(text));
  cases.push_back(Conversation("6. among others: " + hex(text))
                      .send(frame(kText, kGreek + text + "edited"))
                      .expect_text(kGreek + text + "edited"));
}

void add_unlawful(Cases& cases, const std::string& text) {
  cases.push_back(Conversation("6. not " + hex(text)).send(frame(kText, text)).fails(kNotUtf8));
  cases.push_back(
      Conversation("6. not, each byte a fragment: " + hex(text)).send(fragmented(kText, text, 1)).fails(kNotUtf8));
  cases.push_back(
      Conversation("6. not, among others: " + hex(text)).send(frame(kText, kGreek + text + "edited")).fails(kNotUtf8));
}

// `good` may begin a text; with `bad` behind it, it cannot be one whatever follows. The ping shows that the first part
// was taken; behind `bad` nothing is sent, not even the rest of its frame.
void add_fail_fast(Cases& cases, const std::string& good, const std::string& bad) {
  const auto unfinished = frame(0, bad + "the rest of this frame never comes");
  const auto header_and_bad = unfinished.substr(0, 6 + bad.size());
  cases.push_back(Conversation("6.4 at once, between fragments: " + hex(bad))
                      .send(frame(kText, good, {.final = false}) + frame(kPing, "still here"))
                      .expect_pong("still here")
                      .send(frame(0, bad, {.final = false}))
                      .fails(kNotUtf8));
  cases.push_back(Conversation("6.4 at once, inside a frame: " + hex(bad))
                      .send(frame(kText, good, {.final = false}) + frame(kPing, "still here"))
                      .expect_pong("still here")
                      .send(header_and_bad)
                      .fails(kNotUtf8));
}

}  // namespace

std::vector<Conversation> utf8_cases() {
  Cases cases;
  cases.push_back(Conversation("6.1 empty").send(frame(kText, "")).expect_text(""));
  add_lawful(cases, "Hello-\xC2\xB5@\xC3\x9F\xC3\xB6\xC3\xA4\xC3\xBC\xC3\xA0\xC3\xA1-UTF-8!!");
  add_lawful(cases, kGreek);

  // The first and last code point of each length, and of what lies beside the surrogates; non-characters are text.
  for (const unsigned code_point : {0x00U, 0x41U, 0x7FU}) add_lawful(cases, encoded(code_point, 1));
  for (const unsigned code_point : {0x80U, 0x7FFU}) add_lawful(cases, encoded(code_point, 2));
  for (const unsigned code_point : {0x800U, 0xD7FFU, 0xE000U, 0xFFFDU, 0xFFFEU, 0xFFFFU, 0xFEFFU}) {
    add_lawful(cases, encoded(code_point, 3));
  }
  add_lawful(cases, encoded(0x10000, 4));
  for (unsigned plane = 1; plane <= 16; ++plane) {
    add_lawful(cases, encoded(plane << 16 | 0xFFFE, 4));
    add_lawful(cases, encoded(plane << 16 | 0xFFFF, 4));
  }

  // Beyond the last code point; lengths that do not exist.
  add_unlawful(cases, encoded(0x110000, 4));
  add_unlawful(cases, encoded(0x1FFFFF, 4));
  for (const unsigned code_point : {0x200000U, 0x3FFFFFFU}) add_unlawful(cases, encoded(code_point, 5));
  for (const unsigned code_point : {0x4000000U, 0x7FFFFFFFU}) add_unlawful(cases, encoded(code_point, 6));
  for (const char byte : {'\xFE', '\xFF'}) add_unlawful(cases, std::string(1, byte));
  // Surrogates, alone and in pairs.
  for (const unsigned half : {0xD800U, 0xDB7FU, 0xDB80U, 0xDBFFU, 0xDC00U, 0xDF80U, 0xDFFFU})
    add_unlawful(cases, encoded(half, 3));
  for (const unsigned high : {0xD800U, 0xDBFFU}) {
    for (const unsigned low : {0xDC00U, 0xDFFFU}) add_unlawful(cases, encoded(high, 3) + encoded(low, 3));
  }
  // More bytes than are needed.
  for (const unsigned code_point : {0x00U, 0x2FU, 0x7FU}) {
    for (int bytes = 2; bytes <= 6; ++bytes) add_unlawful(cases, encoded(code_point, bytes));
  }
  add_unlawful(cases, encoded(0x7FF, 3));
  add_unlawful(cases, encoded(0xFFFF, 4));
  // Continuations without a beginning, beginnings without continuation.
  for (int count = 1; count <= 7; ++count) add_unlawful(cases, std::string(static_cast<std::size_t>(count), '\x80'));
  add_unlawful(cases, "\xBF");
  for (const unsigned first : {0xC2U, 0xDFU, 0xE0U, 0xEFU, 0xF0U, 0xF4U, 0xF5U, 0xF8U, 0xFCU}) {
    add_unlawful(cases, std::string{static_cast<char>(first), ' '});
  }
  for (const auto& whole : {encoded(0x20AC, 3), encoded(0x1F600, 4), encoded(0xE6, 2)}) {
    for (std::size_t length = 1; length < whole.size(); ++length) {
      cases.push_back(Conversation("6. ends in the middle: " + hex(whole.substr(0, length)))
                          .send(frame(kText, kGreek + whole.substr(0, length)))
                          .fails(kNotUtf8));
    }
  }

  add_fail_fast(cases, kGreek, encoded(0x110000, 4));
  add_fail_fast(cases, kGreek + "\xF4", "\x90");
  add_fail_fast(cases, kGreek, "\xED\xA0");
  add_fail_fast(cases, "", "\xC0");
  add_fail_fast(cases, "\xE2\x82", "x");
  // A new message begins anew, and a control frame in between is no part of the text.
  cases.push_back(Conversation("6. the next message begins anew")
                      .send(fragmented(kText, kGreek, 1) + frame(kText, "\xC3\xA6"))
                      .expect(from_server(kText, kGreek) + from_server(kText, "\xC3\xA6")));
  cases.push_back(Conversation("6. a ping inside a letter")
                      .send(frame(kText, "\xC3", {.final = false}) + frame(kPing, "\xFF") + frame(0, "\xA6"))
                      .expect_pong("\xFF")
                      .expect_text("\xC3\xA6"));
  cases.push_back(
      Conversation("6. binary is not text").send(frame(kBinary, "\xFF\xC0")).expect(from_server(kBinary, "\xFF\xC0")));
  return cases;
}

}  // namespace samtale::rfc6455
