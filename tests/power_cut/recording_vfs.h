#pragma once
// Stands between SQLite and the files, and writes down everything that SQLite asks of the disk, in order; on request it
// lets a request fail. The requests themselves are carried out on real files.
//
// Threads: what is recorded comes from the store's thread; take() when nothing writes any more.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace samtale::power_cut {

struct Operation {
  enum class Kind { create, write, truncate, sync, remove, remove_for_certain };
  Kind kind;
  std::string file;         // without its folder
  std::int64_t offset = 0;  // of a write; the new size, of a truncation
  std::string bytes;
};

// While it lives, every database that is opened goes through it. One at a time.
class RecordingVfs {
 public:
  RecordingVfs();
  ~RecordingVfs();
  RecordingVfs(const RecordingVfs&) = delete;
  RecordingVfs& operator=(const RecordingVfs&) = delete;

  std::size_t operations() const;
  std::vector<Operation> take();

  // Asked before a request is carried out; an SQLite result code other than 0 is answered instead. Besides the kinds
  // above there is the index of the write-ahead log, which lies in memory but needs room on the disk.
  enum class Request { write, sync, log_index };
  void set_fault(std::function<int(Request)> fault);
};

}  // namespace samtale::power_cut
