// What the tidy rules read: the text files of a checkout, without what is built, fetched or stored at run time.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace samtale::tidy {

struct SourceFile {
  std::string path;  // relative to the root, with '/'
  std::string text;

  std::string extension() const;                // "h", "cpp", "svelte"; empty when there is none
  std::string name() const;                     // the last part of the path
  bool is_in(const std::string& folder) const;  // folder without a trailing '/'
};

// Every text file below `root`, sorted by path. Folders that hold no source (build, var, node_modules, dist, generated,
// .git) are left out at any depth, as are files with a NUL byte.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

std::vector<std::string> lines_of(const std::string& text);

// The same text with C++ comments blanked, line numbers kept: rules about code must not trip over an explanation.
std::string without_comments(const std::string& text);

}  // namespace samtale::tidy
