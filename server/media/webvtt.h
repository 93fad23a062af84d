#pragma once
// Is this text a file of captions that a browser can show? WebVTT (W3C), more strictly than browsers read it: they
// leave out what they do not understand, and an organiser should hear of that before the seminar. Pure. Threads: any.
#include <cstdint>
#include <optional>
#include <string_view>

namespace samtale::media {

inline constexpr std::int64_t kLatestCaptionMs = 24ll * 3'600'000;

// The line, counted from 1, of the first mistake; nullopt: there is none. A mistake is: bytes that are not UTF-8, or
// zero; no `WEBVTT` at the beginning; a cue without times, or times that are not well formed, not in order, or later
// than 24 hours; an arrow where no times belong; a setting without a name or a value.
std::optional<std::uint32_t> first_webvtt_mistake(std::string_view text);

}  // namespace samtale::media
