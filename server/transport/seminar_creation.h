#pragma once
// A new seminar from the default agenda: checks what the organiser wrote and stores it under a free room code.
// Threads: the shard's.
#include <functional>
#include <variant>

#include "transport/services.h"
#include "wire/api.h"

namespace samtale::transport {

inline constexpr int kRoomCodeAttempts = 5;

using SeminarCreated = std::function<void(std::variant<wire::SeminarSummary, Rejection>)>;

void create_seminar(Services& services, store::OrganiserId organiser, wire::CreateSeminar wish, SeminarCreated done);

}  // namespace samtale::transport
