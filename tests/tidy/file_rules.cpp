// What holds for each file on its own: length, first line, words that must not appear.
#include <regex>
#include <set>

#include "rules.h"

namespace samtale::tidy {
namespace {

constexpr std::size_t kLongestFile = 500;  // lines

bool has_extension(const SourceFile& file, const std::set<std::string>& extensions) {
  return extensions.count(file.extension()) != 0;
}

bool is_code(const SourceFile& file) {
  static const std::set<std::string> kCode = {"h",   "cpp", "proto", "ts",  "js",    "mjs", "svelte",
                                              "css", "sh",  "html",  "txt", "cmake", "md",  "py"};
  return has_extension(file, kCode) || file.extension().empty();
}

Violations lines_matching(const SourceFile& file, const std::string& text, const std::regex& pattern,
                          const std::string& what) {
  Violations found;
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (std::regex_search(lines[i], pattern)) found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + what);
  }
  return found;
}

void append(Violations& all, Violations more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

Violations files_are_short(const Files& files) {
  Violations found;
  for (const auto& file : files) {
    if (!is_code(file) || file.name() == "CHANGELOG.md") continue;
    const auto lines = lines_of(file.text).size();
    if (lines > kLongestFile) {
      found.push_back(file.path + ": " + std::to_string(lines) + " lines; at most " + std::to_string(kLongestFile));
    }
  }
  return found;
}

Violations headers_begin_with_pragma_once(const Files& files) {
  Violations found;
  for (const auto& file : files) {
    if (file.extension() != "h") continue;
    const auto code = without_comments(file.text);
    const auto first = code.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || code.compare(first, 12, "#pragma once") != 0) {
      found.push_back(file.path + ": a header begins with #pragma once, or with a comment and then that");
    }
  }
  return found;
}

Violations there_are_no_coroutines(const Files& files) {
  static const std::regex kCoroutine(
      "\\bco_(await|return|yield)\\b|<coroutine>|asio/(awaitable|co_spawn)|asio::awaitable");
  Violations found;
  for (const auto& file : files) {
    if (!has_extension(file, {"h", "cpp"}) || file.is_in("tests/tidy")) continue;
    append(found, lines_matching(file, without_comments(file.text), kCoroutine,
                                 "no coroutines: g++ 12.2 miscompiles them (docs/adr/0001)"));
  }
  return found;
}

Violations nothing_is_put_off(const Files& files) {
  static const std::regex kPutOff(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X|HA"
      "CK)\\b");
  Violations found;
  for (const auto& file : files) {
    if (!is_code(file)) continue;
    append(found, lines_matching(file, file.text, kPutOff, "finish it, or make it an issue"));
  }
  return found;
}

Violations no_path_of_one_machine(const Files& files) {
  static const std::regex kPath("(^|[^\\w.])/(work|home|root|Users)/[\\w.]");
  Violations found;
  for (const auto& file : files) {
    if (file.is_in("tests/tidy")) continue;
    append(found, lines_matching(file, file.text, kPath, "a path of one machine"));
  }
  return found;
}

Violations lockfiles_name_no_registry(const Files& files) {
  static const std::regex kResolved("\"resolved\"\\s*:|https?://registry\\.");
  static const std::regex kSetting("^\\s*(@\\w+:)?registry\\s*=");
  Violations found;
  for (const auto& file : files) {
    const auto what = "where packages come from is the machine's business; see omit-lockfile-registry-resolved";
    if (file.name() == "package-lock.json") append(found, lines_matching(file, file.text, kResolved, what));
    if (file.name() == ".npmrc") append(found, lines_matching(file, file.text, kSetting, what));
  }
  return found;
}

Violations no_file_is_a_drawer(const Files& files) {
  static const std::regex kDrawer("(^|/)(utils?|helpers?|misc|stuff)(/|\\.|$)");
  Violations found;
  for (const auto& file : files) {
    if (std::regex_search(file.path, kDrawer)) found.push_back(file.path + ": name the file after its one concept");
  }
  return found;
}

}  // namespace samtale::tidy
