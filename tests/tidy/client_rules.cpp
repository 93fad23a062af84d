// Which folder of the web client may import which: screens -> talks -> session -> connection -> protocol; ui knows none of them.
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "rules.h"

namespace samtale::tidy {
namespace {

const std::string kClient = "clients/web/src";

// A folder may reach past its neighbour (a screen may name a protocol type), but never back up.
const std::map<std::string, std::set<std::string>>& allowed_layers() {
  static const std::map<std::string, std::set<std::string>> kTable = {
      {"protocol", {}},
      {"connection", {"protocol"}},
      {"session", {"connection", "protocol"}},
      {"talks", {"session", "connection", "protocol"}},
      {"i18n", {}},
      {"ui", {"i18n"}},
      {"screens", {"talks", "session", "connection", "protocol", "ui", "i18n"}},
  };
  return kTable;
}

// "session" for clients/web/src/session/store.ts; empty for files that lie directly in src (they put it all together).
std::string layer_of(const std::string& path) {
  if (path.rfind(kClient + "/", 0) != 0) return "";
  const auto rest = path.substr(kClient.size() + 1);
  const auto slash = rest.find('/');
  return slash == std::string::npos ? "" : rest.substr(0, slash);
}

bool is_client_code(const SourceFile& file) {
  static const std::set<std::string> kExtensions = {"ts", "js", "svelte"};
  return file.is_in(kClient) && kExtensions.count(file.extension()) != 0;
}

bool is_alias(const std::string& target) {
  static const std::regex kAlias("^(\\$\\w|@/|~/|/|src/)");
  return std::regex_search(target, kAlias);
}

// Where one is, and going elsewhere: it lies beside the whole, knows no screen, and screens ask it.
bool is_router(const std::string& target) {
  static const std::regex kRouter("^(\\.\\./)+router(\\.svelte)?(\\.ts|\\.js)?$");
  return std::regex_match(target, kRouter);
}

}  // namespace

Violations client_imports_go_one_way(const Files& files) {
  static const std::regex kImport("(?:from|import)\\s*\\(?\\s*['\"]([^'\"]+)['\"]");
  const auto& table = allowed_layers();
  Violations found;
  for (const auto& file : files) {
    if (!is_client_code(file)) continue;
    const auto layer = layer_of(file.path);
    const auto lines = lines_of(file.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto place = file.path + ":" + std::to_string(i + 1) + ": ";
      for (auto it = std::sregex_iterator(lines[i].begin(), lines[i].end(), kImport); it != std::sregex_iterator();
           ++it) {
        const auto target = (*it)[1].str();
        if (is_alias(target))
          found.push_back(place + "import " + target + " by its relative path, so that its folder shows");
        if (target[0] != '.' || layer.empty()) continue;
        const auto parent = std::filesystem::path(file.path).parent_path();
        // With a "/" behind it, since an import may name a folder for its index.
        const auto other = layer_of((parent / target).lexically_normal().generic_string() + "/");
        if (other == layer) continue;
        const auto mine = table.find(layer);
        if (mine == table.end()) continue;
        if (layer == "screens" && is_router(target)) continue;
        if (table.count(other) == 0) {
          // The whole (main, App) imports the parts; a part that imported the whole would turn the arrow round.
          found.push_back(place + layer + " may not import " + target);
        } else if (mine->second.count(other) == 0) {
          found.push_back(place + layer + " may not import " + other);
        }
      }
    }
  }
  return found;
}

}  // namespace samtale::tidy
