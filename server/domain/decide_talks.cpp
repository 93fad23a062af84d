// The rules for recordings of talks: what is attached, and jumps while one plays.
#include <algorithm>
#include <set>

#include "domain/decide_parts.h"

namespace samtale::rules {
namespace {

bool is_well_made(const std::vector<MediaVersion>& versions) {
  std::set<MediaKind> kinds;
  return std::all_of(versions.begin(), versions.end(), [&kinds](const MediaVersion& version) {
    const bool known = version.kind >= MediaKind::original && version.kind <= MediaKind::sound;
    const bool has_checksum = version.sha256.empty() || version.sha256.size() == limits::kSha256Bytes;
    return known && has_checksum && kinds.insert(version.kind).second;
  });
}

MediaId captions_in(const Talk& talk, Language language) {
  const auto found = std::find_if(talk.captions.begin(), talk.captions.end(),
                                  [language](const Captions& captions) { return captions.language == language; });
  return found == talk.captions.end() ? MediaId{} : found->media;
}

}  // namespace

Decision rule(const Request& request, const command::AttachTalk& asked) {
  const Seminar& seminar = request.seminar;
  if (has_ended(seminar)) return reject(RejectionCode::not_now);
  const Phase* phase = is_talk(asked.phase) ? find_phase(seminar.agenda, asked.phase) : nullptr;
  if (phase == nullptr) return reject(RejectionCode::not_found, "phase");
  const bool is_new = phase->talk.media != asked.media;
  if (is_new && !is_before_the_first_phase(seminar)) return reject(RejectionCode::not_now);
  const Millis length_ms = asked.media.empty() ? 0 : asked.media_length_ms;
  if (length_ms < 0 || length_ms > limits::kLongestPhaseMs) {
    return reject(RejectionCode::length_out_of_range, "media_length_ms", limits::kLongestPhaseMs);
  }
  if (!is_well_made(asked.versions)) return reject(RejectionCode::malformed, "versions");
  if (is_new && phase->talk.media != asked.replaces) return reject(RejectionCode::stale_revision, "media_id");

  Talk talk = phase->talk;
  talk.media = asked.media;
  talk.media_length_ms = length_ms;
  talk.versions = versions_or_original(asked.media, asked.versions);
  talk.has_poster = asked.has_poster && !asked.media.empty();
  if (talk == phase->talk) return nothing_to_do();
  // Somebody may have given the phase another length since; the same recording does not take that back.
  const Millis phase_length_ms = is_new && length_ms > 0 ? phase_length_for(length_ms) : 0;
  return happened(
      event::TalkAttached{asked.phase, talk.media, length_ms, talk.versions, talk.has_poster, phase_length_ms});
}

Decision rule(const Request& request, const command::AttachCaptions& asked) {
  const Seminar& seminar = request.seminar;
  if (has_ended(seminar)) return reject(RejectionCode::not_now);
  const Phase* phase = is_talk(asked.phase) ? find_phase(seminar.agenda, asked.phase) : nullptr;
  if (phase == nullptr) return reject(RejectionCode::not_found, "phase");
  if (asked.language != Language::danish && asked.language != Language::english) {
    return reject(RejectionCode::malformed, "language");
  }
  const MediaId present = captions_in(phase->talk, asked.language);
  if (present == asked.media) return nothing_to_do();
  if (present != asked.replaces) return reject(RejectionCode::stale_revision, "media_id");
  return happened(event::CaptionsAttached{asked.phase, asked.language, asked.media});
}

Decision rule(const Request& request, const command::SeekTalk& asked) {
  const Seminar& seminar = request.seminar;
  const Playback& playback = seminar.playback;
  const Phase* phase = running_phase(seminar);
  if (phase == nullptr || playback.media.empty()) return reject(RejectionCode::not_now);
  if (asked.phase_revision != seminar.session.phase_revision) return reject(RejectionCode::stale_revision);
  if (asked.playback_revision != playback.revision) return reject(RejectionCode::stale_revision);
  const Millis length_ms = phase->talk.media_length_ms;
  if (asked.position_ms < 0 || asked.position_ms > length_ms) {
    return reject(RejectionCode::length_out_of_range, "position_ms", static_cast<std::size_t>(length_ms));
  }
  if (!playback.playing && playback.paused_at_ms == asked.position_ms) return nothing_to_do();
  return happened(event::TalkSought{asked.position_ms});
}

}  // namespace samtale::rules
