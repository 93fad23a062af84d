#pragma once
// The one thread that touches the database. Group commit: while the disk is busy with one transaction, jobs gather;
// then all of them go into the next. So an idle server answers after one commit, and a busy one shares it among
// thousands.
//
// A job that conflicts undoes itself and nobody else. That takes savepoints, which copy every page that is changed; so the
// jobs run without, and only when one has written something before it saw the conflict, everything is undone and done
// again with them. If the transaction fails, so have all jobs in it that write, also those that saw a conflict (it may have
// been with a job that is now undone); those that only read are run again by themselves, so that a full disk stops nobody
// from reading.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/event_store.h"
#include "store/sqlite_database.h"

namespace samtale::store {

inline constexpr std::size_t kStoreQueue = 65'536;    // jobs that wait
inline constexpr std::size_t kJobsPerCommit = 4'096;  // bounds how long the first of them waits
inline constexpr std::chrono::milliseconds kTrySavingAgainAfter{2'000};
// So large the write-ahead log becomes before it is moved into the database: 4 MiB. It keeps its size, and is written
// anew from its beginning, which a disk does more quickly than making a file longer.
inline constexpr std::size_t kLogPages = 1'000;

class StoreThread {
 public:
  enum class Kind { writes, reads };
  struct Job {
    // Runs on the store's thread, in a transaction. `conflict` undoes what it wrote; SqliteError fails the transaction.
    // Committed is what it hopes for: `done` tells. It may be run twice, after all that the first time did is undone.
    std::function<AppendOutcome()> work;
    // Called once, on the store's thread, after the disk has it. Must not throw.
    std::function<void(AppendOutcome)> done;
    Kind kind = Kind::writes;
  };

  // Borrows the database, which nobody else may use from now on. `trial` is a write for finding out whether saving
  // works again; it runs in a transaction on the store's thread, every two seconds while saving fails.
  explicit StoreThread(
      SqliteDatabase& database, std::function<void()> trial = [] {});
  ~StoreThread();  // like close()
  StoreThread(const StoreThread&) = delete;
  StoreThread& operator=(const StoreThread&) = delete;

  // Any thread. In order: what one thread posts first is done first. Waits when the queue is full, for then the disk is
  // so far behind that slowing everybody down is right; but never on the store's own thread, which empties the queue.
  void post(Job job);

  // Does everything that was posted, then ends the thread. Nothing may be posted afterwards.
  void close();

  // False: the last thing that was to be written could not be. Any thread.
  bool is_saving() const { return saving_; }

 private:
  void run();
  bool wait_for_work(std::unique_lock<std::mutex>& lock);
  void do_batch(std::vector<Job>& jobs);
  void do_all(std::vector<Job>& jobs, std::vector<AppendOutcome>& outcomes);
  bool do_without_savepoints(std::vector<Job>& jobs, std::vector<AppendOutcome>& outcomes);
  AppendOutcome do_in_savepoint(Job& job);
  AppendOutcome read_alone(Job& job);
  void try_saving();
  std::optional<AppendOutcome> transact(const std::function<void()>& work);
  bool roll_back();
  void move_log_when_long();
  void now_saving(bool saving);

  SqliteDatabase& database_;
  SqliteStatement begin_;
  SqliteStatement commit_;
  SqliteStatement roll_back_;
  SqliteStatement savepoint_;
  SqliteStatement undo_;
  SqliteStatement release_;
  std::function<void()> trial_;
  std::size_t moved_at_ = 0;        // pages in the log when it was last moved as far as could be
  std::atomic<bool> saving_{true};  // written by the thread only

  std::mutex mutex_;
  std::condition_variable work_waits_;
  std::condition_variable room_in_queue_;
  std::vector<Job> queue_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace samtale::store
