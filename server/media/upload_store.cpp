#include "media/upload_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <span>
#include <system_error>
#include <utility>

#include "media/media_folder.h"
#include "media/upload_record.h"
#include "ops/durable_file.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRecord = "record.json";
constexpr const char* kBytes = "upload";
constexpr const char* kWorkplace = "made";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_unfinished(const UploadRecord& record) { return record.stage == UploadStage::receiving; }

}  // namespace

// ---- the writer

UploadWriter::UploadWriter(UploadStore& store, std::string id, std::uint64_t number, int descriptor,
                           std::uint64_t offset, std::uint64_t total_bytes)
    : store_(store),
      id_(std::move(id)),
      number_(number),
      descriptor_(descriptor),
      offset_(offset),
      total_bytes_(total_bytes) {}

UploadWriter::~UploadWriter() {
  ::close(descriptor_);
  const std::lock_guard lock(store_.mutex_);
  const auto found = store_.uploads_.find(id_);
  if (found != store_.uploads_.end() && found->second.writer == number_) found->second.writer = 0;
}

bool UploadWriter::counts() const {
  const std::lock_guard lock(store_.mutex_);
  const auto found = store_.uploads_.find(id_);
  return found != store_.uploads_.end() && found->second.writer == number_;
}

bool UploadWriter::tell_offset() {
  const std::lock_guard lock(store_.mutex_);
  const auto found = store_.uploads_.find(id_);
  if (found == store_.uploads_.end() || found->second.writer != number_) return false;
  found->second.offset = offset_;
  return true;
}

bool UploadWriter::write(std::string_view piece) {
  if (piece.size() > total_bytes_ - offset_ || !tell_offset()) return false;
  // Whoever saves a seminar needs the disk more; there was room when this began, but others have written since.
  if (!store_.disk_has_room_for(piece.size())) return false;
  bool written = true;
  while (!piece.empty() && written) {
    const auto count = ::pwrite(descriptor_, piece.data(), piece.size(), static_cast<off_t>(offset_));
    if (count < 0 && errno == EINTR) continue;
    written = count > 0;
    if (!written) break;
    offset_ += static_cast<std::uint64_t>(count);
    piece.remove_prefix(static_cast<std::size_t>(count));
  }
  return tell_offset() && written;
}

bool UploadWriter::sync() {
  if (::fdatasync(descriptor_) != 0 || !tell_offset()) return false;
  return !is_whole() || store_.set_stage(id_, UploadStage::whole);
}

// ---- the store

UploadStore::UploadStore(fs::path folder, UploadLimits limits) : folder_(std::move(folder)), limits_(limits) {
  fs::create_directories(folder_);
  read_what_is_there();
}

void UploadStore::read_what_is_there() {
  std::vector<fs::path> unreadable;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const auto id = entry.path().filename().string();
    std::error_code failure;
    auto record = is_media_id(id) ? read_upload_record(text_of(entry.path() / kRecord)) : std::nullopt;
    const auto size = fs::file_size(entry.path() / kBytes, failure);
    if (!record || failure || size > record->total_bytes) {
      unreadable.push_back(entry.path());
      continue;
    }
    record->id = id;
    // Everything had come when the server died, but not yet the note that says so.
    if (is_unfinished(*record) && size == record->total_bytes) record->stage = UploadStage::whole;
    uploads_[id] = {std::move(*record), size, 0};
  }
  for (const auto& path : unreadable) fs::remove_all(path);
}

bool UploadStore::write_record(const UploadRecord& record) const {
  const auto text = write_upload_record(record);
  try {
    ops::replace_durable_file(folder_ / record.id / kRecord,
                              std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
  } catch (const std::system_error&) {
    return false;
  }
  return true;
}

std::variant<std::string, UploadRefusal> UploadStore::room_for(const UploadRecord& record) const {
  std::size_t all = 0;
  std::size_t of_this_talk = 0;
  const Upload* oldest = nullptr;
  for (const auto& [id, upload] : uploads_) {
    if (!is_unfinished(upload.record)) continue;
    ++all;
    if (upload.record.seminar != record.seminar || upload.record.talk != record.talk) continue;
    ++of_this_talk;
    const bool older = !oldest || upload.record.made_at_ms < oldest->record.made_at_ms;
    if (upload.writer == 0 && older) oldest = &upload;
  }
  if (of_this_talk >= limits_.unfinished_per_talk) {
    if (oldest) return oldest->record.id;
    return UploadRefusal::too_many;
  }
  if (all >= limits_.unfinished) return UploadRefusal::too_many;
  return std::string{};
}

bool UploadStore::disk_has_room_for(std::uint64_t bytes) const {
  std::error_code failure;
  const auto space = fs::space(folder_, failure);
  return !failure && space.available >= limits_.free_bytes_kept && space.available - limits_.free_bytes_kept >= bytes;
}

bool UploadStore::make_files(const UploadRecord& record) const {
  if (!disk_has_room_for(record.total_bytes)) return false;
  std::error_code failure;
  const auto place = folder_ / record.id;
  if (!fs::create_directory(place, failure)) return false;
  const int descriptor = ::open((place / kBytes).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  return descriptor >= 0 && ::close(descriptor) == 0 && write_record(record);
}

std::optional<UploadRefusal> UploadStore::begin(UploadRecord record) {
  record.stage = UploadStage::receiving;
  std::string too_old;
  {
    const std::lock_guard lock(mutex_);
    auto room = room_for(record);
    if (const auto* refusal = std::get_if<UploadRefusal>(&room)) return *refusal;
    too_old = std::move(std::get<std::string>(room));
    // It has its place, and somebody who writes, before the disk is asked: two at once must not take the same place.
    uploads_[record.id] = {record, 0, ++last_writer_};
  }
  if (!too_old.empty()) remove(too_old);
  if (!make_files(record)) {
    remove(record.id);
    return UploadRefusal::disk_full;
  }
  const std::lock_guard lock(mutex_);
  if (const auto found = uploads_.find(record.id); found != uploads_.end()) found->second.writer = 0;
  return std::nullopt;
}

std::variant<std::unique_ptr<UploadWriter>, UploadRefusal> UploadStore::open(std::string_view id,
                                                                             std::uint64_t offset) {
  std::uint64_t total = 0;
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = uploads_.find(id);
    if (found == uploads_.end() || !is_unfinished(found->second.record)) return UploadRefusal::unknown;
    if (found->second.offset != offset) return UploadRefusal::other_offset;
    found->second.writer = number = ++last_writer_;
    total = found->second.record.total_bytes;
  }
  const int descriptor = ::open(bytes_of(id).c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return UploadRefusal::disk_full;
  return std::make_unique<UploadWriter>(*this, std::string(id), number, descriptor, offset, total);
}

std::optional<UploadRecord> UploadStore::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(id);
  return found == uploads_.end() ? std::nullopt : std::optional(found->second.record);
}

std::optional<std::uint64_t> UploadStore::offset_of(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(id);
  return found == uploads_.end() ? std::nullopt : std::optional(found->second.offset);
}

std::optional<std::uint64_t> UploadStore::take_over(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(id);
  if (found == uploads_.end()) return std::nullopt;
  found->second.writer = 0;
  return found->second.offset;
}

std::vector<UploadRecord> UploadStore::received() const {
  std::vector<UploadRecord> all;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, upload] : uploads_) {
      if (!is_unfinished(upload.record)) all.push_back(upload.record);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.made_at_ms < b.made_at_ms; });
  return all;
}

bool UploadStore::set_stage(std::string_view id, UploadStage stage) {
  auto record = find(id);
  if (!record) return false;
  record->stage = stage;
  if (!write_record(*record)) return false;
  const std::lock_guard lock(mutex_);
  const auto found = uploads_.find(id);
  if (found == uploads_.end()) return false;
  found->second.record.stage = stage;
  return true;
}

void UploadStore::remove(std::string_view id) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = uploads_.find(id);
    if (found == uploads_.end()) return;
    uploads_.erase(found);
  }
  std::error_code ignored;
  fs::remove_all(folder_ / id, ignored);
}

void UploadStore::remove_older_than(std::int64_t made_at_ms) {
  std::vector<std::string> old;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, upload] : uploads_) {
      const auto& record = upload.record;
      if (is_unfinished(record) && upload.writer == 0 && record.made_at_ms < made_at_ms) old.push_back(id);
    }
  }
  for (const auto& id : old) remove(id);
}

fs::path UploadStore::bytes_of(std::string_view id) const { return folder_ / id / kBytes; }
fs::path UploadStore::workplace_of(std::string_view id) const { return folder_ / id / kWorkplace; }

}  // namespace samtale::media
