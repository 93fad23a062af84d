#include "tests/power_cut/disk.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace samtale::power_cut {
namespace {

constexpr std::size_t kSector = 512;
using Kind = Operation::Kind;

void put(std::string& content, std::size_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void apply_whole(std::string& content, const Operation& operation) {
  if (operation.kind == Kind::write) put(content, static_cast<std::size_t>(operation.offset), operation.bytes);
  if (operation.kind == Kind::truncate) content.resize(static_cast<std::size_t>(operation.offset), '\0');
}

std::string torn(std::string_view bytes, std::mt19937& random) {
  std::string result{bytes};
  for (std::size_t i = random() % bytes.size(); i < result.size(); ++i) result[i] = static_cast<char>(random());
  return result;
}

// How the sectors of one cut fare; extremes are as likely as mixtures.
struct Fate {
  explicit Fate(std::mt19937& random) {
    static constexpr std::array<unsigned, 5> kPercent{0, 20, 50, 80, 100};
    kept_percent = kPercent.at(random() % kPercent.size());
    torn_percent = random() % 2 == 0 ? 0 : 10;
  }
  unsigned kept_percent;
  unsigned torn_percent;
};

void apply_some_sectors(std::string& content, const Operation& write, const Fate& fate, std::mt19937& random) {
  const auto begin = static_cast<std::size_t>(write.offset);
  const auto end = begin + write.bytes.size();
  for (std::size_t from = begin; from < end;) {
    const auto to = std::min(end, (from / kSector + 1) * kSector);
    const auto piece = std::string_view(write.bytes).substr(from - begin, to - from);
    if (random() % 100 < fate.torn_percent) {
      put(content, from, torn(piece, random));
    } else if (random() % 100 < fate.kept_percent) {
      put(content, from, piece);
    }
    from = to;
  }
}

// See the header: SQLite then syncs the folder too, and with it every name in it.
bool syncs_its_folder(const std::string& file) { return file.ends_with("-wal") || file.ends_with("-journal"); }

bool coin(std::mt19937& random) { return random() % 2 == 0; }

}  // namespace

Image read_image(const std::filesystem::path& folder) {
  Image image;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (!entry.is_regular_file() || name == "samtale.lock" || name.ends_with("-shm")) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    image[name] = {std::istreambuf_iterator<char>(stream), {}};
  }
  return image;
}

std::filesystem::path quick_disk() {
  const std::filesystem::path memory = "/dev/shm";
  return ::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

void write_image(const Image& image, const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const auto& [name, content] : image)
    std::ofstream(folder / name, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
}

Disk::Disk(const Image& synced) {
  for (const auto& [name, content] : synced) files_[name] = File{content, {}, true, false, {}};
}

void Disk::carry_out(const Operation& operation) {
  auto& file = files_.try_emplace(operation.file, File{{}, {}, true, false, {}}).first->second;
  switch (operation.kind) {
    case Kind::create: {
      auto replaced = file.removed ? std::optional(file.synced) : file.replaced;
      file = File{{}, {}, false, false, std::move(replaced)};
      break;
    }
    case Kind::write:
    case Kind::truncate: file.pending.push_back(operation); break;
    case Kind::sync:
      for (const auto& one : file.pending) apply_whole(file.synced, one);
      file.pending.clear();
      if (syncs_its_folder(operation.file) && !file.name_is_synced) sync_names();
      break;
    case Kind::remove: file.removed = true; break;
    case Kind::remove_for_certain:
      file.removed = true;
      sync_names();
      break;
  }
}

void Disk::sync_names() {
  std::erase_if(files_, [](const auto& entry) { return entry.second.removed; });
  for (auto& [name, file] : files_) {
    file.name_is_synced = true;
    file.replaced.reset();
  }
}

Image Disk::after_power_cut(std::mt19937& random) const {
  const Fate fate(random);
  Image image;
  for (const auto& [name, file] : files_) {
    if (file.removed && coin(random)) continue;
    if (!file.name_is_synced && coin(random)) {
      if (file.replaced && coin(random)) image[name] = *file.replaced;
      continue;
    }
    std::string content = file.synced;
    for (const auto& operation : file.pending) {
      if (operation.kind == Kind::write) {
        apply_some_sectors(content, operation, fate, random);
      } else if (coin(random)) {
        apply_whole(content, operation);
      }
    }
    image[name] = std::move(content);
  }
  return image;
}

}  // namespace samtale::power_cut
