#pragma once
// The script of a seminar between domain and wire. Lengths and order are for the domain to judge. Any thread.
#include <vector>

#include "domain/agenda.h"
#include "samtale/v1/seminar.pb.h"
#include "wire/reading.h"

namespace samtale::wire {

using MediaVersions = google::protobuf::RepeatedPtrField<v1::MediaVersion>;

void to_wire(const std::vector<MediaVersion>& versions, MediaVersions& out);
std::vector<MediaVersion> from_wire(Reading& reading, const MediaVersions& message);
void to_wire(const Agenda& agenda, v1::Agenda& out);
Agenda from_wire(Reading& reading, const v1::Agenda& message);

}  // namespace samtale::wire
