#pragma once
// Seminars to begin with, each further along than the one before: always the same ones. A scene can be asked what its
// people try next, which is what a corpus is made of. Threads: one.
#include <string>
#include <vector>

#include "domain/event.h"
#include "store/event_store.h"
#include "tests/unit/domain/random_seminar.h"
#include "wire/stored_event.h"

namespace samtale::fuzz {

inline constexpr std::size_t kScenes = 6;

class Scene {
 public:
  // `number` below kScenes.
  explicit Scene(std::size_t number) : random_(number + 1) {
    constexpr int kAttempts[kScenes] = {0, 40, 100, 200, 350, 600};
    for (int i = 0; i < kAttempts[number]; ++i) next();
    for (const auto& event : log()) records_.push_back({event.command, wire::encode_event(event)});
  }

  const Seminar& state() const { return random_.seminar.state(); }
  const std::vector<Event>& log() const { return random_.seminar.log(); }
  // The log as it is stored, as far as the scene goes at first.
  const std::vector<store::EventRecord>& records() const { return records_; }
  Millis now_ms() const { return random_.seminar.now_ms(); }

  // Everybody who can be connected.
  std::vector<Viewer> people() const {
    auto all = random_.viewers();
    std::erase_if(all, [](const Viewer& viewer) { return viewer.role == Role::room; });
    return all;
  }
  testing::RandomSeminar::Attempt next() {
    auto attempt = random_.next_attempt();
    random_.seminar.ask(attempt.viewer, attempt.command);
    return attempt;
  }

 private:
  testing::RandomSeminar random_;
  std::vector<store::EventRecord> records_;
};

}  // namespace samtale::fuzz
