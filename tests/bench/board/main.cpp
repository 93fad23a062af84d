// samtale-bench-board: a seminar of many groups in which something happens all the time, for a browser that shows its
// board (tests/end_to_end/browser/bench/board.js, which starts this program), and the report of what both of them
// measured.
//
// It says in one line of JSON where the seminar is. Then it is told, a line each: `begin`, when a round begins; `end`
// and the browser's figures, as `name=value`; `conclude`. Without that its input ends: something went wrong there.
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

#include <boost/json.hpp>

#include "bench/clients/swarm.h"
#include "bench/figures/report.h"
#include "bench/program/program.h"
#include "bench/seats/seats.h"
#include "ops/random.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"
#include "wire/client_frame.h"

namespace {

using namespace samtale;

constexpr std::int64_t kEverybodyIsHereMs = 120'000;
constexpr std::int64_t kTurnMs = 20;
constexpr double kNsPerS = 1e9;

struct Wishes : bench::CommonWishes {
  std::string web;
  std::size_t groups = 2'000;
  double seconds_between = 10;  // what one group does and what it does next
};

// Lines that come while other things are done.
class Orders {
 public:
  // Nullopt: nothing yet. An input that has ended is an order of its own.
  std::optional<std::string> next() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (held_.find('\n') == std::string::npos && ::poll(&input, 1, 0) > 0) {
      char piece[4'096];
      const auto count = ::read(STDIN_FILENO, piece, sizeof piece);
      if (count <= 0) return "gone";
      held_.append(piece, static_cast<std::size_t>(count));
    }
    const auto end = held_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    auto line = held_.substr(0, end);
    held_.erase(0, end + 1);
    return line;
  }

 private:
  std::string held_;
};

std::map<std::string, double> figures_in(const std::string& line) {
  std::istringstream words(line);
  std::map<std::string, double> figures;
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    if (equals != std::string::npos) figures[word.substr(0, equals)] = std::strtod(word.c_str() + equals + 1, nullptr);
  }
  return figures;
}

// The groups: each hands in an insight now and then, all of them evenly spread.
class Groups final : public bench::SwarmObserver {
 public:
  Groups(const support::ServerAddress& address, const std::vector<bench::Seat>& seats) : swarm_(address, *this) {
    swarm_.set_pace({.at_once = 100});
    for (const auto& seat : seats) {
      hellos_.push_back(bench::hello_of(seat.token));
      swarm_.add({});
    }
  }

  bool come() {
    return swarm_.run_until([this] { return swarm_.open() == swarm_.size() || lost_ > 0; }, kEverybodyIsHereMs) &&
           lost_ == 0;
  }
  void work_for(std::int64_t ms, double per_second) {
    if (working_since_ == 0) working_since_ = bench::now_ns();
    swarm_.run_for(ms);
    const auto due = per_second * static_cast<double>(bench::now_ns() - working_since_) / kNsPerS;
    for (; static_cast<double>(written_) < due; ++written_) write(written_ % swarm_.size());
  }
  std::size_t written() const { return written_; }
  std::size_t lost() const { return lost_; }

 private:
  void on_open(std::size_t who, bench::Nanos) override { swarm_.send(who, bench::Opcode::binary, hellos_[who]); }
  void on_message(std::size_t, bench::Opcode, std::string_view, bench::Nanos) override {}
  void on_closed(std::size_t, const bench::Farewell&, bench::Nanos) override { ++lost_; }

  void write(std::size_t who) {
    command::AddNote note{NoteKind::insight, "Vi lytter længere, før vi svarer. (" + std::to_string(written_) + ")"};
    swarm_.send(who, bench::Opcode::binary, wire::write_command({ops::random_id<CommandId>(), std::move(note)}));
  }

  bench::Swarm swarm_;
  std::vector<std::string> hellos_;
  bench::Nanos working_since_ = 0;
  std::size_t written_ = 0;
  std::size_t lost_ = 0;
};

class BoardBench {
 public:
  explicit BoardBench(const Wishes& wishes)
      : wishes_(wishes), server_(wishes.server, folder_.path()), report_("board", wishes.commit, SAMTALE_BUILD) {
    report_.base = "board";
    report_.set("groups", static_cast<std::int64_t>(wishes.groups));
    report_.set("seconds between two insights of one group", wishes.seconds_between);
  }

  void run() {
    if (!server_.start("demo", {"--web", wishes_.web})) throw std::runtime_error("the server did not start");
    const auto link = server_.demo("organiser");
    const auto organiser = link.substr(link.find('#') + 1);
    const auto seminar = bench::seat(loop_, server_.address(), organiser, {.groups = wishes_.groups, .devices = 1});
    Groups groups(server_.address(), seminar.seats);
    if (!groups.come()) throw std::runtime_error("not everybody got in");
    say_where(seminar, organiser);
    obey(groups);
  }

 private:
  void say_where(const bench::SeatedSeminar& seminar, const std::string& organiser) const {
    const auto& address = server_.address();
    const boost::json::object line = {
        {"url", "http://" + address.host + ":" + std::to_string(address.port)},
        {"seminar", seminar.id.text()},
        {"organiser", organiser},
        {"facilitator", seminar.facilitator_token},
        {"groups", wishes_.groups},
    };
    std::printf("%s\n", boost::json::serialize(line).c_str());
    std::fflush(stdout);
  }

  void obey(Groups& groups) {
    for (;;) {
      groups.work_for(kTurnMs, static_cast<double>(wishes_.groups) / wishes_.seconds_between);
      if (groups.lost() > 0) throw std::runtime_error("a group lost its connection");
      const auto order = orders_.next();
      if (!order) continue;
      if (*order == "begin") {
        begin(groups);
      } else if (order->starts_with("end ")) {
        end(groups, figures_in(*order));
      } else if (*order == "conclude") {
        return conclude();
      } else {
        throw std::runtime_error("the browser has gone");
      }
    }
  }

  void begin(const Groups& groups) {
    begun_ = bench::now_ns();
    server_before_ = bench::cpu_ns(server_.process_id());
    written_before_ = groups.written();
  }

  void end(const Groups& groups, std::map<std::string, double> browser) {
    const auto seconds = static_cast<double>(bench::now_ns() - begun_) / kNsPerS;
    const auto add = [this](const std::string& measure, const std::string& unit, double value) {
      report_.figures.add("each second", "board", measure, unit, value);
    };
    add("insights", "", static_cast<double>(groups.written() - written_before_) / seconds);
    add("to the browser", "KB", browser["bytes"] / 1'000 / seconds);
    add("messages", "", browser["messages"] / seconds);
    add("server CPU", "ms", static_cast<double>(bench::cpu_ns(server_.process_id()) - server_before_) / 1e6 / seconds);
    add("page CPU", "ms", browser["page_ms"] / seconds);
    add("frames", "", browser["frames"] / seconds);
    report_.figures.add("frames", "board", "worst", "ms", browser["worst_frame_ms"]);
    report_.figures.add("frames", "board", "over 50 ms", "", browser["long_frames"]);
    report_.figures.add("frames", "board", "longest task", "ms", browser["longest_task_ms"]);
    report_.others(browser["others"]);
  }

  void conclude() {
    report_.outcome("S13-bytes", report_.figures.median("each second", "board", "to the browser"));
    report_.outcome("S13-frame", report_.figures.median("frames", "board", "worst"), std::nullopt,
                    "median of the rounds' worst");
    bench::publish(report_, wishes_);
  }

  const Wishes wishes_;
  support::TemporaryFolder folder_;
  support::LwsLoop loop_;
  support::ServerProcess server_;
  bench::Report report_;
  Orders orders_;
  bench::Nanos begun_ = 0;
  std::int64_t server_before_ = 0;
  std::size_t written_before_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app{"A seminar of many active groups, for a browser that shows its board."};
  app.add_option("--web", wishes.web, "the built web client")->required()->check(CLI::ExistingDirectory);
  app.add_option("--groups", wishes.groups, "how many")->check(CLI::Range(1, 2'000))->capture_default_str();
  app.add_option("--seconds-between", wishes.seconds_between, "two insights of the same group")
      ->check(CLI::Range(0.1, 600.0))
      ->capture_default_str();
  return bench::run_program("board", app, wishes, argc, argv, [&] {
    BoardBench(wishes).run();
    return 0;
  });
}
