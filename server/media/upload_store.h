#pragma once
// Recordings on their way in, in a folder of their own: each has its bytes, a small record of what it is, and later
// what is made of it. They survive a restart. How much of one has come is what its file really has, never a note about
// it.
//
//   <folder>/<upload id>/record.json    who it is for; replaced as a whole
//   <folder>/<upload id>/upload         the bytes
//   <folder>/<upload id>/made/          what is being made of it; emptied when begun again
//
// Threads: any. begin(), open(), set_stage(), remove() and remove_older_than() block on the disk; the others look only
// at what is known in memory. One UploadWriter is used by one thread at a time. Errors are values.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace samtale::media {

enum class UploadStage {
  receiving,     // bytes are missing
  whole,         // to be looked at
  attached,      // a seminar shows it as it came, and versions of it are to be made
  made_useless,  // its versions are attached; the file as it came may go when nobody plays it any more
};

struct UploadRecord {
  std::string id;       // also the media id of the recording that it becomes
  std::string seminar;  // id
  int talk = 0;         // 1 or 2
  std::uint64_t total_bytes = 0;
  std::string file_name;  // as the organiser's computer calls it; never part of a path here
  std::int64_t made_at_ms = 0;
  UploadStage stage = UploadStage::receiving;
  bool operator==(const UploadRecord&) const = default;
};

struct UploadLimits {
  std::size_t unfinished_per_talk = 0;
  std::size_t unfinished = 0;
  std::uint64_t free_bytes_kept = 0;  // of the disk; uploads stop before they take these
};

enum class UploadRefusal {
  too_many,      // others are being received at this moment
  disk_full,     // or broken
  unknown,       // there is no such upload
  other_offset,  // it goes on somewhere else
};

class UploadStore;

// Writes at the end of one upload; what it has written stays. The newest writer is the one that counts: an older one
// may belong to a connection that died without anybody being told.
class UploadWriter {
 public:
  UploadWriter(UploadStore& store, std::string id, std::uint64_t number, int descriptor, std::uint64_t offset,
               std::uint64_t total_bytes);
  ~UploadWriter();
  UploadWriter(const UploadWriter&) = delete;
  UploadWriter& operator=(const UploadWriter&) = delete;

  // False: the disk is full or broken, it would be longer than was said, or this writer no longer counts.
  bool write(std::string_view piece);
  // Afterwards what was written survives a power cut; when that is all, the upload is `whole`. False: as for write().
  bool sync();
  std::uint64_t offset() const { return offset_; }
  bool is_whole() const { return offset_ == total_bytes_; }
  // False: another has taken over, or the upload is gone.
  bool counts() const;

 private:
  bool tell_offset();  // false when it does not count

  UploadStore& store_;
  std::string id_;
  std::uint64_t number_;
  int descriptor_;
  std::uint64_t offset_;
  std::uint64_t total_bytes_;
};

class UploadStore {
 public:
  // Finds what an earlier server left; what cannot be read is removed. Throws std::filesystem_error at start-up.
  UploadStore(std::filesystem::path folder, UploadLimits limits);
  UploadStore(const UploadStore&) = delete;
  UploadStore& operator=(const UploadStore&) = delete;

  // `record.id` is new. The oldest unfinished upload of the same talk makes room when nobody writes it. Nullopt: begun.
  std::optional<UploadRefusal> begin(UploadRecord record);
  // An older writer of it no longer counts.
  std::variant<std::unique_ptr<UploadWriter>, UploadRefusal> open(std::string_view id, std::uint64_t offset);

  std::optional<UploadRecord> find(std::string_view id) const;
  // How many bytes of it are there; nullopt: no such upload.
  std::optional<std::uint64_t> offset_of(std::string_view id) const;
  // The same for somebody who will go on from there: whoever is writing it no longer counts.
  std::optional<std::uint64_t> take_over(std::string_view id);
  // Those that are not `receiving`, oldest first.
  std::vector<UploadRecord> received() const;

  // False: the disk refuses, or it is gone.
  bool set_stage(std::string_view id, UploadStage stage);
  // A writer that has it open goes on into a file that is no longer there.
  void remove(std::string_view id);
  // Unfinished ones that were begun before then, and that nobody is writing.
  void remove_older_than(std::int64_t made_at_ms);

  // `id` is one of an upload.
  std::filesystem::path bytes_of(std::string_view id) const;
  std::filesystem::path workplace_of(std::string_view id) const;

 private:
  friend class UploadWriter;
  struct Upload {
    UploadRecord record;
    std::uint64_t offset = 0;
    std::uint64_t writer = 0;  // the number of the one that counts; 0: nobody writes
  };
  using Uploads = std::map<std::string, Upload, std::less<>>;

  void read_what_is_there();
  bool write_record(const UploadRecord& record) const;
  bool make_files(const UploadRecord& record) const;
  bool disk_has_room_for(std::uint64_t bytes) const;
  // What has to go first (empty: nothing), or why there is no room.
  std::variant<std::string, UploadRefusal> room_for(const UploadRecord& record) const;

  const std::filesystem::path folder_;
  const UploadLimits limits_;
  mutable std::mutex mutex_;  // for what is below; never held while the disk is waited for
  Uploads uploads_;
  std::uint64_t last_writer_ = 0;
};

}  // namespace samtale::media
