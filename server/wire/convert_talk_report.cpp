#include "wire/convert_talk_report.h"

#include "wire/convert_enums.h"
#include "wire/convert_millis.h"

namespace samtale::wire {

static_assert(static_cast<int>(PlayerState::nothing) == v1::PLAYER_STATE_UNSPECIFIED);
static_assert(static_cast<int>(PlayerState::playing) == v1::PLAYER_STATE_PLAYING);
static_assert(static_cast<int>(PlayerState::paused) == v1::PLAYER_STATE_PAUSED);
static_assert(static_cast<int>(PlayerState::stalled) == v1::PLAYER_STATE_STALLED);
static_assert(static_cast<int>(PlayerState::blocked) == v1::PLAYER_STATE_BLOCKED);
static_assert(static_cast<int>(PlayerState::broken) == v1::PLAYER_STATE_BROKEN);

void to_wire(const TalkReport& report, v1::TalkReport& out) {
  out.set_talk_1_percent(report.talk_1_percent);
  out.set_talk_2_percent(report.talk_2_percent);
  out.set_sound_unlocked(report.sound_unlocked);
  out.set_player(static_cast<v1::PlayerState>(report.player));
  out.set_behind_ms(delta_to_wire(report.behind_ms));
  out.set_buffered_ahead_ms(length_to_wire(report.buffered_ahead_ms));
  out.set_version(to_wire(report.version));
  out.set_local_file(report.local_file);
  out.set_stays_behind(report.stays_behind);
}

TalkReport from_wire(const v1::TalkReport& message) {
  const bool is_known = v1::PlayerState_IsValid(message.player());
  return {message.talk_1_percent(),
          message.talk_2_percent(),
          message.sound_unlocked(),
          is_known ? static_cast<PlayerState>(message.player()) : PlayerState::nothing,
          message.behind_ms(),
          message.buffered_ahead_ms(),
          from_wire(message.version()).value_or(MediaKind{}),
          message.local_file(),
          message.stays_behind()};
}

}  // namespace samtale::wire
