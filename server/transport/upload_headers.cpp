#include "transport/upload_headers.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

#include "domain/limits.h"
#include "transport/api_answer.h"
#include "transport/utf8_check.h"

namespace samtale::transport {
namespace {

// RFC 4648, section 4, with padding. Nullopt: it is not that.
std::optional<std::string> base64_decoded(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string out(text.size() / 4 * 3 + 1, '\0');
  const auto length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  const auto padding = std::count(text.end() - std::min<std::ptrdiff_t>(2, text.size()), text.end(), '=');
  out.resize(static_cast<std::size_t>(length - padding));
  return out;
}

// At most kFileName code points, and nothing that a screen would trip over.
std::string tidied(std::string_view name) {
  std::string out;
  std::size_t code_points = 0;
  for (const char c : name) {
    const bool begins_one = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins_one && ++code_points > limits::kFileName) break;
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  }
  return out;
}

}  // namespace

std::optional<std::uint64_t> read_byte_count(std::string_view header) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(header.data(), header.data() + header.size(), value);
  if (header.empty() || read.ec != std::errc{} || read.ptr != header.data() + header.size()) return std::nullopt;
  return value;
}

std::string file_name_in(std::string_view metadata) {
  static constexpr std::string_view kKey = "filename";
  while (!metadata.empty()) {
    const auto comma = std::min(metadata.find(','), metadata.size());
    const auto pair = without_outer_spaces(metadata.substr(0, comma));
    metadata.remove_prefix(std::min(comma + 1, metadata.size()));
    const auto space = std::min(pair.find(' '), pair.size());
    if (pair.substr(0, space) != kKey) continue;
    const auto name = base64_decoded(without_outer_spaces(pair.substr(space)));
    Utf8Check check;
    if (!name || !check.take(*name) || !check.complete()) return {};
    const auto folder = name->find_last_of("/\\");
    return tidied(folder == std::string::npos ? *name : std::string_view(*name).substr(folder + 1));
  }
  return {};
}

std::optional<Response> wrong_version(const Request& request) {
  if (request.header("tus-resumable") == kTusVersion) return std::nullopt;
  auto response = answer_empty(412);
  response.headers.emplace_back("Tus-Version", kTusVersion);
  return response;
}

Response with_version(Response response) {
  response.headers.emplace_back("Tus-Resumable", kTusVersion);
  return response;
}

Response tus_options() {
  auto response = answer_empty();
  response.headers = {{"Tus-Resumable", std::string(kTusVersion)},
                      {"Tus-Version", std::string(kTusVersion)},
                      {"Tus-Extension", "creation,termination"},
                      {"Tus-Max-Size", std::to_string(limits::kTalkBytes)}};
  return response;
}

}  // namespace samtale::transport
