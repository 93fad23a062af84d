#include "store/sqlite_catalogue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/stored_id.h"

namespace samtale::store {

SqliteCatalogue::SqliteCatalogue(SqliteDatabase& database, StoreThread& thread, SqliteEventStore& events)
    : thread_(thread),
      events_(events),
      insert_(database.prepare("INSERT INTO seminars (seminar, organiser, room_code, title, date, state) "
                               "VALUES (?, ?, ?, ?, ?, ?)")),
      update_(database.prepare("UPDATE seminars SET title = ?, date = ?, state = ? WHERE seminar = ?")) {
  auto rows = database.prepare("SELECT seminar, organiser, room_code, title, date, state FROM seminars ORDER BY place");
  while (rows.next_row()) {
    remember({stored_id<SeminarId>(rows.blob(0)), stored_id<OrganiserId>(rows.blob(1)), std::string{rows.text(2)},
              std::string{rows.text(3)}, std::string{rows.text(4)}, static_cast<SessionState>(rows.integer(5))});
  }
}

void SqliteCatalogue::create(CatalogueEntry entry, EventRecord first_event, std::function<void(AppendOutcome)> done) {
  auto created = std::make_shared<const CatalogueEntry>(std::move(entry));
  thread_.post({[this, created, first = std::vector{std::move(first_event)}] {
                  const auto outcome = insert_now(*created);
                  if (outcome != AppendOutcome::committed) return outcome;
                  return events_.append_now(created->seminar, Position{}, first);
                },
                [this, created, tell = std::move(done)](AppendOutcome outcome) {
                  if (outcome == AppendOutcome::committed) {
                    const std::unique_lock lock(mutex_);
                    remember(*created);
                  }
                  tell(outcome);
                }});
}

void SqliteCatalogue::note(SeminarId seminar, std::string title, std::string date, SessionState state) {
  {
    const std::unique_lock lock(mutex_);
    const auto found = by_seminar_.find(seminar);
    if (found == by_seminar_.end()) return;
    auto& entry = entries_[found->second];
    if (entry.title == title && entry.date == date && entry.state == state) return;
    entry.title = title;
    entry.date = date;
    entry.state = state;
  }
  thread_.post({[this, seminar, title = std::move(title), date = std::move(date), state] {
                  update_.bind_text(1, title).bind_text(2, date).bind(3, static_cast<int>(state));
                  update_.bind_blob(4, seminar.bytes).run();
                  return AppendOutcome::committed;
                },
                [](AppendOutcome) {}});
}

std::optional<CatalogueEntry> SqliteCatalogue::find(SeminarId seminar) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_seminar_.find(seminar);
  if (found == by_seminar_.end()) return std::nullopt;
  return entries_[found->second];
}

std::optional<CatalogueEntry> SqliteCatalogue::find_by_room_code(std::string_view room_code) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_room_code_.find(room_code);
  if (found == by_room_code_.end()) return std::nullopt;
  return entries_[found->second];
}

std::vector<CatalogueEntry> SqliteCatalogue::of_organiser(OrganiserId organiser) const {
  const std::shared_lock lock(mutex_);
  std::vector<CatalogueEntry> theirs;
  std::copy_if(entries_.rbegin(), entries_.rend(), std::back_inserter(theirs),
               [&](const CatalogueEntry& entry) { return entry.organiser == organiser; });
  return theirs;
}

std::vector<CatalogueEntry> SqliteCatalogue::all() const {
  const std::shared_lock lock(mutex_);
  return entries_;
}

AppendOutcome SqliteCatalogue::insert_now(const CatalogueEntry& entry) {
  const bool inserted = insert_.bind_blob(1, entry.seminar.bytes)
                            .bind_blob(2, entry.organiser.bytes)
                            .bind_text(3, entry.room_code)
                            .bind_text(4, entry.title)
                            .bind_text(5, entry.date)
                            .bind(6, static_cast<int>(entry.state))
                            .insert();
  return inserted ? AppendOutcome::committed : AppendOutcome::conflict;
}

void SqliteCatalogue::remember(CatalogueEntry entry) {
  by_seminar_[entry.seminar] = entries_.size();
  by_room_code_[entry.room_code] = entries_.size();
  entries_.push_back(std::move(entry));
}

}  // namespace samtale::store
