#pragma once
// The real thing in one process: SQLite store in a folder of its own, rooms, doorkeeper, HTTP and WebSocket on a free
// port. Only the clock is a test's own, so that nobody waits for it.
#include <fstream>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "auth/doorkeeper.h"
#include "live/asio_shard.h"
#include "live/live_directory.h"
#include "ops/random.h"
#include "store/store.h"
#include "support/manual_clock.h"
#include "support/seminar_builder.h"
#include "support/server_address.h"
#include "support/temporary_folder.h"
#include "transport/server.h"

namespace samtale::transport {

class RunningServer {
 public:
  RunningServer() {
    ops::start_random();
    plant("index.html", "<!doctype html>page");
    plant("assets/app-1.js", "script");
    store_ = store::open_store(folder_.path() / "data");
    doorkeeper_.emplace(store_->accounts(), auth::load_or_make_link_key(folder_.path() / "data" / "link-key"));
    directory_.emplace(live::RoomSurroundings{.shard = rooms_shard_, .events = store_->events(), .clock = clock,
                                               .embeddable_hosts = {"meet.example.org"}},
                       store_->catalogue());
    media_.emplace(folder_.path() / "media");
    uploads_.emplace(media_->uploads(), media::UploadLimits{2, 4, 0});
    server_ = std::make_unique<Server>(shard_, ServerOptions{"127.0.0.1", 0, folder_.path() / "web", {}, false, {"meet.example.org"}},
                                       ServerDependencies{*doorkeeper_, *directory_, store_->catalogue(), clock,
                                                          *media_, *uploads_,
                                                          [](Language) { return testing::full_agenda(); }});
    address = {"127.0.0.1", server_->start().port()};
    thread_ = std::thread([this] { shard_.run(); });
    organiser = add_person({Role::organiser, "Ida", ops::random_id<store::OrganiserId>(), {}});
  }

  ~RunningServer() {
    stop();
    server_.reset();
    store_.reset();
  }

  // Returns when everything is closed.
  void stop() {
    if (!thread_.joinable()) return;
    boost::asio::post(shard_, [this] {
      server_->stop([this] {
        directory_->stop();
        work_.reset();
        shard_.stop();
      });
    });
    thread_.join();
  }

  // The token of a new personal link.
  std::string add_person(store::PersonalLink link) {
    std::promise<std::string> made;
    doorkeeper_->invite(std::move(link), [&](std::optional<std::string> token) { made.set_value(token.value_or("")); });
    return made.get_future().get();
  }

  // Finished and unfinished.
  std::size_t media_files() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path() / "media")) {
      if (!entry.is_directory()) ++count;
    }
    return count;
  }

  support::ManualClock clock;
  support::ServerAddress address;
  std::string organiser;  // token

 private:
  void plant(const std::filesystem::path& path, std::string_view text) {
    const auto full = folder_.path() / "web" / path;
    std::filesystem::create_directories(full.parent_path());
    std::ofstream(full) << text;
  }

  support::TemporaryFolder folder_;
  boost::asio::io_context shard_{1};
  live::AsioShard rooms_shard_{shard_};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{shard_.get_executor()};
  std::unique_ptr<store::Store> store_;
  std::optional<auth::Doorkeeper> doorkeeper_;
  std::optional<live::LiveDirectory> directory_;
  std::optional<media::MediaFolder> media_;
  std::optional<media::UploadStore> uploads_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace samtale::transport
