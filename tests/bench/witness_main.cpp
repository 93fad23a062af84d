// samtale-talk-witness: says where the server says that the recording is, by an independent client's own estimate of
// the server's clock (P-41). A line of JSON on standard output every half second while it knows:
//   {"at": wall clock of this machine, "server": the server's, both in ms, "there": …, "playing": …, "since_ms": …,
//    "position_ms": …}
// It comes back by itself when the server was away. Ends with its standard input, so it never outlives who started it.
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <string>

#include <boost/json.hpp>

#include "support/session_client.h"

namespace {

using namespace samtale;
using support::LwsLoop;

constexpr std::int64_t kSayEveryMs = 500;
constexpr std::int64_t kPingEveryMs = 2'000;
constexpr std::int64_t kKnockEveryMs = 500;

std::int64_t wall_clock_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool input_has_ended() {
  pollfd input{STDIN_FILENO, POLLIN | POLLHUP, 0};
  if (poll(&input, 1, 0) <= 0) return false;
  char ignored[64];
  return read(STDIN_FILENO, ignored, sizeof ignored) <= 0;
}

class Witness {
 public:
  Witness(const support::ServerAddress& address, const std::string& token)
      : client_(loop_, address, {.token = token}, {.ended = [this](const support::Ended&) { knock_later(); }}) {}

  void run() {
    client_.connect();
    ping();
    say();
    loop_.run_until([this] { return over_; });
  }

 private:
  void knock_later() {
    next_knock_ = loop_.after(kKnockEveryMs, [this] { client_.connect(); });
  }
  void ping() {
    next_ping_ = loop_.after(kPingEveryMs, [this] { ping(); });
    if (client_.mirror().synced()) client_.send_clock_ping();
  }
  void say() {
    next_word_ = loop_.after(kSayEveryMs, [this] { say(); });
    over_ = input_has_ended();
    if (!client_.mirror().synced() || !client_.clock().known()) return;
    const auto& playback = client_.mirror().entities().playback;
    const auto server_ms = client_.server_now_ms();
    const auto position_ms = playback.playing ? server_ms - playback.playing_since_ms : playback.paused_at_ms;
    const boost::json::object line = {{"at", wall_clock_ms()},
                                      {"server", server_ms},
                                      {"there", !playback.media.empty()},
                                      {"playing", playback.playing},
                                      {"since_ms", playback.playing_since_ms},
                                      {"position_ms", position_ms}};
    std::printf("%s\n", boost::json::serialize(line).c_str());
    std::fflush(stdout);
  }

  LwsLoop loop_;
  support::SessionClient client_;
  LwsLoop::Timer next_knock_;
  LwsLoop::Timer next_ping_;
  LwsLoop::Timer next_word_;
  bool over_ = false;
};

}  // namespace

int main(int argc, char** argv) {
  std::string url;
  std::string token;
  CLI::App app{"Says where the server says that the recording is."};
  app.add_option("--url", url, "where the server listens")->required();
  app.add_option("--token", token, "of a device or a person of the seminar")->envname("SAMTALE_TOKEN")->required();
  CLI11_PARSE(app, argc, argv);
  const auto address = support::ServerAddress::parse(url);
  if (!address) return 2;
  signal(SIGPIPE, SIG_IGN);
  Witness(*address, token).run();
}
