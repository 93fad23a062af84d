// fuzz_replay TARGET FILE_OR_FOLDER...: gives a target what is in the files, without a fuzzer.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "fuzz/targets.h"

namespace {

namespace fs = std::filesystem;
using Target = void (*)(std::string_view);

std::vector<fs::path> files_below(const fs::path& place) {
  if (!fs::is_directory(place)) return {place};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(place)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

}  // namespace

int main(int count, char** arguments) {
  const std::map<std::string, Target> targets = {
      {"frames", samtale::fuzz::frames}, {"commands", samtale::fuzz::commands}, {"stored", samtale::fuzz::stored},
      {"captions", samtale::fuzz::captions}};
  const auto target = targets.find(count > 1 ? arguments[1] : "");
  if (target == targets.end()) {
    std::fprintf(stderr, "usage: fuzz_replay frames|commands|stored|captions FILE_OR_FOLDER...\n");
    return 2;
  }
  std::size_t replayed = 0;
  for (int i = 2; i < count; ++i) {
    for (const auto& path : files_below(arguments[i])) {
      std::ifstream file(path, std::ios::binary);
      if (!file) {
        std::fprintf(stderr, "%s cannot be read\n", path.c_str());
        return 2;
      }
      std::printf("%s\n", path.c_str());
      std::fflush(stdout);  // the last one named is the one that broke something
      target->second(std::string(std::istreambuf_iterator<char>(file), {}));
      ++replayed;
    }
  }
  std::printf("%zu replayed\n", replayed);
  return replayed > 0 ? 0 : 1;
}
