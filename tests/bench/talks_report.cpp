#include "talks_report.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>

#include <boost/json.hpp>

namespace samtale::bench {
namespace {

namespace json = boost::json;

// Of the whole machine.
constexpr double kMuchForOthers = 0.15;

template <class Figure>
auto middle_of(const std::vector<Round>& rounds, Figure figure) {
  std::vector<decltype(figure(rounds.front()))> all;
  for (const auto& round : rounds) all.push_back(figure(round));
  const auto at = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), at, all.end());
  return *at;
}

double megabytes_per_second(const Round& round) {
  const auto& watched = round.watched;
  return watched.seconds > 0 ? static_cast<double>(watched.bytes) / 1e6 / watched.seconds : 0;
}

std::string now_in_utc() {
  const auto now = std::time(nullptr);
  char text[32] = {};
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return text;
}

json::object json_of(const Round& round) {
  return {{"beside", round.beside},
          {"seconds", round.seconds},
          {"broadcast_p50_ms", round.broadcast_p50_ms},
          {"broadcast_p99_ms", round.broadcast_p99_ms},
          {"broadcasts_received", round.broadcasts},
          {"broadcasts_missed", round.missed},
          {"edit_p50_ms", round.edit_p50_ms},
          {"edit_p99_ms", round.edit_p99_ms},
          {"edits", round.edits},
          {"recording_mb_per_s", megabytes_per_second(round)},
          {"answers_206", round.watched.answers},
          {"refused", round.watched.refused},
          {"starved_viewers", round.watched.starved},
          {"server_cores", round.server_cpu},
          {"client_cores", round.own_cpu},
          {"other_cores", round.others_cpu}};
}

}  // namespace

std::vector<std::string> TalksReport::kinds() const {
  std::vector<std::string> found;
  for (const auto& round : rounds) {
    if (std::find(found.begin(), found.end(), round.beside) == found.end()) found.push_back(round.beside);
  }
  return found;
}

Round TalksReport::middle(const std::string& beside) const {
  std::vector<Round> kind;
  std::copy_if(rounds.begin(), rounds.end(), std::back_inserter(kind),
               [&](const Round& round) { return round.beside == beside; });
  Round all;
  if (kind.empty()) return all;
  all.beside = beside;
  all.broadcast_p50_ms = middle_of(kind, [](const Round& round) { return round.broadcast_p50_ms; });
  all.broadcast_p99_ms = middle_of(kind, [](const Round& round) { return round.broadcast_p99_ms; });
  all.edit_p50_ms = middle_of(kind, [](const Round& round) { return round.edit_p50_ms; });
  all.edit_p99_ms = middle_of(kind, [](const Round& round) { return round.edit_p99_ms; });
  all.server_cpu = middle_of(kind, [](const Round& round) { return round.server_cpu; });
  all.own_cpu = middle_of(kind, [](const Round& round) { return round.own_cpu; });
  all.others_cpu = middle_of(kind, [](const Round& round) { return round.others_cpu; });
  for (const auto& round : kind) {
    all.seconds += round.seconds;
    all.broadcasts += round.broadcasts;
    all.edits += round.edits;
    all.missed += round.missed;
    all.watched.seconds += round.watched.seconds;
    all.watched.bytes += round.watched.bytes;
    all.watched.answers += round.watched.answers;
    all.watched.refused += round.watched.refused;
    all.watched.starved = std::max(all.watched.starved, round.watched.starved);
  }
  return all;
}

bool TalksReport::noisy() const {
  const auto others = middle_of(rounds, [](const Round& round) { return round.others_cpu; });
  return others > kMuchForOthers * machine.cores;
}

void TalksReport::print() const {
  std::printf("%s, %u cores, Linux %s; load %.1f before, %.1f after; %s, %s\n", machine.processor.c_str(),
              machine.cores, machine.kernel.c_str(), load_before, load_after, settings.commit.c_str(),
              settings.build.c_str());
  std::printf("%zu clients in %zu groups, %.0f edits a second, a broadcast to all every %lld ms; %zu viewers\n\n",
              settings.clients, settings.groups, settings.edits_per_second,
              static_cast<long long>(settings.broadcast_every_ms), settings.viewers);
  std::printf("%-28s %17s %17s %8s %8s %8s %7s %7s\n", "", "broadcast p50 p99", "edit      p50 p99", "MB/s", "starved",
              "server", "client", "others");
  for (const auto& kind : kinds()) {
    const auto round = middle(kind);
    std::printf("%-28s %8.2f %8.2f %8.2f %8.2f %8.1f %8zu %8.2f %7.2f %7.2f\n", kind.c_str(), round.broadcast_p50_ms,
                round.broadcast_p99_ms, round.edit_p50_ms, round.edit_p99_ms, megabytes_per_second(round),
                round.watched.starved, round.server_cpu, round.own_cpu, round.others_cpu);
  }
  const auto alone = middle(kinds().front());
  for (const auto& kind : kinds()) {
    if (kind == alone.beside) continue;
    const auto round = middle(kind);
    std::printf("%-28s %7.2fx %7.2fx %7.2fx %7.2fx\n", ("… as against " + alone.beside).c_str(),
                round.broadcast_p50_ms / alone.broadcast_p50_ms, round.broadcast_p99_ms / alone.broadcast_p99_ms,
                round.edit_p50_ms / alone.edit_p50_ms, round.edit_p99_ms / alone.edit_p99_ms);
  }
  std::printf("milliseconds, the middle one of the rounds; processors in cores\n");
  if (noisy()) std::printf("WARNING: other programs kept this machine busy meanwhile; these figures say little\n");
}

bool TalksReport::write_json(const std::string& file) const {
  json::array each;
  for (const auto& round : rounds) each.push_back(json_of(round));
  json::array middles;
  for (const auto& kind : kinds()) middles.push_back(json_of(middle(kind)));
  const json::object all = {{"what", "live messages beside recordings"},
                            {"at", now_in_utc()},
                            {"commit", settings.commit},
                            {"build", settings.build},
                            {"machine",
                             {{"processor", machine.processor},
                              {"cores", machine.cores},
                              {"kernel", machine.kernel},
                              {"memory_bytes", machine.memory_bytes},
                              {"load_before", load_before},
                              {"load_after", load_after},
                              {"noisy", noisy()}}},
                            {"settings",
                             {{"clients", settings.clients},
                              {"groups", settings.groups},
                              {"edits_per_second", settings.edits_per_second},
                              {"broadcast_every_ms", settings.broadcast_every_ms},
                              {"viewers", settings.viewers},
                              {"playing_mbit_per_viewer", settings.playing_mbit},
                              {"preloading_mbit_of_all", settings.line_mbit},
                              {"recording_bytes", settings.recording_bytes}}},
                            {"middle_of_rounds", middles},
                            {"rounds", each}};
  std::ofstream out(file);
  out << json::serialize(all) << '\n';
  return out.good();
}

}  // namespace samtale::bench
