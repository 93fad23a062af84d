#pragma once
// Recordings and captions of which nobody could say, should the server end now, whether their seminar shows them: new
// ones that are about to be attached, and old ones that are about to be replaced. Each is noted before the seminar's
// log is asked, and struck out when that has answered and nothing is left over. So a server that starts after a crash
// asks about these few, and need not read every seminar to know what is shown.
//
//   <folder>/<media id>   the id of the seminar
//
// A note is a help and never a hindrance: a disk that takes none keeps nobody from attaching or removing anything.
//
// Threads: any; every call blocks on the disk. Errors are passed over, but for the start.
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace samtale::media {

struct Doubt {
  std::string media_id;
  std::string seminar;  // id, as it was written
};

class Doubts {
 public:
  // Makes the folder, and removes what is no note. Throws std::filesystem::filesystem_error.
  explicit Doubts(std::filesystem::path folder);

  // Afterwards it is on the disk, if that takes it.
  void note(std::string_view media_id, std::string_view seminar) const;
  void strike_out(std::string_view media_id) const;
  std::vector<Doubt> all() const;

 private:
  const std::filesystem::path folder_;
  mutable std::mutex mutex_;  // one writer of a note at a time
};

}  // namespace samtale::media
