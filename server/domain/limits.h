#pragma once
// Every limit of the software, by name. Each is tested at its edge. Texts are counted in code points, sizes in bytes,
// lengths in milliseconds.
#include <cstddef>
#include <cstdint>

namespace samtale::limits {

using Millis = std::int64_t;

// The wire.
inline constexpr std::size_t kClientMessageBytes = 65'536;
inline constexpr std::size_t kOutboxBytes = 1'048'576;
inline constexpr std::size_t kConnectionsPerDevice = 5;
inline constexpr std::size_t kTokensPerDevice = 8;  // the newest; a device that lost its own joins again
inline constexpr std::size_t kConnectionsPerPersonalLink = 20;
inline constexpr Millis kHeardJustNowMs = 2'000;
inline constexpr double kCommandsPerSecond = 20;
inline constexpr double kCommandBurst = 40;
inline constexpr std::size_t kTooFastInARow = 200;
inline constexpr Millis kThrownOutForMs = 30'000;
inline constexpr Millis kHelloWithinMs = 10'000;
// With the sweep and the closing handshake the dead are gone within 60 seconds.
inline constexpr Millis kSilentForMs = 54'000;
inline constexpr Millis kNoProgressMs = 10'000;
inline constexpr std::size_t kHttpHeaderBytes = 16'384;
inline constexpr std::size_t kHttpBodyBytes = 65'536;
inline constexpr std::size_t kReportsWaiting = 200;  // pages being made for groups that have finished, all at once
inline constexpr std::uint64_t kTalkBytes = 4ull * 1024 * 1024 * 1024;
inline constexpr std::size_t kCaptionsBytes = 1'048'576;
inline constexpr std::size_t kUnfinishedUploadsPerTalk = 2;
inline constexpr std::size_t kUnfinishedUploads = 64;  // of all seminars
inline constexpr Millis kUploadWithinMs = 24 * 3'600'000;
inline constexpr std::uint64_t kDiskBytesKeptFree = 256ull * 1024 * 1024;  // from uploads, for everything else
inline constexpr std::size_t kFileName = 255;
inline constexpr std::size_t kPreparationsRemembered = 1'000;  // what became of the newest upload of each talk

// The room.
inline constexpr std::size_t kRoomInbox = 65'536;
inline constexpr std::size_t kEventsPerAppend = 512;
inline constexpr std::size_t kAnswersPerAppend = 4'096;  // also to those whose command led to no event
inline constexpr std::size_t kEventsPerRead = 4'096;
// What a room remembers for those who come back, in frames and in bytes of all of them.
inline constexpr std::size_t kResumableFrames = 4'096;
inline constexpr std::size_t kResumableBytesInAll = 16'777'216;
// More than this to catch up with, and a snapshot is sent instead: it must fit into the outbox beside what comes next.
inline constexpr std::size_t kResumableBytes = kOutboxBytes / 2;
// Refused, or nothing to do: what a room remembers for copies that come late. A silent connection that could bring one
// lives for kSilentForMs, so this is three hundred such answers a second, all the time.
inline constexpr std::size_t kAnswersRemembered = 16'384;
inline constexpr Millis kRoomRestsAfterMs = 10 * 60'000;

// A seminar.
inline constexpr std::size_t kTitle = 200;
inline constexpr std::size_t kPrompt = 2'000;
inline constexpr std::size_t kStepsPerPhase = 12;
inline constexpr std::size_t kCardsPerStep = 8;
inline constexpr std::size_t kCard = 80;
inline constexpr Millis kShortestPhaseMs = 1'000;
inline constexpr Millis kLongestPhaseMs = 4 * 3'600'000;
inline constexpr std::size_t kBroadcast = 500;
inline constexpr Millis kShortestStageMs = 30'000;  // of a group that is called up
inline constexpr Millis kLongestStageMs = 5 * 60'000;
inline constexpr Millis kStageUnitMs = 5'000;
inline constexpr std::size_t kMeetingUrl = 500;
inline constexpr std::size_t kPageUrl = 500;      // of a talk that is shown elsewhere
inline constexpr Millis kTalkUnitMs = 30'000;     // a phase that shows a recording lasts whole ones of these
inline constexpr std::size_t kSha256Bytes = 32;   // FIPS 180-4
inline constexpr std::size_t kThemes = 12;
inline constexpr std::size_t kTheme = 60;
inline constexpr std::size_t kGroupsPerSeminar = 2'000;
inline constexpr std::size_t kGroupsPerCommand = 500;
// Everybody in the lobby at once, on one machine: connections of one seminar.
inline constexpr std::size_t kConnectionsPerSeminar = 20'000;

inline constexpr Millis kExtraTimeMs = 5 * 60'000;  // for a single group
inline constexpr std::size_t kGroupsWithExtraTime = 100;  // more than that need a longer phase

// A group.
inline constexpr std::size_t kGroupName = 120;
inline constexpr std::size_t kWorkplace = 200;
inline constexpr std::size_t kMunicipality = 100;
inline constexpr std::size_t kEmail = 254;  // RFC 5321
inline constexpr std::size_t kPersonName = 60;
inline constexpr std::size_t kRoster = 60;
inline constexpr Millis kShortestTurnMs = 30'000;  // in a round
inline constexpr Millis kTurnUnitMs = 5'000;
inline constexpr Millis kALittleLongerMs = 30'000;
inline constexpr std::size_t kTurnsToUndo = 20;
inline constexpr std::size_t kNote = 4'000;
inline constexpr std::size_t kNotesPerGroup = 1'000;
inline constexpr std::size_t kSharedInsightsPerGroup = 10;
inline constexpr std::size_t kQuestion = 500;
inline constexpr std::size_t kQuestionsPerGroup = 50;
inline constexpr std::size_t kActionPointWhat = 1'000;
inline constexpr std::size_t kActionPointWho = 200;
inline constexpr std::size_t kActionPointFirstStep = 500;
inline constexpr std::size_t kActionPointLeadership = 500;
inline constexpr std::size_t kActionPointObstacles = 500;
inline constexpr std::size_t kActionPointSign = 500;
inline constexpr std::size_t kReservation = 500;
inline constexpr std::size_t kActionPointsPerGroup = 100;
inline constexpr std::size_t kMessagesPerActionPoint = 50;

}  // namespace samtale::limits
