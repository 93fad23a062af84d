#pragma once
// What the HTTP routes need of the house. Lives longer than the routes. Threads: the shard's, unless said otherwise.
#include <functional>
#include <optional>
#include <string>

#include "auth/code_throttle.h"
#include "auth/doorkeeper.h"
#include "domain/agenda.h"
#include "live/room_directory.h"
#include "media/media_folder.h"
#include "ops/clock.h"
#include "transport/response.h"

namespace samtale::transport {

using Task = std::function<void()>;

struct Services {
  auth::Doorkeeper& doorkeeper;
  live::RoomDirectory& directory;
  const store::Catalogue& catalogue;
  const ops::Clock& clock;
  const media::MediaFolder& media;
  std::function<Agenda(Language)> default_agenda;
  std::function<bool()> ready;         // whether everything that the server needs works
  std::function<void(Task)> on_shard;  // runs the task on the shard's thread; any thread may call it
  std::function<void(Task)> on_disk;   // on a thread that may block
  auth::CodeThrottle throttle;
};

}  // namespace samtale::transport
