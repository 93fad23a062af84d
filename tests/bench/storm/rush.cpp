#include "rush.h"

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 120'000;

double ms_between(Nanos from, Nanos to) { return static_cast<double>(to - from) / 1e6; }

double share(double of_all, std::size_t clients) { return of_all / static_cast<double>(clients); }

class Greeted final : public SwarmObserver {
 public:
  void on_open(std::size_t, Nanos) override {}
  void on_message(std::size_t, Opcode, std::string_view, Nanos at) override { at_.push_back(at); }
  void on_closed(std::size_t, const Farewell&, Nanos) override {}
  const std::vector<Nanos>& at() const { return at_; }

 private:
  std::vector<Nanos> at_;
};

}  // namespace

Rush rush_to_greeting(const support::ServerAddress& server, int process_id, std::size_t clients) {
  Greeted greeted;
  Swarm swarm(server, greeted);
  for (std::size_t i = 0; i < clients; ++i) swarm.add({"/", "", ""});
  const auto cpu_before = cpu_ns(process_id);
  const auto begun = now_ns();
  Rush rush;
  rush.all_got_there = swarm.run_until([&] { return greeted.at().size() == clients; }, kPatienceMs);
  rush.server_cpu_us = share(static_cast<double>(cpu_ns(process_id) - cpu_before) / 1'000, clients);
  rush.bytes = share(static_cast<double>(swarm.traffic().bytes_in), clients);
  for (const auto at : greeted.at()) rush.ms.push_back(ms_between(begun, at));
  return rush;
}

Rush rush_until_in_step(People& people, Nanos begun, int process_id) {
  const auto cpu_before = cpu_ns(process_id);
  const auto bytes_before = people.swarm().traffic().bytes_in;
  Rush rush;
  rush.all_got_there = people.swarm().run_until([&] { return people.in_step() == people.size(); }, kPatienceMs);
  rush.server_cpu_us = share(static_cast<double>(cpu_ns(process_id) - cpu_before) / 1'000, people.size());
  rush.bytes = share(static_cast<double>(people.swarm().traffic().bytes_in - bytes_before), people.size());
  for (std::size_t who = 0; who < people.size(); ++who) rush.ms.push_back(ms_between(begun, people.in_step_at(who)));
  return rush;
}

void add_to(Figures& figures, const std::string& circumstance, const std::string& subject, const Rush& rush) {
  const auto add = [&](const char* measure, const char* unit, double value) {
    figures.add(circumstance, subject, measure, unit, value);
  };
  add("first", "ms", at_part(rush.ms, 0));
  add("median", "ms", at_part(rush.ms, 0.5));
  add("p99", "ms", at_part(rush.ms, 0.99));
  add("last", "ms", at_part(rush.ms, 1));
  add("server CPU of each", "µs", rush.server_cpu_us);
  add("bytes to each", "", rush.bytes);
}

}  // namespace samtale::bench
