#include "floors.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

#include "store/sqlite_schema.h"

namespace samtale::bench {
namespace {

constexpr std::size_t kPage = 4'096;
constexpr std::size_t kPages = 1'000;  // before SQLite begins again at the beginning of its log

double us_since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

std::vector<double> sync_one_page(const std::filesystem::path& folder, std::size_t times, int rest_us) {
  const auto name = folder / "pages";
  const int file = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  std::array<char, kPage> page{};
  page.fill('s');
  const auto write_at = [&](std::size_t place) {
    return pwrite(file, page.data(), kPage, static_cast<off_t>(place % kPages * kPage)) == static_cast<ssize_t>(kPage);
  };
  bool works = file >= 0;
  for (std::size_t place = 0; works && place < kPages; ++place) works = write_at(place);
  works = works && fsync(file) == 0;
  std::vector<double> us;
  for (std::size_t i = 0; works && i < times; ++i) {
    usleep(static_cast<useconds_t>(rest_us));
    const auto begun = std::chrono::steady_clock::now();
    works = write_at(i) && fdatasync(file) == 0;
    us.push_back(us_since(begun));
  }
  if (file >= 0) close(file);
  if (!works) throw std::runtime_error("the disk cannot be written to");
  return us;
}

struct PlainWriter::Database {
  explicit Database(const std::filesystem::path& file)
      : connection(store::open_samtale_database(file)),
        begin(connection->prepare("BEGIN IMMEDIATE")),
        commit(connection->prepare("COMMIT")),
        insert(connection->prepare("INSERT INTO events (seminar, epoch, sequence, command, part, bytes) "
                                   "VALUES (?, 1, ?, ?, ?, ?)")) {}

  std::unique_ptr<store::SqliteDatabase> connection;
  store::SqliteStatement begin;
  store::SqliteStatement commit;
  store::SqliteStatement insert;
};

PlainWriter::PlainWriter(const std::filesystem::path& file) : database_(std::make_unique<Database>(file)) {}
PlainWriter::~PlainWriter() = default;

double PlainWriter::write(SeminarId seminar, const std::vector<store::EventRecord>& events, std::size_t batch) {
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < events.size(); i += batch) {
    database_->begin.run();
    const auto end = std::min(events.size(), i + batch);
    for (auto each = i; each < end; ++each) {
      const auto& event = events[each];
      // Several events of one command stand together, and have parts 0, 1, 2 ...
      std::int64_t part = 0;
      for (auto before = each; before > 0 && events[before - 1].command == event.command; --before) ++part;
      auto& insert = database_->insert;
      insert.bind_blob(1, seminar.bytes).bind(2, ++sequence_).bind(4, part).bind_blob(5, event.bytes);
      if (event.command.empty()) {
        insert.bind_null(3);
      } else {
        insert.bind_blob(3, event.command.bytes);
      }
      if (!insert.insert()) throw std::runtime_error("an event is there twice");
    }
    database_->commit.run();
  }
  return us_since(begun) / 1e6;
}

}  // namespace samtale::bench
