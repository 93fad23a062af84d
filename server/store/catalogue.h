#pragma once
// Which seminars there are: what is needed to find one before its room is alive. Kept in memory, written through.
//
// Threads: any thread may call; look-ups return at once; `done` comes on the store's thread.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.h"
#include "domain/seminar.h"
#include "store/event_store.h"

namespace samtale::store {

struct OrganiserTag;
using OrganiserId = Id<OrganiserTag>;

struct CatalogueEntry {
  SeminarId seminar;
  OrganiserId organiser;
  std::string room_code;  // eight symbols; unique
  std::string title;
  std::string date;
  SessionState state = SessionState::planned;
};

class Catalogue {
 public:
  virtual ~Catalogue() = default;
  // The entry and the seminar's first event, in one transaction. `conflict`: the room code or the id is taken.
  virtual void create(CatalogueEntry entry, EventRecord first_event, std::function<void(AppendOutcome)> done) = 0;
  // Title, date and state follow the log; a cache, so losing an update does no harm.
  virtual void note(SeminarId seminar, std::string title, std::string date, SessionState state) = 0;
  virtual std::optional<CatalogueEntry> find(SeminarId seminar) const = 0;
  virtual std::optional<CatalogueEntry> find_by_room_code(std::string_view room_code) const = 0;
  virtual std::vector<CatalogueEntry> of_organiser(OrganiserId organiser) const = 0;  // newest first
  virtual std::vector<CatalogueEntry> all() const = 0;
};

}  // namespace samtale::store
