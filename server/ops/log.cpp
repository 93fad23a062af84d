#include "ops/log.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace samtale::ops::log {
namespace {

spdlog::logger& logger() {
  static const auto kLogger = [] {
    auto made = std::make_shared<spdlog::logger>("samtale", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *kLogger;
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
    case Level::none: return spdlog::level::off;
  }
  return spdlog::level::info;
}

// Anything but plain words is quoted and escaped, so that no value can forge a line or a field.
bool is_plain(std::string_view value) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+";
  return !value.empty() && value.find_first_not_of(kPlain) == std::string_view::npos;
}

void write(Level level, std::string_view event, Fields fields) {
  if (!logger().should_log(spdlog_level(level))) return;
  std::string line = fmt::format("{:?}", event);
  for (const auto& field : fields) {
    line += ' ';
    line += field.key;
    line += '=';
    line += is_plain(field.value) ? field.value : fmt::format("{:?}", field.value);
  }
  logger().log(spdlog_level(level), spdlog::string_view_t{line});
}

}  // namespace

std::optional<Level> parse_level(std::string_view name) {
  if (name == "debug") return Level::debug;
  if (name == "info") return Level::info;
  if (name == "warning") return Level::warning;
  if (name == "error") return Level::error;
  return std::nullopt;
}

void set_level(Level level) { logger().set_level(spdlog_level(level)); }

void debug(std::string_view event, Fields fields) { write(Level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(Level::info, event, fields); }
void warning(std::string_view event, Fields fields) { write(Level::warning, event, fields); }
void error(std::string_view event, Fields fields) { write(Level::error, event, fields); }

}  // namespace samtale::ops::log
