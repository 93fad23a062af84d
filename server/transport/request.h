#pragma once
// An HTTP request, as routes see it: free of the library that parsed it, so that routes compile without it.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samtale::transport {

enum class Method { get, head, post, put, patch, remove, options, other };

struct Request {
  Method method = Method::other;
  std::string target;  // as sent: path and query
  std::string path;    // percent-decoded; begins with a slash. See decode_path
  bool http_1_1 = true;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string address;  // of the client, for throttling
  std::string body;     // empty where the route takes it in pieces
  std::optional<std::uint64_t> declared_length;

  // The first header of this name, in any case; empty when there is none.
  std::string_view header(std::string_view name) const;
  // All headers of this name, joined by commas, as lists may be (RFC 9110, 5.3).
  std::string header_list(std::string_view name) const;
};

// The path of `target`, decoded once. Nullopt: it is not a plain absolute path (bad escapes, a zero byte or another
// control character, a backslash, or a segment `.` or `..`).
std::optional<std::string> decode_path(std::string_view target);

// "a/b//c" -> {"a", "b", "", "c"}, without the leading slash.
std::vector<std::string_view> segments_of(std::string_view path);

bool same_ignoring_case(std::string_view a, std::string_view b);
// Whether a comma-separated list such as `keep-alive, Upgrade` has this token, in any case.
bool list_has_token(std::string_view list, std::string_view token);
std::string_view without_outer_spaces(std::string_view text);

// The first value of this name behind the question mark, as it was sent; empty when there is none.
std::string_view query_value(const Request& request, std::string_view name);

// The secret behind `Authorization: Bearer`; empty when there is none.
std::string_view bearer_token(const Request& request);

}  // namespace samtale::transport
