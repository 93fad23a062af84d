#include "transport/seminar_creation.h"

#include <array>
#include <optional>
#include <utility>

#include "domain/date.h"
#include "domain/plan.h"
#include "domain/room_code.h"
#include "ops/random.h"

namespace samtale::transport {
namespace {

struct NewSeminar {
  store::CatalogueEntry entry;
  event::SeminarCreated created;
};

std::string random_room_code() {
  std::array<std::uint8_t, kRoomCodeLength> indices{};
  for (auto& index : indices) {
    index = static_cast<std::uint8_t>(ops::random_below(static_cast<std::uint32_t>(kRoomCodeSymbols.size())));
  }
  return room_code_from(indices);
}

// Codes are random: one that is taken is not expected to happen twice, but it may.
void try_codes(Services& services, NewSeminar seminar, int attempts_left, SeminarCreated done) {
  const auto code = random_room_code();
  seminar.entry.room_code = code;
  seminar.created.room_code = code;
  services.directory.create(
      seminar.entry, seminar.created,
      [&services, seminar, attempts_left, done = std::move(done)](const std::optional<Rejection>& why) {
        if (!why) {
          const auto& entry = seminar.entry;
          return done(wire::SeminarSummary{entry.seminar, entry.title, entry.date, entry.room_code, entry.state});
        }
        // The only name that can be taken is the room code.
        if (why->code == RejectionCode::name_taken && attempts_left > 1) {
          return try_codes(services, seminar, attempts_left - 1, done);
        }
        done(Rejection{RejectionCode::not_saved, {}, 0});
      });
}

}  // namespace

void create_seminar(Services& services, store::OrganiserId organiser, wire::CreateSeminar wish, SeminarCreated done) {
  PlanText plan{std::move(wish.title), std::move(wish.date), std::move(wish.starts_at), {}, wish.language};
  const Date today{std::chrono::sys_days{std::chrono::days{services.clock.today_days()}}};
  if (auto why = check_plan(plan, {}, today)) return done(std::move(*why));
  NewSeminar seminar;
  seminar.entry = {ops::random_id<SeminarId>(), organiser, {}, plan.title, plan.date, SessionState::planned};
  seminar.created = {seminar.entry.seminar, std::move(plan), services.default_agenda(wish.language), {}};
  try_codes(services, std::move(seminar), kRoomCodeAttempts, std::move(done));
}

}  // namespace samtale::transport
