#include "transport/server.h"

#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "domain/limits.h"
#include "ops/log.h"
#include "ops/memory.h"
#include "transport/arrivals.h"
#include "transport/captions_routes.h"
#include "transport/connection_table.h"
#include "transport/health_routes.h"
#include "transport/http_connection.h"
#include "transport/join_routes.h"
#include "transport/media_in_doubt.h"
#include "transport/media_link_routes.h"
#include "transport/media_routes.h"
#include "transport/report_routes.h"
#include "transport/room_visit.h"
#include "transport/seminar_routes.h"
#include "transport/socket.h"
#include "transport/talk_preparation.h"
#include "transport/talk_routes.h"
#include "transport/upload_routes.h"

namespace samtale::transport {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// Storing a large recording may hold a thread up for long; those that are watched must still be sent.
constexpr std::size_t kDiskThreads = 4;
constexpr int kAcceptedInARow = 128;
constexpr std::chrono::milliseconds kAcceptAgainAfter{100};  // when there is no descriptor left for connections
// The database, its log, recordings on their way in, the program's own.
constexpr std::size_t kDescriptorsForOthers = 128;
constexpr std::chrono::milliseconds kLookWhileStopping{20};
constexpr std::chrono::minutes kLookForOldUploads{30};
// What many handshakes at once took goes back to the system when they are over.
constexpr std::chrono::seconds kLookAtMemory{5};
constexpr std::size_t kManyHandshakes = 500;
constexpr std::size_t kFewHandshakes = 50;  // in that time

// A flood of connections must not take what the store needs to save. Programs begin with far less than they may have.
std::size_t descriptors_for_connections() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return kDescriptorsForOthers;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  const auto all = static_cast<std::size_t>(limit.rlim_cur);
  return all > 2 * kDescriptorsForOthers ? all - kDescriptorsForOthers : all / 2;
}

// A client that goes away while a file is sent to it must not end the program. Every other way of sending can say so
// for itself; sendfile(2) cannot.
void ignore_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

HttpDispatch make_dispatch(Services& services, media::UploadStore& uploads, TalkPreparation& preparation,
                           const ServerOptions& options) {
  Router router;
  add_health_routes(router, services);
  add_join_routes(router, services);
  add_seminar_routes(router, services);
  add_talk_routes(router, services, uploads, preparation);
  add_upload_routes(router, services, uploads, preparation);
  add_captions_routes(router, services);
  add_media_link_routes(router, services);
  add_media_routes(router, services);
  add_report_routes(router, services);
  auto files = StaticFiles::load(options.web_root);
  ops::log::info("web client read", {{"files", files.size()}});
  return HttpDispatch(std::move(router), std::move(files), options.allowed_origins);
}

}  // namespace

struct Server::Parts {
  Parts(asio::io_context& shard_given, ServerOptions options_given, ServerDependencies given)
      : shard(shard_given),
        options(std::move(options_given)),
        ready(std::move(given.ready)),
        services{given.doorkeeper,
                 given.directory,
                 given.catalogue,
                 given.clock,
                 given.media,
                 std::move(given.default_agenda),
                 [this] { return !stopping && ready(); },
                 [&context = shard_given](Task task) { asio::post(context, std::move(task)); },
                 [pool = disk](Task task) { asio::post(*pool, std::move(task)); },
                 {}},
        uploads(given.uploads),
        preparation(services, uploads, std::move(given.ffmpeg)),
        table(shard.get_executor(), given.clock),
        dispatch(make_dispatch(services, uploads, preparation, options)),
        security(options.meeting_hosts),
        surroundings{shard, dispatch, security, services.on_shard, services.on_disk, options.behind_proxy,
                     [this](Descriptor socket, Opening opening) { welcome(std::move(socket), std::move(opening)); }},
        arrivals(http, surroundings, table),
        acceptor(shard),
        accept_again(shard),
        old_uploads(shard),
        memory_look(shard),
        stop_timer(shard) {}

  ~Parts() {
    stopping = true;
    error_code ignored;
    acceptor.close(ignored);
    arrivals.drop_all();
    http.drop_all();
    table.drop_all();
    preparation.stop();
    preparation.join();
    disk->stop();
    disk->join();
  }

  // An HTTP connection may have a recording open.
  bool is_full() const { return 2 * (http.size() + arrivals.size()) + table.size() >= descriptors; }

  // What nobody went on with; now and again and again.
  void remove_old_uploads() {
    services.on_disk([this, before_ms = services.clock.now_ms() - limits::kUploadWithinMs] {
      uploads.remove_older_than(before_ms);
    });
    old_uploads.expires_after(kLookForOldUploads);
    old_uploads.async_wait([this](error_code cancelled) {
      if (!cancelled) remove_old_uploads();
    });
  }

  void give_back_memory() {
    const auto lately = std::exchange(handshakes_lately, 0);
    handshakes += lately;
    if (lately < kFewHandshakes && handshakes >= kManyHandshakes) {
      ops::give_back_free_memory();
      handshakes = 0;
    }
    memory_look.expires_after(kLookAtMemory);
    memory_look.async_wait([this](error_code cancelled) {
      if (!cancelled) give_back_memory();
    });
  }

  void accept_later() {
    accept_again.expires_after(kAcceptAgainAfter);
    accept_again.async_wait([this](error_code cancelled) {
      if (!cancelled) accept();
    });
  }

  void accept() {
    if (is_full()) return accept_later();
    acceptor.async_wait(Acceptor::wait_read, [this](error_code cancelled) {
      if (!cancelled && !stopping) accept_those_who_wait();
    });
  }

  void accept_those_who_wait() {
    for (int i = 0; i < kAcceptedInARow && !is_full(); ++i) {
      tcp::endpoint peer;
      auto size = static_cast<socklen_t>(peer.capacity());
      Descriptor socket(::accept4(acceptor.native_handle(), peer.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (socket.number() >= 0) {
        peer.resize(size);
        ++handshakes_lately;
        arrivals.take(std::move(socket), peer);
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        break;
      } else if (errno != EINTR && errno != ECONNABORTED) {
        ops::log::warning("could not accept a connection",
                          {{"error", std::error_code(errno, std::system_category()).message()}});
        return accept_later();
      }
    }
    accept();
  }

  void welcome(Descriptor socket, Opening opening) {
    const auto connection = std::make_shared<WebsocketConnection>(std::move(socket), table);
    connection->start(std::make_unique<RoomVisit>(live, *connection), std::move(opening));
    if (stopping) connection->close(live::CloseCode::going_away);
  }

  void look_whether_all_are_gone(int looks_left, std::function<void()> done) {
    if (http.size() + table.size() == 0 || looks_left == 0) {
      http.drop_all();
      table.drop_all();
      table.stop_sweeping();
      preparation.join();
      disk->join();  // what uploads that were cut off or refused left on the disk is gone before `done` is called
      return asio::post(shard, std::move(done));
    }
    stop_timer.expires_after(kLookWhileStopping);
    stop_timer.async_wait([this, looks_left, done = std::move(done)](error_code cancelled) mutable {
      if (!cancelled) look_whether_all_are_gone(looks_left - 1, std::move(done));
    });
  }

  asio::io_context& shard;
  ServerOptions options;
  std::function<bool()> ready;
  bool stopping = false;
  std::shared_ptr<asio::thread_pool> disk = std::make_shared<asio::thread_pool>(kDiskThreads);
  Services services;
  media::UploadStore& uploads;
  TalkPreparation preparation;
  ConnectionTable table;
  const LiveServices live{services.doorkeeper, services.directory, services.catalogue, services.clock, table};
  HttpDispatch dispatch;
  SecurityHeaders security;
  HttpConnections http;
  HttpSurroundings surroundings;
  Arrivals arrivals;
  const std::size_t descriptors = descriptors_for_connections();
  Acceptor acceptor;
  asio::steady_timer accept_again;
  asio::steady_timer old_uploads;
  asio::steady_timer memory_look;
  std::size_t handshakes = 0;  // since memory was given back
  std::size_t handshakes_lately = 0;
  asio::steady_timer stop_timer;
};

Server::Server(asio::io_context& shard, ServerOptions options, ServerDependencies dependencies)
    : parts_(std::make_unique<Parts>(shard, std::move(options), std::move(dependencies))) {}

Server::~Server() = default;

tcp::endpoint Server::start() {
  ignore_broken_pipes();
  auto& acceptor = parts_->acceptor;
  const tcp::endpoint endpoint(asio::ip::make_address(parts_->options.address), parts_->options.port);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.set_option(tcp::no_delay(true));  // of those who are accepted, too
  acceptor.native_non_blocking(true);
  acceptor.bind(endpoint);
  acceptor.listen(asio::socket_base::max_listen_connections);
  parts_->table.start_sweeping();
  parts_->remove_old_uploads();
  parts_->give_back_memory();
  settle_old_doubts(parts_->services, parts_->uploads);
  parts_->preparation.resume();
  parts_->accept();
  return acceptor.local_endpoint();
}

void Server::stop(std::function<void()> done) {
  auto& parts = *parts_;
  parts.stopping = true;
  error_code ignored;
  parts.acceptor.close(ignored);
  parts.accept_again.cancel();
  parts.old_uploads.cancel();
  parts.memory_look.cancel();
  parts.preparation.stop();
  parts.arrivals.drop_all();
  parts.http.finish_all();
  parts.table.close_all(live::CloseCode::going_away);
  parts.look_whether_all_are_gone(static_cast<int>(kStopWithinMs / kLookWhileStopping.count()), std::move(done));
}

std::size_t Server::live_connections() const { return parts_->table.size(); }

}  // namespace samtale::transport
