#include "store/store_thread.h"

#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "ops/log.h"

namespace samtale::store {
namespace {

// Whether a commit that failed with this code has left no complete commit in the write-ahead log. The commit is the
// last frame that is written: when a write failed, or none was made, it is not there, or broken and known by its
// checksum. After any other error (a sync that failed, no room for the index of the log) it may be there, and would be
// found after a crash.
bool nothing_was_committed(int extended_code) {
  const int code = extended_code & 0xff;
  return code == SQLITE_FULL || code == SQLITE_BUSY || extended_code == SQLITE_IOERR_WRITE;
}

}  // namespace

StoreThread::StoreThread(SqliteDatabase& database, std::function<void()> trial)
    : database_(database),
      begin_(database.prepare("BEGIN IMMEDIATE")),
      commit_(database.prepare("COMMIT")),
      roll_back_(database.prepare("ROLLBACK")),
      savepoint_(database.prepare("SAVEPOINT job")),
      undo_(database.prepare("ROLLBACK TO job")),
      release_(database.prepare("RELEASE job")),
      trial_(std::move(trial)) {
  database.do_not_move_log_by_itself();
  thread_ = std::thread([this] { run(); });
}

StoreThread::~StoreThread() { close(); }

void StoreThread::post(Job job) {
  bool is_first = false;
  {
    std::unique_lock lock(mutex_);
    if (std::this_thread::get_id() != thread_.get_id()) {
      room_in_queue_.wait(lock, [this] { return queue_.size() < kStoreQueue; });
    }
    queue_.push_back(std::move(job));
    is_first = queue_.size() == 1;
  }
  // Not before the lock is free: the thread would wake up only to wait for it.
  if (is_first) work_waits_.notify_one();
}

void StoreThread::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  work_waits_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void StoreThread::run() {
  std::vector<Job> jobs;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (!wait_for_work(lock)) {
        lock.unlock();
        try_saving();
        continue;
      }
      if (queue_.empty()) return;
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), kJobsPerCommit));
      jobs.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
    }
    room_in_queue_.notify_all();
    do_batch(jobs);
  }
}

// False: there is none, and it is time to try whether saving works again.
bool StoreThread::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto there_is = [this] { return closing_ || !queue_.empty(); };
  if (!saving_) return work_waits_.wait_for(lock, kTrySavingAgainAfter, there_is);
  work_waits_.wait(lock, there_is);
  return true;
}

void StoreThread::do_batch(std::vector<Job>& jobs) {
  std::vector<AppendOutcome> outcomes;
  outcomes.reserve(jobs.size());
  const auto failure = transact([&] { do_all(jobs, outcomes); });
  bool wrote = false;
  if (failure) outcomes.assign(jobs.size(), *failure);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (jobs[i].kind == Kind::writes) {
      wrote = wrote || outcomes[i] == AppendOutcome::committed;
    } else if (failure) {
      outcomes[i] = read_alone(jobs[i]);
    }
  }
  if (failure) now_saving(false);
  if (wrote) now_saving(true);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(outcomes[i]);
  jobs.clear();
  move_log_when_long();
  // Somebody who only reads must not keep the trial from coming round.
  if (!failure && !wrote && !saving_) try_saving();
}

void StoreThread::do_all(std::vector<Job>& jobs, std::vector<AppendOutcome>& outcomes) {
  if (do_without_savepoints(jobs, outcomes)) return;
  roll_back_.run();
  begin_.run();
  outcomes.clear();
  for (auto& job : jobs) outcomes.push_back(do_in_savepoint(job));
}

// False: one of them has something to undo.
bool StoreThread::do_without_savepoints(std::vector<Job>& jobs, std::vector<AppendOutcome>& outcomes) {
  for (auto& job : jobs) {
    const auto before = database_.changes();
    outcomes.push_back(job.work());
    if (outcomes.back() != AppendOutcome::committed && database_.changes() != before) return false;
  }
  return true;
}

AppendOutcome StoreThread::do_in_savepoint(Job& job) {
  savepoint_.run();
  const auto outcome = job.work();
  if (outcome != AppendOutcome::committed) undo_.run();
  release_.run();
  return outcome;
}

// Without BEGIN the savepoint is a transaction of its own, one that writes nothing.
AppendOutcome StoreThread::read_alone(Job& job) {
  try {
    return do_in_savepoint(job);
  } catch (const SqliteError& error) {
    ops::log::error("reading failed", {{"code", error.code}, {"reason", error.what()}});
    roll_back();
    return AppendOutcome::refused;
  }
}

void StoreThread::try_saving() {
  if (!transact(trial_)) now_saving(true);
}

// Nullopt: it is on the disk.
std::optional<AppendOutcome> StoreThread::transact(const std::function<void()>& work) {
  bool committing = false;
  try {
    begin_.run();
    work();
    committing = true;
    commit_.run();
    return std::nullopt;
  } catch (const SqliteError& error) {
    // One line when it begins: a disk that is full must not be filled with complaints about it.
    const auto level = saving_ ? &ops::log::error : &ops::log::debug;
    level("storing failed", {{"code", error.code}, {"reason", error.what()}, {"committing", committing}});
    const bool undone = roll_back();
    const bool certain = undone && (!committing || nothing_was_committed(error.code));
    return certain ? AppendOutcome::refused : AppendOutcome::unknown;
  }
}

// False: it is not certain that the transaction is undone.
bool StoreThread::roll_back() {
  try {
    if (database_.in_transaction()) database_.execute("ROLLBACK");
    return true;
  } catch (const SqliteError& error) {
    ops::log::error("undoing failed", {{"code", error.code}, {"reason", error.what()}});
    return false;
  }
}

// Behind the answers, not inside the commit that they wait for. While somebody reads the log for long, only what is older
// can be moved and the log grows on; looking through all of it again after each commit would cost more than the commits.
void StoreThread::move_log_when_long() {
  const auto pages = database_.log_pages();
  if (pages < moved_at_) moved_at_ = 0;  // it has begun anew
  if (pages < moved_at_ + kLogPages) return;
  if (database_.move_log()) moved_at_ = pages;
}

void StoreThread::now_saving(bool saving) {
  if (saving_.exchange(saving) == saving) return;
  if (saving) ops::log::info("saving works again");
}

}  // namespace samtale::store
