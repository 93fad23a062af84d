#pragma once
// What the server tells its operator: one line per event to stderr, `time level "event" key=value …` (logfmt).
//
//   log::info("room revived", {{"seminar", id}, {"events", n}});
//
// Never content (notes, questions, action points, names) and never tokens, links or room codes: ids and numbers only.
// An event is a fixed text, so that lines can be searched and counted. Threads: any.
#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace samtale::ops::log {

// `none`: nothing is said at all; for tests that let things fail thousands of times.
enum class Level { debug, info, warning, error, none };

struct Field {
  std::string_view key;
  std::string value;

  Field(std::string_view k, std::string_view text) : key(k), value(text) {}
  Field(std::string_view k, const char* text) : key(k), value(text) {}
  Field(std::string_view k, const std::string& text) : key(k), value(text) {}
  Field(std::string_view k, bool yes) : key(k), value(yes ? "true" : "false") {}
  template <class Number>
  requires(std::integral<Number> || std::floating_point<Number>) Field(std::string_view k, Number number)
      : key(k), value(std::to_string(number)) {}
  // Ids.
  template <class SomeId>
  requires requires(const SomeId& id) {
    { id.text() } -> std::convertible_to<std::string>;
  }
  Field(std::string_view k, const SomeId& id) : key(k), value(id.text()) {}
};
using Fields = std::initializer_list<Field>;

// "debug", "info", "warning" or "error".
std::optional<Level> parse_level(std::string_view name);
// Lines below this level are dropped. Info until said otherwise.
void set_level(Level level);

void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

}  // namespace samtale::ops::log
