// Who may include whom in server/, and which folder alone may touch a library, SQL, the clock or randomness.
#include <map>
#include <regex>
#include <set>

#include "rules.h"

namespace samtale::tidy {
namespace {

using Names = std::set<std::string>;

// The table of the architecture. Every folder may include itself; app may include everything.
const std::map<std::string, Names>& allowed_folders() {
  static const std::map<std::string, Names> kTable = {
      {"domain", {}},
      {"ops", {}},
      {"wire", {"domain"}},
      {"store", {"domain", "ops"}},
      {"auth", {"domain", "ops", "store"}},
      {"media", {"ops"}},
      {"reports", {"domain", "store"}},
      {"live", {"domain", "wire", "store", "ops"}},
      {"transport", {"domain", "live", "wire", "auth", "media", "reports", "ops"}},
      {"app", {"domain", "ops", "wire", "store", "auth", "media", "reports", "live", "transport"}},
  };
  return kTable;
}

struct LibraryHome {
  std::regex include;  // matched against what stands between the quotes or brackets
  std::string what;
  Names folders;
};

const std::vector<LibraryHome>& library_homes() {
  static const std::vector<LibraryHome> kHomes = {
      {std::regex("^boost/beast"), "Beast", {"transport"}},
      {std::regex("^boost/asio"), "Asio", {"store", "media", "live", "transport", "app"}},
      {std::regex("^sqlite3"), "SQLite", {"store"}},
      {std::regex("^(libpq-fe\\.h|pqxx)"), "PostgreSQL", {"store"}},
      {std::regex("\\.pb\\.h$"), "generated protobuf", {"wire"}},
      {std::regex("^google/protobuf"), "Protobuf", {"wire"}},
      {std::regex("^spdlog/"), "spdlog", {"ops"}},
      {std::regex("^(cairo|pango/)"), "cairo and pango", {"reports"}},
      {std::regex("^libical/"), "libical", {"reports"}},
      {std::regex("^prometheus/"), "prometheus-cpp", {"ops"}},
      {std::regex("^(random|sys/random\\.h)$"), "randomness", {"ops"}},
  };
  return kHomes;
}

bool is_cpp(const SourceFile& file) { return file.extension() == "h" || file.extension() == "cpp"; }

// "store" for server/store/sqlite_event_store.h; empty outside server/.
std::string server_folder(const SourceFile& file) {
  if (!file.is_in("server") || !is_cpp(file)) return "";
  const auto rest = file.path.substr(std::string("server/").size());
  const auto slash = rest.find('/');
  return slash == std::string::npos ? "" : rest.substr(0, slash);
}

std::string at(const SourceFile& file, std::size_t line_index) {
  return file.path + ":" + std::to_string(line_index + 1) + ": ";
}

// Calls `report` with the folder, the place and what is included, for each #include below server/.
template <typename Report>
void each_server_include(const Files& files, Report report) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
  for (const auto& file : files) {
    const auto folder = server_folder(file);
    if (folder.empty()) continue;
    const auto lines = lines_of(without_comments(file.text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::smatch match;
      if (std::regex_search(lines[i], match, kInclude)) report(folder, at(file, i), match[1].str());
    }
  }
}

Violations pattern_outside(const Files& files, const std::regex& pattern, const Names& homes, const std::string& what) {
  Violations found;
  for (const auto& file : files) {
    const auto folder = server_folder(file);
    if (folder.empty() || homes.count(folder) != 0) continue;
    const auto lines = lines_of(without_comments(file.text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (std::regex_search(lines[i], pattern)) found.push_back(at(file, i) + what);
    }
  }
  return found;
}

}  // namespace

Violations server_includes_go_one_way(const Files& files) {
  Violations found;
  const auto& table = allowed_folders();
  each_server_include(files, [&](const std::string& folder, const std::string& place, const std::string& included) {
    const auto mine = table.find(folder);
    if (mine == table.end()) {
      found.push_back(place + "the folder server/" + folder + " is not in the table of folder_rules.cpp");
      return;
    }
    const auto other = included.substr(0, included.find('/'));
    if (included.find('/') == std::string::npos || other == folder || table.count(other) == 0) return;
    if (mine->second.count(other) == 0) found.push_back(place + folder + " may not include " + other);
  });
  return found;
}

Violations libraries_stay_in_their_folder(const Files& files) {
  Violations found;
  each_server_include(files, [&](const std::string& folder, const std::string& place, const std::string& included) {
    for (const auto& home : library_homes()) {
      if (std::regex_search(included, home.include) && home.folders.count(folder) == 0) {
        found.push_back(place + folder + " may not use " + home.what);
      }
    }
  });
  return found;
}

Violations domain_includes_only_the_standard_library(const Files& files) {
  static const std::regex kStandard("^[a-z_0-9]+$");
  Violations found;
  each_server_include(files, [&](const std::string& folder, const std::string& place, const std::string& included) {
    if (folder != "domain" || included.rfind("domain/", 0) == 0) return;
    if (!std::regex_match(included, kStandard)) found.push_back(place + "domain may not include " + included);
  });
  return found;
}

Violations sql_stays_in_store(const Files& files) {
  static const std::regex kSql(
      "\\b(SELECT\\s.+\\sFROM|INSERT\\s+(OR\\s+\\w+\\s+)?INTO|DELETE\\s+FROM|CREATE\\s+(UNIQUE\\s+)?(TABLE|INDEX)|"
      "UPDATE\\s+\\w+\\s+SET|PRAGMA)\\b");
  return pattern_outside(files, kSql, {"store"}, "SQL belongs in store");
}

Violations clock_and_randomness_stay_in_ops(const Files& files) {
  static const std::regex kClock(
      "_clock::now\\b|\\brandom_device\\b|\\brandombytes|\\bstd::(time|rand|srand|mt19937)\\b|\\b(gettimeofday|"
      "clock_gettime|getrandom|RAND_bytes|arc4random)\\s*\\(|[^\\w.>]time\\s*\\((nullptr|NULL|0)\\)");
  return pattern_outside(files, kClock, {"ops"}, "the clock and randomness belong in ops");
}

}  // namespace samtale::tidy
