// Input: a file of captions as somebody might upload it.
//
// Held: the line of a mistake is a line of the file; what is taken begins as WebVTT does, is UTF-8, and is taken again
// when empty lines and a comment are put behind it; what is refused is refused at the same line whatever follows that
// line.
#include <algorithm>
#include <string>

#include "domain/text.h"
#include "fuzz/invariant.h"
#include "fuzz/targets.h"
#include "media/webvtt.h"

namespace samtale::fuzz {
namespace {

// Where line `number`, counted from 1, ends, with what ends it.
std::size_t end_of_line(std::string_view text, std::uint32_t number) {
  std::size_t at = 0;
  for (std::uint32_t line = 0; line < number; ++line) {
    at = text.find_first_of("\r\n", at);
    if (at == std::string_view::npos) return text.size();
    at += text.substr(at, 2) == "\r\n" ? 2 : 1;
  }
  return at;
}

std::uint32_t lines_in(std::string_view text) {
  std::uint32_t count = 1;
  while (end_of_line(text, count) < text.size()) ++count;
  return count;
}

}  // namespace

void captions(std::string_view input) {
  const auto mistake = media::first_webvtt_mistake(input);
  if (!mistake) {
    require(input.find("WEBVTT") <= 3, "captions begin as WebVTT");
    require(is_utf8(input), "captions are UTF-8");
    const auto more = std::string(input) + "\n\nNOTE that was all\n";
    require(!media::first_webvtt_mistake(more), "a comment does no harm");
    return;
  }
  require(*mistake >= 1 && *mistake <= lines_in(input), "the mistake is in the file");
  const auto upto = end_of_line(input, *mistake);
  const bool line_is_over = upto > 0 && (input[upto - 1] == '\n' || input[upto - 1] == '\r');
  if (!line_is_over) return;
  const auto other_end = std::string(input.substr(0, upto)) + "\n\n00:00.000 --> 00:01.000\nother\n";
  require(media::first_webvtt_mistake(other_end) == mistake, "what follows a mistake does not move it");
}

}  // namespace samtale::fuzz
