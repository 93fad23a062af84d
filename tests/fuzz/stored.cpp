// Input: one byte that says what it is, then the bytes.
//   below kScenes: records, each of them an event as it lies in the log, behind that scene's log
//   kOneState:     a room's whole state, without its checksum, which is put right so that the reader looks further
//   else:          one event
//
// Held: what is read can be written and read again as the same; an event that is read can be applied to any state, and
// what comes of it can be kept as a snapshot and shown to anybody; no more memory is asked for than the bytes are
// worth.
#include <array>
#include <memory>
#include <set>

#include <boost/crc.hpp>

#include "domain/apply.h"
#include "domain/project.h"
#include "fuzz/invariant.h"
#include "fuzz/largest_allocation.h"
#include "fuzz/records.h"
#include "fuzz/scene.h"
#include "fuzz/targets.h"
#include "ops/log.h"
#include "wire/server_frame.h"
#include "wire/stored_event.h"
#include "wire/stored_state.h"

namespace samtale::fuzz {
namespace {

constexpr std::uint8_t kOneState = 0x80;
constexpr std::size_t kMostRecords = 64;
// Protobuf's own tables are a few kilobytes; the largest thing a byte can stand for is an empty group or phase.
constexpr std::size_t kBytesPerByte = 512;
constexpr std::size_t kAtLeast = 64 * 1024;

const Scene& scene_of(std::size_t number) {
  static std::array<std::unique_ptr<Scene>, kScenes> scenes;
  auto& scene = scenes[number];
  if (!scene) scene = std::make_unique<Scene>(number);
  return *scene;
}

void check_memory(const LargestAllocation& largest, std::size_t input_bytes) {
  require(largest.bytes() <= kAtLeast + kBytesPerByte * input_bytes,
          "what is read asks for no more memory than it is worth");
}

std::optional<Event> read_event(std::string_view bytes) {
  const LargestAllocation largest;
  const auto event = wire::decode_event(bytes);
  check_memory(largest, bytes.size());
  if (!event) return std::nullopt;
  const auto written = wire::encode_event(*event);
  const auto again = wire::decode_event(written);
  require(again == event, "an event that was read can be written and read again");
  require(wire::encode_event(*again) == written, "an event is written in one way only");
  return event;
}

void check_snapshot(const Seminar& seminar) {
  const wire::StoredState state{{1, 7}, "last", seminar, {}};
  const auto again = wire::decode_state(wire::encode_state(state));
  require(again && again->seminar == seminar, "a state comes back from its snapshot");
}

// To one of each role.
void check_screens(const Seminar& seminar, const std::vector<Viewer>& people) {
  std::set<Role> shown;
  for (const auto& viewer : people) {
    if (!shown.insert(viewer.role).second) continue;
    const auto frame = wire::frame(wire::Changes{Position{1, 7}, {}, true, snapshot(seminar, viewer)});
    require(wire::read_server_frame(wire::payload_of(frame)).has_value(), "what is shown of a state can be read");
  }
}

void one_event(std::string_view bytes) {
  const auto event = read_event(bytes);
  if (!event) return;
  auto seminar = scene_of(kScenes / 2).state();
  apply(seminar, *event);
  project(*event, seminar);
  check_snapshot(seminar);
}

void events_behind(const Scene& scene, std::string_view bytes) {
  auto seminar = scene.state();
  auto records = read_records(bytes);
  if (records.size() > kMostRecords) records.resize(kMostRecords);
  for (const auto& record : records) {
    const auto event = read_event(record.bytes);
    if (!event) return;  // so does the server: such a log is not read further
    apply(seminar, *event);
    project(*event, seminar);
  }
  check_snapshot(seminar);
  check_screens(seminar, scene.people());
}

void one_state(std::string_view bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  std::string whole;
  for (int i = 0; i < 4; ++i) whole.push_back(static_cast<char>(crc.checksum() >> (8 * i)));
  whole += bytes;
  const LargestAllocation largest;
  const auto state = wire::decode_state(whole);
  check_memory(largest, whole.size());
  if (!state) return;
  const auto again = wire::decode_state(wire::encode_state(*state));
  require(again && again->position == state->position && again->last_event == state->last_event &&
              again->commands == state->commands && again->seminar == state->seminar,
          "a state that was read can be written and read again");
}

}  // namespace

void stored(std::string_view input) {
  if (input.empty()) return;
  ops::log::set_level(ops::log::Level::none);
  const auto kind = static_cast<std::uint8_t>(input.front());
  const auto bytes = input.substr(1);
  if (kind < kScenes) return events_behind(scene_of(kind), bytes);
  if (kind == kOneState) return one_state(bytes);
  one_event(bytes);
}

}  // namespace samtale::fuzz
