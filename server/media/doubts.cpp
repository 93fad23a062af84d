#include "media/doubts.h"

#include <fstream>
#include <iterator>
#include <span>
#include <system_error>
#include <utility>

#include "media/media_folder.h"
#include "ops/durable_file.h"

namespace samtale::media {

namespace fs = std::filesystem;

Doubts::Doubts(fs::path folder) : folder_(std::move(folder)) {
  fs::create_directories(folder_);
  // Listed first: removing what is being listed may hide the rest.
  const std::vector<fs::directory_entry> entries(fs::directory_iterator(folder_), fs::directory_iterator{});
  for (const auto& entry : entries) {
    if (!is_media_id(entry.path().filename().native())) fs::remove(entry.path());  // a note that was being written
  }
}

void Doubts::note(std::string_view media_id, std::string_view seminar) const {
  if (!is_media_id(media_id)) return;
  const std::lock_guard lock(mutex_);
  try {
    ops::replace_durable_file(folder_ / media_id,
                              std::span(reinterpret_cast<const std::uint8_t*>(seminar.data()), seminar.size()));
  } catch (const std::system_error&) {
    // At worst a file stays that nobody shows.
  }
}

void Doubts::strike_out(std::string_view media_id) const {
  if (!is_media_id(media_id)) return;
  const std::lock_guard lock(mutex_);
  std::error_code ignored;
  fs::remove(folder_ / media_id, ignored);
}

std::vector<Doubt> Doubts::all() const {
  std::vector<Doubt> found;
  std::error_code failure;
  for (auto entry = fs::directory_iterator(folder_, failure); !failure && entry != fs::directory_iterator();
       entry.increment(failure)) {
    Doubt doubt{entry->path().filename().string(), {}};
    if (!is_media_id(doubt.media_id)) continue;  // being written
    std::ifstream file(entry->path(), std::ios::binary);
    doubt.seminar.assign(std::istreambuf_iterator<char>(file), {});
    found.push_back(std::move(doubt));
  }
  return found;
}

}  // namespace samtale::media
