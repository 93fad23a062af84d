#include "support/process_figures.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace samtale::support {
namespace {

std::filesystem::path folder_of(int process_id) { return "/proc/" + std::to_string(process_id); }

// Of /proc/<id>/status, proc(5).
std::size_t bytes_in_status(int process_id, const char* field) {
  std::ifstream status(folder_of(process_id) / "status");
  for (std::string word; status >> word;) {
    std::size_t kibibytes = 0;
    if (word == field && status >> kibibytes) return kibibytes * 1'024;
  }
  return 0;
}

}  // namespace

std::size_t resident_bytes(int process_id) { return bytes_in_status(process_id, "VmRSS:"); }

std::size_t peak_resident_bytes(int process_id) { return bytes_in_status(process_id, "VmHWM:"); }

std::size_t open_descriptors(int process_id) {
  std::error_code gone;
  const std::filesystem::directory_iterator all(folder_of(process_id) / "fd", gone);
  return gone ? 0 : static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

}  // namespace samtale::support
