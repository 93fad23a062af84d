#pragma once
// Why something was refused, between domain and wire. A room's Rejection and the HTTP interface's ApiError share these
// three fields. Any thread.
#include "domain/rejection.h"
#include "wire/reading.h"

namespace samtale::wire {

template <class Message>
void rejection_to_wire(const Rejection& why, Message& out) {
  out.set_code(to_wire(why.code));
  out.set_field(why.field);
  out.set_limit(why.limit);
}

template <class Message>
Rejection rejection_from_wire(Reading& reading, const Message& message) {
  return {reading.choice(message.code(), "code"), message.field(), message.limit()};
}

}  // namespace samtale::wire
