// A disk that refuses one request (R3): every request in turn, each with each error. What the store then says must be
// true, also for somebody who kills the server at that moment and reads the files: committed is there, refused is not.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <set>

#include "store/store.h"
#include "store/stored_data.h"
#include "tests/contract/blocking_store.h"
#include "tests/power_cut/disk.h"
#include "tests/power_cut/writers.h"
#include "tests/support/temporary_folder.h"

namespace samtale::power_cut {
namespace {

using contract::append;
using contract::read_after;
using store::AppendOutcome;
using Request = RecordingVfs::Request;

struct Fault {
  Request request;
  int code;
  std::size_t large_bytes;
};
constexpr std::uint64_t kEvents = 8;
constexpr std::uint64_t kLarge = 4;  // this one is of many pages
// Does not fit into memory, so it is written before the commit.
constexpr std::size_t kManyPages = 3'000'000;
// Nor into the first part of the log's index.
constexpr std::size_t kVeryManyPages = 17'000'000;

const std::array kFaults{
    Fault{Request::write, SQLITE_FULL, kManyPages},
    Fault{Request::write, SQLITE_IOERR_WRITE, kManyPages},
    Fault{Request::sync, SQLITE_IOERR_FSYNC, kManyPages},
    Fault{Request::log_index, SQLITE_IOERR_SHMSIZE, kVeryManyPages},
};

store::EventRecord event_number(std::uint64_t sequence, const Fault& fault) {
  auto record = event_for(0, sequence);
  if (sequence == kLarge) record.bytes.append(fault.large_bytes, 'x');
  return record;
}

struct Run {
  std::size_t requests = 0;
  std::set<AppendOutcome> outcomes;
};

// Events are appended until all are in; request number `failing` (from 1) of that kind fails, once.
Run append_with_fault(const Fault& fault, std::size_t failing) {
  SCOPED_TRACE("code " + std::to_string(fault.code) + " at request " + std::to_string(failing));
  support::TemporaryFolder folder{quick_disk()};
  Run run;
  std::atomic<bool> healthy = false;
  RecordingVfs vfs;
  auto opened = store::open_store(folder.path() / "life");
  vfs.set_fault([&](Request request) {
    return !healthy && request == fault.request && ++run.requests == failing ? fault.code : SQLITE_OK;
  });
  for (std::uint64_t sequence = 1; sequence <= kEvents;) {
    contract::Waiter<AppendOutcome> waiter;
    Image files;
    opened->events().append(seminar_number(0), {1, sequence - 1}, {event_number(sequence, fault)},
                            [&, done = waiter.done()](AppendOutcome outcome) {
                              // Before anything else is written.
                              if (outcome != AppendOutcome::committed || sequence == kEvents)
                                files = read_image(folder.path() / "life");
                              done(outcome);
                            });
    const auto outcome = waiter.wait();
    run.outcomes.insert(outcome);
    EXPECT_NE(outcome, AppendOutcome::conflict);
    EXPECT_EQ(opened->is_saving(), outcome == AppendOutcome::committed);

    if (outcome != AppendOutcome::committed || sequence == kEvents) {
      healthy = true;  // for whoever reads the files elsewhere
      write_image(files, folder.path() / "killed");
      const auto last = store::StoredData(folder.path() / "killed" / "samtale.db").last_position(seminar_number(0));
      EXPECT_TRUE(outcome != AppendOutcome::committed || last.sequence == sequence) << last.sequence;
      EXPECT_TRUE(outcome != AppendOutcome::refused || last.sequence == sequence - 1) << last.sequence;
    }
    healthy = false;
    // Reading goes on, and what the server itself sees is never half of something.
    const auto there = read_after(opened->events(), seminar_number(0)).events.size();
    EXPECT_EQ(there, outcome == AppendOutcome::committed ? sequence : sequence - 1);
    if (outcome == AppendOutcome::committed) ++sequence;
  }
  opened.reset();
  healthy = true;
  store::StoredData data(folder.path() / "life" / "samtale.db");
  EXPECT_EQ(data.last_position(seminar_number(0)).sequence, kEvents);
  EXPECT_TRUE(data.faults().empty());
  return run;
}

TEST(FailingDisk, WhatTheStoreSaysIsTrueWhicheverRequestFails) {
  ASSERT_TRUE(ops::start_random());
  for (const auto& fault : kFaults) {
    const auto requests = append_with_fault(fault, 0).requests;
    std::set<AppendOutcome> outcomes;
    // The large event makes hundreds of requests of the same kind: every one of the others, some of those.
    const auto step = std::max<std::size_t>(1, requests / 15);
    EXPECT_GT(requests, 0u) << fault.code;
    for (std::size_t failing = 1; failing <= requests; failing += step)
      outcomes.merge(append_with_fault(fault, failing).outcomes);
    std::printf("code %d: %zu requests%s%s\n", fault.code, requests,
                outcomes.count(AppendOutcome::refused) != 0 ? ", refused" : "",
                outcomes.count(AppendOutcome::unknown) != 0 ? ", unknown" : "");
    if (fault.request == Request::write) {
      EXPECT_EQ(outcomes.count(AppendOutcome::refused), 1u);
      EXPECT_EQ(outcomes.count(AppendOutcome::unknown), 0u);
    }
    if (fault.request == Request::sync) {
      EXPECT_EQ(outcomes.count(AppendOutcome::unknown), 1u);
    }
  }
}

}  // namespace
}  // namespace samtale::power_cut
