#include "transport/quick_handshake.h"

#include <algorithm>
#include <array>

namespace samtale::transport {
namespace {

constexpr std::string_view kRequestLine = "GET /ws HTTP/1.1\r\n";
constexpr std::string_view kEndOfLine = "\r\n";

// RFC 9110, 5.6.2.
constexpr std::array<bool, 256> make_name_symbols() {
  std::array<bool, 256> table{};
  for (const char c :
       std::string_view("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")) {
    table[static_cast<unsigned char>(c)] = true;
  }
  return table;
}
constexpr auto kNameSymbols = make_name_symbols();

constexpr auto is_name_symbol = [](char c) { return kNameSymbols[static_cast<unsigned char>(c)]; };
constexpr auto is_printable = [](char c) { return c >= 0x20 && c <= 0x7E; };

struct Line {
  std::string_view name;
  std::string_view value;
};

// Takes `name: value` from the front; nullopt: it is something else.
std::optional<Line> take_line(std::string_view& rest) {
  const auto name_end = std::find_if_not(rest.begin(), rest.end(), is_name_symbol);
  if (name_end == rest.begin() || name_end == rest.end() || *name_end != ':') return std::nullopt;
  const auto value_end = std::find_if_not(name_end + 1, rest.end(), is_printable);
  Line line{{rest.begin(), name_end}, without_outer_spaces({name_end + 1, value_end})};
  rest.remove_prefix(static_cast<std::size_t>(value_end - rest.begin()));
  if (!rest.starts_with(kEndOfLine)) return std::nullopt;
  rest.remove_prefix(kEndOfLine.size());
  return line;
}

// The fields that say whether it is a handshake, each at most once.
struct Fields {
  std::string_view host, connection, upgrade, version, key, protocols;
  std::optional<std::string_view> origin;  // an empty one is foreign

  // False: one that the whole way must look at.
  bool take(const Line& line);

 private:
  static bool take_once(std::string_view& field, std::string_view value) {
    if (!field.empty()) return false;
    field = value;
    return !value.empty();
  }
};

bool Fields::take(const Line& line) {
  const auto is = [&](std::string_view name) { return same_ignoring_case(line.name, name); };
  // Most are told apart by their length.
  switch (line.name.size()) {
    case 4: return !is("host") || take_once(host, line.value);
    case 6:
      if (is("expect")) return false;
      if (!is("origin")) return true;
      if (origin) return false;
      origin = line.value;
      return true;
    case 7: return !is("upgrade") || take_once(upgrade, line.value);
    case 10: return !is("connection") || take_once(connection, line.value);
    case 14: return !is("content-length");
    case 16: return !is("proxy-connection");
    case 17: return is("sec-websocket-key") ? take_once(key, line.value) : !is("transfer-encoding");
    case 21: return !is("sec-websocket-version") || take_once(version, line.value);
    case 22: return !is("sec-websocket-protocol") || take_once(protocols, line.value);
    default: return true;
  }
}

}  // namespace

std::optional<QuickHandshake> read_quick_handshake(std::string_view bytes, const AllowedOrigins& allowed) {
  if (!bytes.starts_with(kRequestLine)) return std::nullopt;
  auto rest = bytes.substr(kRequestLine.size(), kQuickHandshakeBytes);
  Fields fields;
  while (!rest.starts_with(kEndOfLine)) {
    const auto line = take_line(rest);
    if (!line || !fields.take(*line)) return std::nullopt;
  }
  rest.remove_prefix(kEndOfLine.size());
  // As browsers and proxies say it; other lists that mean the same are rare.
  const bool upgrades =
      same_ignoring_case(fields.connection, "upgrade") || same_ignoring_case(fields.connection, "keep-alive, upgrade");
  if (!upgrades || !same_ignoring_case(fields.upgrade, "websocket")) return std::nullopt;
  if (fields.host.empty() || fields.version != "13" || !is_handshake_key(fields.key)) return std::nullopt;
  if (fields.origin && !origin_is_allowed(*fields.origin, fields.host, allowed)) return std::nullopt;
  return QuickHandshake{fields.key, fields.protocols, static_cast<std::size_t>(rest.data() - bytes.data())};
}

}  // namespace samtale::transport
