#pragma once
// What the disk and SQLite could do at best, measured beside the server: on the same disk, in the same run, by nobody
// but this thread.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <vector>

#include "domain/ids.h"
#include "store/event_store.h"

namespace samtale::bench {

// fdatasync of 4 KiB each, over and over in a file that was written before, as SQLite's log is: in microseconds. Rests
// between two, as whoever writes to an idle server does.
std::vector<double> sync_one_page(const std::filesystem::path& folder, std::size_t times, int rest_us);

// Writes events into a database with the server's schema and settings, as the server's batches were, and does nothing
// else. Keeps its file, which grows as the server's does.
class PlainWriter {
 public:
  explicit PlainWriter(const std::filesystem::path& file);
  ~PlainWriter();

  // Seconds that it took. A transaction for each `batch` of them.
  double write(SeminarId seminar, const std::vector<store::EventRecord>& events, std::size_t batch);

 private:
  struct Database;
  std::unique_ptr<Database> database_;
  std::int64_t sequence_ = 0;
};

}  // namespace samtale::bench
