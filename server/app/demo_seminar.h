#pragma once
// A seminar that is ready to be tried out: expected groups, two talks, an open lobby, and links for everybody.
//
// It is made once per data folder, by the same commands an organiser's browser sends; its links are kept beside the
// database in demo.json (mode 0600), because the database holds only hashes of them.
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

#include "auth/doorkeeper.h"
#include "domain/ids.h"
#include "live/room_directory.h"
#include "media/media_folder.h"
#include "ops/clock.h"

namespace samtale::app {

struct DemoLinks {
  std::string seminar_id;
  std::string room_code;  // in two halves
  std::string organiser;  // tokens of personal links
  std::string facilitator;
  std::string speaker;
};

struct DemoTalks {
  std::filesystem::path first;  // an MP4 file; empty: the talk is only title and timer
  std::filesystem::path second;
};

struct DemoParts {
  boost::asio::io_context& shard;
  auth::Doorkeeper& doorkeeper;
  live::RoomDirectory& rooms;
  media::MediaFolder& media;
  const ops::Clock& clock;
};

// Nullopt: none has been made in this folder.
std::optional<DemoLinks> read_demo_links(const std::filesystem::path& file);
// Also tells where the server listens, for tools that start it. Throws std::runtime_error when it cannot be written.
void write_demo_links(const std::filesystem::path& file, const DemoLinks& links, const std::string& url);

// Throws std::runtime_error at once when a talk's file is not there or not an MP4. `done` on the shard's thread: nullopt when
// it could not be stored.
void make_demo_seminar(DemoParts parts, DemoTalks talks, std::function<void(std::optional<DemoLinks>)> done);

}  // namespace samtale::app
