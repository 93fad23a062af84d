#pragma once
// The recordings of talks and their captions on disk: a folder `<media id>/` for each, with the files of media_file.h.
// A file appears under its name only when it is complete and on the disk.
//
// Beside them, on the same file system so that a finished file needs only a new name:
//   unfinished/  what is being written now; emptied at every start
//   uploads/     what its owner keeps over a restart; this class never looks into it
//   in-doubt/    which recordings and captions are about to be attached or replaced; see doubts.h
//
// Threads: any, several at once; every call blocks on the disk, so transport makes them on threads of its own for that.
// Errors are values, but for the start.
#include <filesystem>
#include <memory>
#include <string_view>

#include "media/doubts.h"
#include "media/media_file.h"
#include "media/open_file.h"
#include "media/upload.h"

namespace samtale::media {

// 22 characters of base64url: nothing that could lead out of the folder.
bool is_media_id(std::string_view text);

class MediaFolder {
 public:
  // Makes the folder, empties unfinished/, and moves `<media id>.mp4` of older servers to `<media id>/original.mp4`.
  // Throws std::filesystem::filesystem_error.
  explicit MediaFolder(std::filesystem::path folder);

  // Null: there is no such file. Links, on disk, are not followed.
  std::shared_ptr<const OpenFile> open(std::string_view media_id, MediaFile file) const;

  // Null: the disk refuses, or the id is not one.
  std::unique_ptr<Upload> begin_upload(std::string_view media_id) const;

  // Where programs find or look for a file of a recording; it need not be there. Empty: the id is not one.
  std::filesystem::path path(std::string_view media_id, MediaFile file) const;
  // A name in unfinished/ for the file while it is being made; the maker writes it, and removes it when nothing comes
  // of it. The same for the same recording and file, and ending in the same way, for programs that go by the ending.
  // Empty: the id is not one.
  std::filesystem::path unfinished(std::string_view media_id, MediaFile file) const;
  std::filesystem::path uploads() const;

  // Puts a finished file of unfinished/ or uploads/ in place, instead of the one that may be there. True: it is on the
  // disk under its new name, and so is the name. False: the disk refuses or the id is not one; it has not been put in
  // place, and `finished` may be gone.
  bool put(std::string_view media_id, MediaFile file, const std::filesystem::path& finished) const;

  // A small file in one go; true as with put().
  bool store(std::string_view media_id, MediaFile file, std::string_view bytes) const;

  // What is being sent keeps being sent. Nothing happens when it is not there.
  void remove(std::string_view media_id, MediaFile file) const;
  // The recording with all its files; afterwards nobody is in doubt about it.
  void remove(std::string_view media_id) const;

  const Doubts& doubts() const { return doubts_; }

 private:
  void move_in(const std::filesystem::path& old_file) const;

  std::filesystem::path folder_;
  Doubts doubts_;
};

}  // namespace samtale::media
