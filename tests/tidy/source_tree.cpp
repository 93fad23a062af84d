#include "source_tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace samtale::tidy {
namespace {

namespace fs = std::filesystem;

bool holds_no_source(const std::string& folder) {
  static const std::array<std::string, 7> kFolders = {".git", "build",     "var",   "node_modules",
                                                      "dist", "generated", ".cache"};
  return std::find(kFolders.begin(), kFolders.end(), folder) != kFolders.end();
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Where the literal that opens at `at` ends (one past its closing quote). A raw string ends at its own delimiter.
std::size_t end_of_literal(const std::string& text, std::size_t at) {
  const char quote = text[at];
  if (quote == '"' && at > 0 && text[at - 1] == 'R') {
    const auto open = text.find('(', at);
    if (open == std::string::npos) return text.size();
    const auto close = text.find(")" + text.substr(at + 1, open - at - 1) + "\"", open);
    return close == std::string::npos ? text.size() : text.find('"', close) + 1;
  }
  for (auto i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == quote)
      return i + 1;
  }
  return at + 1;
}

bool is_digit_separator(const std::string& text, std::size_t at) {
  return text[at] == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
}

}  // namespace

std::string SourceFile::extension() const {
  const auto dot = name().rfind('.');
  return dot == std::string::npos ? "" : name().substr(dot + 1);
}

std::string SourceFile::name() const { return path.substr(path.rfind('/') + 1); }

bool SourceFile::is_in(const std::string& folder) const { return path.rfind(folder + "/", 0) == 0; }

std::vector<SourceFile> read_tree(const fs::path& root) {
  std::vector<SourceFile> files;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    if (it->is_symlink()) continue;
    if (it->is_directory()) {
      if (holds_no_source(it->path().filename().string())) it.disable_recursion_pending();
      continue;
    }
    // In a second work tree of the same repository `.git` is a file, and says where the first one is.
    if (!it->is_regular_file() || it->path().filename() == ".git") continue;
    auto text = read_file(it->path());
    if (text.find('\0') != std::string::npos) continue;
    files.push_back({fs::relative(it->path(), root).generic_string(), std::move(text)});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string without_comments(const std::string& text) {
  std::string code = text;
  const auto blank = [&](std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
    return end;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "//") == 0) {
      i = blank(i, std::min(text.find('\n', i), text.size()));
    } else if (text.compare(i, 2, "/*") == 0) {
      const auto close = text.find("*/", i + 2);
      i = blank(i, close == std::string::npos ? text.size() : close + 2);
    } else if ((text[i] == '"' || text[i] == '\'') && !is_digit_separator(text, i)) {
      i = end_of_literal(text, i);
    } else {
      ++i;
    }
  }
  return code;
}

}  // namespace samtale::tidy
