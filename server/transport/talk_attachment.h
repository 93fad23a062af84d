#pragma once
// From a recording in the media folder to the seminar that shows it, and away again; and what goes from the folder
// because of that. Threads: the shard's.
#include <functional>
#include <optional>

#include "domain/command.h"
#include "domain/ids.h"
#include "domain/rejection.h"
#include "transport/services.h"

namespace samtale::transport {

struct TalkAttachment {
  std::optional<Rejection> why_not;
  bool looked = false;          // the seminar could be asked at all; what follows is good only then
  bool shown_before = false;    // the seminar had this very recording already
  bool may_be_playing = false;  // the session is open: screens fetch or play what was there
};

// Attaches `talk.media` (empty: takes the recording away) instead of what is there. The file that it replaces is
// removed, or the new one when that is refused; what may be in use, or nobody could be asked about, stays.
// `talk.replaces` need not be said.
void attach_talk(Services& services, SeminarId seminar, command::AttachTalk talk,
                 std::function<void(const TalkAttachment&)> done);

// The same for a recording that the seminar shows already, with other versions. When it shows another one by now, the
// answer is STALE_REVISION, and this one is removed.
void attach_talk_again(Services& services, SeminarId seminar, command::AttachTalk talk,
                       std::function<void(const TalkAttachment&)> done);

}  // namespace samtale::transport
