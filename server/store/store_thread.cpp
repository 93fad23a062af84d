#include "store/store_thread.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ops/log.h"

namespace samtale::store {

StoreThread::StoreThread(SqliteDatabase& database)
    : database_(database),
      begin_(database.prepare("BEGIN IMMEDIATE")),
      commit_(database.prepare("COMMIT")),
      savepoint_(database.prepare("SAVEPOINT job")),
      undo_(database.prepare("ROLLBACK TO job")),
      release_(database.prepare("RELEASE job")),
      thread_([this] { run(); }) {}

StoreThread::~StoreThread() { close(); }

void StoreThread::post(Job job) {
  std::unique_lock lock(mutex_);
  if (std::this_thread::get_id() != thread_.get_id()) {
    room_in_queue_.wait(lock, [this] { return queue_.size() < kStoreQueue; });
  }
  queue_.push_back(std::move(job));
  if (queue_.size() == 1) work_waits_.notify_one();
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
      work_waits_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), kJobsPerCommit));
      jobs.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
    }
    room_in_queue_.notify_all();
    do_batch(jobs);
  }
}

void StoreThread::do_batch(std::vector<Job>& jobs) {
  std::vector<AppendOutcome> outcomes;
  outcomes.reserve(jobs.size());
  try {
    begin_.run();
    for (auto& job : jobs) outcomes.push_back(do_job(job));
    commit_.run();
  } catch (const SqliteError& error) {
    ops::log::error("storing failed", {{"code", error.code}, {"reason", error.what()}, {"jobs", jobs.size()}});
    outcomes.assign(jobs.size(), AppendOutcome::unknown);
    try {
      if (database_.in_transaction()) database_.execute("ROLLBACK");
    } catch (const SqliteError& second) {
      ops::log::error("undoing failed", {{"code", second.code}, {"reason", second.what()}});
    }
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(outcomes[i]);
  jobs.clear();
}

AppendOutcome StoreThread::do_job(Job& job) {
  savepoint_.run();
  const auto outcome = job.work();
  if (outcome != AppendOutcome::committed) undo_.run();
  release_.run();
  return outcome;
}

}  // namespace samtale::store
