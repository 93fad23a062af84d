#pragma once
// Enums between domain and wire. The numbers are the same on both sides, held by static assertions in the source file.
// From the wire: nullopt for UNSPECIFIED and for numbers this server does not know. Any thread.
#include <optional>

#include "domain/agenda.h"
#include "domain/change.h"
#include "domain/group.h"
#include "domain/rejection.h"
#include "domain/role.h"
#include "domain/seminar.h"
#include "samtale/v1/change.pb.h"
#include "samtale/v1/seminar.pb.h"

namespace samtale::wire {

v1::Language to_wire(Language value);
v1::Role to_wire(Role value);
v1::PhaseKind to_wire(PhaseKind value);
v1::StepKind to_wire(StepKind value);
v1::MediaKind to_wire(MediaKind value);
v1::NoteKind to_wire(NoteKind value);
v1::QuestionState to_wire(QuestionState value);
v1::SeatState to_wire(SeatState value);
v1::WorkArea to_wire(WorkArea value);
v1::SessionState to_wire(SessionState value);
v1::RejectionCode to_wire(RejectionCode value);
v1::EntityKind to_wire(change::EntityKind value);

std::optional<Language> from_wire(v1::Language value);
std::optional<Role> from_wire(v1::Role value);
std::optional<PhaseKind> from_wire(v1::PhaseKind value);
std::optional<StepKind> from_wire(v1::StepKind value);
std::optional<MediaKind> from_wire(v1::MediaKind value);
std::optional<NoteKind> from_wire(v1::NoteKind value);
std::optional<QuestionState> from_wire(v1::QuestionState value);
std::optional<SeatState> from_wire(v1::SeatState value);
std::optional<WorkArea> from_wire(v1::WorkArea value);
std::optional<SessionState> from_wire(v1::SessionState value);
std::optional<RejectionCode> from_wire(v1::RejectionCode value);
std::optional<change::EntityKind> from_wire(v1::EntityKind value);

}  // namespace samtale::wire
