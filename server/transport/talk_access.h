#pragma once
// Which talk of which seminar a request is about, and whether whoever asks may change it. Threads: the shard's.
#include <variant>

#include "domain/agenda.h"
#include "domain/ids.h"
#include "domain/rejection.h"
#include "transport/router.h"
#include "transport/services.h"
#include "transport/staff_access.h"

namespace samtale::transport {

struct TalkOfSeminar {
  SeminarId seminar;
  PhaseKind phase{};
  int number() const { return phase == PhaseKind::talk_1 ? 1 : 2; }
};

// `captures`: the seminar's id and the talk's number, 1 or 2. With `or_facilitator`: see access_to_seminar.
std::variant<TalkOfSeminar, Rejection> talk_behind(const Request& request, const Captures& captures,
                                                   bool or_facilitator, const Services& services);
// For the organiser, and not after the first phase began (NOT_NOW). The room has the last word, when it is attached.
std::variant<TalkOfSeminar, Rejection> talk_to_change(const Request& request, const Captures& captures,
                                                      const Services& services);

}  // namespace samtale::transport
