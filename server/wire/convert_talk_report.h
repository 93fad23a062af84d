#pragma once
// How a device says it stands, between domain and wire. Never refused (nobody waits for an answer): what a newer client
// says and this server does not know reads as nothing said. Any thread.
#include "domain/talk_report.h"
#include "samtale/v1/seminar.pb.h"

namespace samtale::wire {

void to_wire(const TalkReport& report, v1::TalkReport& out);
TalkReport from_wire(const v1::TalkReport& message);

}  // namespace samtale::wire
