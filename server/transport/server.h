#pragma once
// The server's door: one port for the web client, the HTTP interface, the recordings, and the live connections.
//
// Threads: everything on the io_context's thread, which is the shard's; a few more threads read, write and send
// recordings, and two more prepare them.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "auth/doorkeeper.h"
#include "domain/agenda.h"
#include "live/room_directory.h"
#include "media/ffmpeg.h"
#include "media/media_folder.h"
#include "media/upload_store.h"
#include "ops/clock.h"

namespace samtale::transport {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                    // 0: a free one
  std::filesystem::path web_root;            // the built web client; read once, at start
  std::vector<std::string> allowed_origins;  // web pages, beside our own, that may talk to us: `https://example.org`
  bool behind_proxy = false;                 // believe X-Forwarded-For from this machine
  std::vector<std::string> meeting_hosts;    // whose pages may be shown inside ours; as https_host() gives them
};

// All must outlive the server.
struct ServerDependencies {
  auth::Doorkeeper& doorkeeper;
  live::RoomDirectory& directory;
  const store::Catalogue& catalogue;
  const ops::Clock& clock;
  const media::MediaFolder& media;
  media::UploadStore& uploads;
  std::function<Agenda(Language)> default_agenda;
  std::function<bool()> ready = [] { return true; };  // for /readyz; false also while stopping
  std::optional<media::Ffmpeg> ffmpeg;                // nullopt: recordings are shown as they come
};

class Server {
 public:
  Server(boost::asio::io_context& shard, ServerOptions options, ServerDependencies dependencies);
  // After stop() has called `done`, or when the io_context will not run again.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens; from then on connections are served whenever the io_context runs. Returns where. Throws
  // boost::system::system_error when the address cannot be had.
  boost::asio::ip::tcp::endpoint start();

  // Accepts no more, closes live connections with 1001, lets what is being answered be answered, for at most
  // kStopWithinMs; then `done`. Rooms and store must work until then.
  void stop(std::function<void()> done);

  std::size_t live_connections() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

inline constexpr limits::Millis kStopWithinMs = 3'000;

}  // namespace samtale::transport
