#include "tests/power_cut/recording_vfs.h"

#include <sqlite3.h>
#include <unistd.h>

#include <mutex>
#include <utility>

namespace samtale::power_cut {
namespace {

using Kind = Operation::Kind;
using Request = RecordingVfs::Request;

// SQLite's interface has no room for an owner: there is one recording at a time.
struct Recording {
  std::mutex mutex;
  std::vector<Operation> operations;
  std::function<int(Request)> fault;
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs shim{};
  sqlite3_io_methods methods{};
};

Recording& recording() {
  static Recording the_one;
  return the_one;
}

struct RecordedFile {
  sqlite3_file base;
  std::string* name;  // null: temporary, or the index of the log, which does not survive a power cut
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

RecordedFile* recorded(sqlite3_file* file) { return reinterpret_cast<RecordedFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return recorded(file)->real(); }
const sqlite3_io_methods& below(sqlite3_file* file) { return *real(file)->pMethods; }

void record(Operation operation) {
  const std::lock_guard lock(recording().mutex);
  recording().operations.push_back(std::move(operation));
}

int fault_of(Request request) {
  const auto& fault = recording().fault;
  return fault ? fault(request) : SQLITE_OK;
}

std::string name_of(const char* path) {
  const std::string whole = path;
  return whole.substr(whole.rfind('/') + 1);
}

int close_file(sqlite3_file* file) {
  const int code = below(file).xClose(real(file));
  delete std::exchange(recorded(file)->name, nullptr);
  return code;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  if (const int code = fault_of(Request::write)) return code;
  const int code = below(file).xWrite(real(file), bytes, size, offset);
  if (const auto* name = recorded(file)->name; name != nullptr && code == SQLITE_OK)
    record({Kind::write, *name, offset, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}});
  return code;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int code = below(file).xTruncate(real(file), size);
  if (const auto* name = recorded(file)->name; name != nullptr && code == SQLITE_OK)
    record({Kind::truncate, *name, size, {}});
  return code;
}

int sync(sqlite3_file* file, int flags) {
  if (const int code = fault_of(Request::sync)) return code;
  const int code = below(file).xSync(real(file), flags);
  if (const auto* name = recorded(file)->name; name != nullptr && code == SQLITE_OK) record({Kind::sync, *name, 0, {}});
  return code;
}

int map_index(sqlite3_file* file, int page, int page_size, int extend, void volatile** address) {
  if (extend != 0) {
    if (const int code = fault_of(Request::log_index)) return code;
  }
  return below(file).xShmMap(real(file), page, page_size, extend, address);
}

// What is only handed on.
int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
  return below(file).xRead(real(file), into, size, offset);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return below(file).xFileSize(real(file), size); }
int lock(sqlite3_file* file, int level) { return below(file).xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return below(file).xUnlock(real(file), level); }
int is_reserved(sqlite3_file* file, int* result) { return below(file).xCheckReservedLock(real(file), result); }
int control(sqlite3_file* file, int what, void* value) { return below(file).xFileControl(real(file), what, value); }
int sector_size(sqlite3_file* file) { return below(file).xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return below(file).xDeviceCharacteristics(real(file)); }
int lock_index(sqlite3_file* file, int offset, int count, int flags) {
  return below(file).xShmLock(real(file), offset, count, flags);
}
void index_barrier(sqlite3_file* file) { below(file).xShmBarrier(real(file)); }
int unmap_index(sqlite3_file* file, int remove) { return below(file).xShmUnmap(real(file), remove); }

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  auto& vfs = *recording().real;
  const bool existed = path != nullptr && ::access(path, F_OK) == 0;  // also with nothing in it
  auto* mine = recorded(file);
  mine->base.pMethods = nullptr;
  mine->name = nullptr;
  const int code = vfs.xOpen(&vfs, path, mine->real(), flags, flags_out);
  if (code != SQLITE_OK) return code;
  mine->base.pMethods = &recording().methods;
  constexpr int kKept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  if (path == nullptr || (flags & kKept) == 0) return code;
  mine->name = new std::string(name_of(path));
  if (!existed) record({Kind::create, *mine->name, 0, {}});
  return code;
}

int remove_file(sqlite3_vfs*, const char* path, int sync_folder) {
  auto& vfs = *recording().real;
  const int code = vfs.xDelete(&vfs, path, sync_folder);
  if (code == SQLITE_OK) record({sync_folder != 0 ? Kind::remove_for_certain : Kind::remove, name_of(path), 0, {}});
  return code;
}

}  // namespace

RecordingVfs::RecordingVfs() {
  auto& state = recording();
  state.operations.clear();
  state.fault = nullptr;
  state.real = sqlite3_vfs_find("unix");
  state.methods = {
      2,           close_file,  read,    write,       truncate,        sync,      file_size,  lock,
      unlock,      is_reserved, control, sector_size, characteristics, map_index, lock_index, index_barrier,
      unmap_index, nullptr,     nullptr};
  state.shim = *state.real;
  state.shim.zName = "recording";
  state.shim.szOsFile += static_cast<int>(sizeof(RecordedFile));
  state.shim.xOpen = open_file;
  state.shim.xDelete = remove_file;
  sqlite3_vfs_register(&state.shim, 1);
}

RecordingVfs::~RecordingVfs() {
  sqlite3_vfs_unregister(&recording().shim);
  sqlite3_vfs_register(recording().real, 1);
}

std::size_t RecordingVfs::operations() const {
  const std::lock_guard lock(recording().mutex);
  return recording().operations.size();
}

std::vector<Operation> RecordingVfs::take() {
  const std::lock_guard lock(recording().mutex);
  return std::exchange(recording().operations, {});
}

void RecordingVfs::set_fault(std::function<int(Request)> fault) { recording().fault = std::move(fault); }

}  // namespace samtale::power_cut
