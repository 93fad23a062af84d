// Input: one byte that says which scene it begins with, then records: below kComesBack, the number of a person, and the
// message that this person's device sends; kComesBack and above, the number of one whose connection is lost and comes
// again; kTimePasses, whose two bytes are a number of seconds.
//
// Held: see room_on_trial.h.
#include <array>
#include <memory>

#include "fuzz/records.h"
#include "fuzz/room_on_trial.h"
#include "fuzz/targets.h"
#include "ops/log.h"

namespace samtale::fuzz {
namespace {

constexpr std::uint8_t kComesBack = 0x80;
constexpr std::uint8_t kTimePasses = 0xFF;
constexpr std::size_t kMostRecords = 64;
constexpr Millis kLongestPauseS = 1'024;

const Scene& scene_of(std::size_t number) {
  static std::array<std::unique_ptr<Scene>, kScenes> scenes;
  auto& scene = scenes[number % kScenes];
  if (!scene) scene = std::make_unique<Scene>(number % kScenes);
  return *scene;
}

Millis seconds_in(std::string_view bytes) {
  Millis seconds = 0;
  for (std::size_t i = 0; i < 2 && i < bytes.size(); ++i) seconds = seconds * 256 + static_cast<std::uint8_t>(bytes[i]);
  return seconds % kLongestPauseS;
}

}  // namespace

void commands(std::string_view input) {
  if (input.empty()) return;
  ops::log::set_level(ops::log::Level::none);
  RoomOnTrial room(scene_of(static_cast<std::uint8_t>(input.front())));
  auto records = read_records(input.substr(1));
  if (records.size() > kMostRecords) records.resize(kMostRecords);
  for (const auto& [kind, bytes] : records) {
    if (kind == kTimePasses) {
      room.pass(seconds_in(bytes) * 1'000);
    } else if (kind >= kComesBack) {
      room.come_back(static_cast<std::size_t>(kind - kComesBack) % room.seats());
    } else {
      room.say(kind % room.seats(), bytes);
    }
  }
  room.check_all_agree();
}

}  // namespace samtale::fuzz
