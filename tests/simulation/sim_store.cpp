#include "simulation/sim_store.h"

#include <algorithm>
#include <utility>

#include <boost/system/errc.hpp>

namespace samtale::simulation {

using store::AppendOutcome;

void SimStore::append(SeminarId seminar, Position expected, std::vector<store::EventRecord> events,
                      std::function<void(AppendOutcome)> done) {
  put({seminar, expected, std::move(events), std::move(done), nullptr, 0, 0});
}

void SimStore::read_after(SeminarId seminar, std::uint64_t after_sequence, std::size_t at_most,
                          std::function<void(boost::system::result<Log>)> done) {
  put({seminar, {}, {}, nullptr, std::move(done), after_sequence, at_most});
}

void SimStore::put(Job job) {
  queue_.push_back(std::move(job));
  if (std::exchange(busy_, true)) return;
  timeline_.after(dice_.between(10, 300), process_, [this] { take_what_waits(); });
}

void SimStore::take_what_waits() {
  under_way_ = std::exchange(queue_, {});
  timeline_.after(commit_takes(), process_, [this] { commit(); });
}

Micros SimStore::commit_takes() {
  if (timeline_.now() < weather_.slow_until) return dice_.between(300 * kMilli, 3 * kSecond);
  return dice_.one_in(20) ? dice_.between(20 * kMilli, 200 * kMilli) : dice_.between(200, 8 * kMilli);
}

AppendOutcome SimStore::write(const Job& job) {
  return job.appended ? disk_.append(job.seminar, job.expected, job.events) : AppendOutcome::committed;
}

void SimStore::commit() {
  const bool full = timeline_.now() < weather_.full_until;
  const bool uncertain = !full && weather_.uncertain_commits > 0;
  const bool stored_after_all = uncertain && dice_.one_in(2);
  if (uncertain) --weather_.uncertain_commits;
  for (auto& job : std::exchange(under_way_, {})) {
    if (job.was_read) {
      answer_read(std::move(job));
      continue;
    }
    auto outcome = full ? AppendOutcome::refused : AppendOutcome::unknown;
    if (!full && (!uncertain || stored_after_all)) {
      const auto written = write(job);
      if (!uncertain || written == AppendOutcome::conflict) outcome = written;
    }
    trace_.note("store: append", {job.expected.sequence, job.events.size(), static_cast<std::uint64_t>(outcome)});
    answer(std::move(job), outcome);
  }
  if (queue_.empty()) {
    busy_ = false;
  } else {
    take_what_waits();
  }
}

// One store thread, but many rooms: whose answer gets through first is anybody's guess.
void SimStore::answer(Job job, AppendOutcome outcome) {
  timeline_.after(dice_.between(1, kMilli), process_, [done = std::move(job.appended), outcome] { done(outcome); });
}

void SimStore::answer_read(Job job) {
  const bool unreadable = timeline_.now() < weather_.unreadable_until;
  trace_.note("store: read", {job.after_sequence, unreadable});
  timeline_.after(
      dice_.between(1, kMilli), process_,
      [unreadable, done = std::move(job.was_read), log = disk_.read_after(job.seminar, job.after_sequence, job.at_most)] {
        if (unreadable) return done(boost::system::errc::make_error_code(boost::system::errc::io_error));
        done(log);
      });
}

void SimStore::crash() {
  if (under_way_.empty() || timeline_.now() < weather_.full_until || dice_.one_in(2)) return;
  for (const auto& job : under_way_) write(job);
  trace_.note("store: the last commit made it", {under_way_.size()});
}

void SimStore::finish() {
  if (timeline_.now() < weather_.full_until) return;
  for (const auto& job : std::exchange(under_way_, {})) write(job);
  for (const auto& job : std::exchange(queue_, {})) write(job);
}

void SimCatalogue::create(store::CatalogueEntry, store::EventRecord, std::function<void(AppendOutcome)> done) {
  done(AppendOutcome::refused);
}

void SimCatalogue::note(SeminarId seminar, std::string title, std::string date, SessionState state) {
  auto& entry = entries_.at(seminar);
  entry.title = std::move(title);
  entry.date = std::move(date);
  entry.state = state;
  if (!dice_.one_in(10)) disk_.catalogue[seminar] = entry;
}

std::optional<store::CatalogueEntry> SimCatalogue::find(SeminarId seminar) const {
  const auto found = entries_.find(seminar);
  if (found == entries_.end()) return std::nullopt;
  return found->second;
}

std::optional<store::CatalogueEntry> SimCatalogue::find_by_room_code(std::string_view room_code) const {
  for (const auto& [id, entry] : entries_) {
    if (entry.room_code == room_code) return entry;
  }
  return std::nullopt;
}

std::vector<store::CatalogueEntry> SimCatalogue::of_organiser(store::OrganiserId organiser) const {
  std::vector<store::CatalogueEntry> found;
  for (const auto& [id, entry] : entries_) {
    if (entry.organiser == organiser) found.push_back(entry);
  }
  return found;
}

std::vector<store::CatalogueEntry> SimCatalogue::all() const {
  std::vector<store::CatalogueEntry> found;
  for (const auto& [id, entry] : entries_) found.push_back(entry);
  return found;
}

}  // namespace samtale::simulation
