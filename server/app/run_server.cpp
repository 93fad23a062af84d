#include "app/run_server.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "app/default_agenda.h"
#include "auth/doorkeeper.h"
#include "domain/limits.h"
#include "live/asio_shard.h"
#include "live/live_directory.h"
#include "live/snapshot_files.h"
#include "media/ffmpeg.h"
#include "media/media_folder.h"
#include "media/upload_store.h"
#include "ops/clock.h"
#include "ops/clock_memory.h"
#include "ops/log.h"
#include "ops/random.h"
#include "store/store.h"
#include "transport/server.h"

namespace samtale::app {
namespace {

constexpr int kWentWrong = 1;
constexpr const char* kClockFile = "clock";

// In the lobby no time runs; but the catalogue may be one step behind the log after a crash.
std::int64_t clock_begins_at_ms(const std::filesystem::path& memory, const store::Catalogue& catalogue) {
  bool somebody_is_in_the_middle = false;
  for (const auto& entry : catalogue.all()) {
    if (entry.state == SessionState::lobby || entry.state == SessionState::running) somebody_is_in_the_middle = true;
  }
  const auto wall_ms = ops::wall_clock_ms();
  const auto begins_at_ms =
      ops::clock_begins_at_ms(ops::moment(wall_ms), ops::read_clock_memory(memory), somebody_is_in_the_middle);
  constexpr std::int64_t kWorthSayingMs = 1'000;
  if (std::abs(begins_at_ms - wall_ms) > kWorthSayingMs) {
    ops::log::warning("the wall clock has jumped: a seminar under way keeps its own time", {{"ms", wall_ms - begins_at_ms}});
  }
  return begins_at_ms;
}

// Recordings are converted with it; without it they have to come as browsers play them.
std::optional<media::Ffmpeg> ffmpeg_if_any() {
  const char* path = std::getenv("PATH");
  auto found = media::find_ffmpeg(path ? path : "");
  if (found) {
    ops::log::info("recordings are converted with ffmpeg", {{"program", found->ffmpeg.string()}});
  } else {
    ops::log::info("there is no ffmpeg: recordings are taken only as MP4 files that browsers play");
  }
  return found;
}

// Every part of a running server, in the order in which they need each other.
class House {
 public:
  explicit House(const Options& options)
      : options_(options),
        store_(store::open_store(options.data)),
        clock_(clock_begins_at_ms(options.data / kClockFile, store_->catalogue())),
        clock_keeper_(options.data / kClockFile, clock_),
        doorkeeper_(store_->accounts(), auth::load_or_make_link_key(options.data / "link-key")),
        snapshots_(options.data / "snapshots", options.data / "samtale.db"),
        directory_({.shard = rooms_shard_,
                    .events = store_->events(),
                    .clock = clock_,
                    .speed = options.speed,
                    .snapshots = &snapshots_,
                    .embeddable_hosts = options.meeting_hosts},
                   store_->catalogue()),
        media_(options.data / "media"),
        uploads_(media_.uploads(),
                 {limits::kUnfinishedUploadsPerTalk, limits::kUnfinishedUploads, limits::kDiskBytesKeptFree}),
        signals_(shard_, SIGINT, SIGTERM) {
    const auto [address, port] = parse_listen(options.listen);
    server_ = std::make_unique<transport::Server>(
        shard_,
        transport::ServerOptions{address, port, options.web, options.allowed_origins, options.behind_proxy,
                                 options.meeting_hosts},
        transport::ServerDependencies{doorkeeper_, directory_, store_->catalogue(), clock_, media_, uploads_,
                                      default_agenda, [this] { return store_->is_saving(); }, ffmpeg_if_any()});
  }
  // The store answers what it was asked before it goes; its answers need the shard and the directory, which are still there.
  ~House() {
    server_.reset();
    store_.reset();
  }

  // `ready`: the address that people use is known and the rooms of running seminars are alive.
  int run(std::function<void(const std::string& url)> ready) {
    bound_url_ = url_of(server_->start());
    const std::string url = options_.public_url.empty() ? bound_url_ : options_.public_url;
    directory_.revive([ready = std::move(ready), url] { ready(url); });
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) stop(0);
    });
    shard_.run();
    return exit_code_;
  }

  void stop(int exit_code) {
    exit_code_ = exit_code;
    ops::log::info("stopping");
    signals_.cancel();
    server_->stop([this] {
      directory_.stop();
      shard_.stop();
    });
  }

  void say_listening() const {
    if (!options_.public_url.empty()) std::printf("people use %s\n", options_.public_url.c_str());
    std::printf("listening on %s\n", bound_url_.c_str());
    std::fflush(stdout);
    ops::log::info("listening", {{"speed", options_.speed}});
  }

  DemoParts demo_parts() { return {shard_, doorkeeper_, directory_, media_, clock_}; }
  const store::Catalogue& catalogue() const { return store_->catalogue(); }

 private:
  static std::string url_of(const boost::asio::ip::tcp::endpoint& endpoint) {
    const auto address = endpoint.address().to_string();
    return "http://" + (endpoint.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port());
  }

  Options options_;
  boost::asio::io_context shard_{1};
  live::AsioShard rooms_shard_{shard_};
  std::unique_ptr<store::Store> store_;
  ops::SystemClock clock_;
  ops::ClockKeeper clock_keeper_;
  auth::Doorkeeper doorkeeper_;
  live::SnapshotFiles snapshots_;
  live::LiveDirectory directory_;
  media::MediaFolder media_;
  media::UploadStore uploads_;
  std::unique_ptr<transport::Server> server_;
  std::string bound_url_;  // once it listens
  boost::asio::signal_set signals_;
  int exit_code_ = 0;
};

void prepare(const Options& options) {
  ops::log::set_level(ops::log::parse_level(options.log_level).value_or(ops::log::Level::info));
  if (!ops::start_random()) throw std::runtime_error("the system has no source of randomness");
}

void print_links(const DemoLinks& links, const std::string& url) {
  const auto line = [](const char* what, const std::string& link) { std::printf("  %-12s %s\n", what, link.c_str()); };
  std::printf("\n  The demo seminar is ready.\n\n");
  line("organiser", url + "/staff#" + links.organiser);
  line("facilitator", url + "/staff#" + links.facilitator);
  line("speaker", url + "/staff#" + links.speaker);
  line("groups join", url + "/join");
  line("room code", links.room_code);
  std::printf("\n");
}

}  // namespace

int run_server(const Options& options) {
  prepare(options);
  House house(options);
  return house.run([&](const std::string&) { house.say_listening(); });
}

int run_demo(const Options& options, const DemoTalks& talks) {
  prepare(options);
  House house(options);
  const auto file = options.data / "demo.json";
  return house.run([&](const std::string& url) {
    const auto announce = [&house, file, url](const std::optional<DemoLinks>& links) {
      if (!links) return house.stop(kWentWrong);
      write_demo_links(file, *links, url);
      print_links(*links, url);
      house.say_listening();
    };
    const auto links = read_demo_links(file);
    const auto seminar = links ? SeminarId::parse(links->seminar_id) : std::nullopt;
    if (seminar && house.catalogue().find(*seminar)) return announce(links);
    make_demo_seminar(house.demo_parts(), talks, announce);
  });
}

}  // namespace samtale::app
