#pragma once
// What is to be attached or replaced, and what an earlier server left in the middle of that; see media/doubts.h.
// Threads: the shard's; the disk's work is done on its own threads.
#include <vector>

#include "domain/ids.h"
#include "media/upload_store.h"
#include "transport/services.h"

namespace samtale::transport {

// Notes these, then calls `then` on the shard. Those that are empty are passed over.
void note_doubts(Services& services, SeminarId seminar, std::vector<MediaId> in_doubt, Task then);

// The seminar shows the one, and nobody the other, which is removed. Either may be empty.
void end_doubts(Services& services, MediaId shown, MediaId useless);

// Asks the seminar: what it does not show is removed. Who cannot be asked changes nothing.
void settle_doubt(Services& services, SeminarId seminar, MediaId media);

// The same for all that is noted from earlier, one after the other; but what is still being prepared stays. Once,
// before anything new can be noted.
void settle_old_doubts(Services& services, const media::UploadStore& uploads);

}  // namespace samtale::transport
