#include "tests/network/schedule.h"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>

namespace samtale::network_test {
namespace {

constexpr std::array<std::string_view, 9> kNames = {
    "calm", "slow", "drip", "freeze", "one way", "half open", "cut (RST)", "cut (FIN)", "cut (client only)"};
constexpr int kShortestMs = 1'000;
constexpr int kLongestMs = 3'000;
constexpr int kUnnoticedOneIn = 3;

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : dice_(seed) {}

  int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(dice_); }
  bool one_in(int chances) { return between(1, chances) == 1; }

  Turn turn(int at_ms, std::size_t line) {
    Turn drawn{.at_ms = at_ms, .line = line};
    drawn.what = static_cast<Happening>(between(0, static_cast<int>(kNames.size()) - 1));
    drawn.direction = one_in(2) ? Direction::up : Direction::down;
    drawn.loses = drawn.what == Happening::one_way && one_in(2);
    if (drawn.what == Happening::slow) drawn.weather = {.delay_ms = between(20, 400), .jitter_ms = between(0, 300)};
    if (drawn.what == Happening::drip)
      drawn.weather = {.drip_bytes = static_cast<std::size_t>(between(1, 40)), .drip_every_ms = between(5, 30)};
    return drawn;
  }

 private:
  std::mt19937_64 dice_;
};

}  // namespace

Schedule draw_schedule(std::uint64_t seed, std::size_t lines) {
  Draw draw(seed);
  Schedule schedule{.seed = seed};
  schedule.length_ms = draw.between(kShortestMs, kLongestMs);
  schedule.end_is_noticed = seed % kUnnoticedOneIn != 0;
  for (std::size_t line = 0; line < lines; ++line) {
    for (int at_ms = draw.between(0, 300); at_ms < schedule.length_ms; at_ms += draw.between(150, 800))
      schedule.turns.push_back(draw.turn(at_ms, line));
  }
  std::stable_sort(schedule.turns.begin(), schedule.turns.end(),
                   [](const Turn& a, const Turn& b) { return a.at_ms < b.at_ms; });
  return schedule;
}

std::string to_text(const Schedule& schedule) {
  auto text = "seed " + std::to_string(schedule.seed) + ", " + std::to_string(schedule.length_ms) + " ms, the end is " +
              (schedule.end_is_noticed ? "noticed" : "not noticed") + "\n";
  for (const auto& turn : schedule.turns) {
    text += std::to_string(turn.at_ms) + " ms, line " + std::to_string(turn.line) + ": ";
    text += kNames.at(static_cast<std::size_t>(turn.what));
    if (turn.what == Happening::one_way)
      text += std::string(turn.direction == Direction::up ? ", up " : ", down ") + (turn.loses ? "lost" : "held");
    if (turn.weather.delay_ms > 0)
      text += " by " + std::to_string(turn.weather.delay_ms) + " + " + std::to_string(turn.weather.jitter_ms) + " ms";
    if (turn.weather.drip_bytes > 0)
      text += " of " + std::to_string(turn.weather.drip_bytes) + " bytes every " +
              std::to_string(turn.weather.drip_every_ms) + " ms";
    text += "\n";
  }
  return text;
}

}  // namespace samtale::network_test
