// P-84 to P-87: where a recording is, jumps, what a restart leaves as it was, and how players stand.
#include <algorithm>
#include <fstream>

#include "media/file_digest.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

constexpr Millis kLengthMs = 600'000;

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((value >> shift) & 0xff));
  return bytes;
}

std::string box(const std::string& type, const std::string& content) {
  return big_endian(static_cast<std::uint32_t>(content.size() + 8)) + type + content;
}

// Ten minutes by its header (ISO/IEC 14496-12, 8.2.2); nobody plays it here.
std::string recording() {
  const auto movie_header =
      big_endian(0) + big_endian(0) + big_endian(0) + big_endian(1'000) + big_endian(kLengthMs) + std::string(80, '\0');
  return box("ftyp", "isom" + big_endian(512) + "isommp41") +
         box("moov", box("mvhd", movie_header) + box("trak", box("tkhd", std::string(84, '\0')))) +
         box("mdat", std::string(1'000, 'm'));
}

class Talks : public Venue {
 protected:
  // The first talk has a recording, the second none.
  void open_with_a_recording() {
    const auto file = folder_.path() / "talk.mp4";
    std::ofstream(file, std::ios::binary) << recording();
    open({"--talk-1", file.string()});
  }
  static const Playback& playback(const Client& client) { return client->entities().playback; }
  static bool seek(const Client& leader, Millis position_ms) {
    return leader->took_effect(command::SeekTalk{leader->phase_revision(), playback(leader).revision, position_ms});
  }
  static void report(const Client& from, const TalkReport& report) {
    from->session().connection()->send_binary(wire::write_talk_report(report));
  }
  static const TalkReport* told(const Client& staff, GroupId group) {
    const auto found = staff->mirror().talks().find(group);
    return found == staff->mirror().talks().end() ? nullptr : &found->second.report;
  }
  static bool was_told_of_players(const Client& client) {
    const auto& messages = client->messages();
    return std::any_of(messages.begin(), messages.end(), [](const wire::ServerMessage& message) {
      const auto* changes = std::get_if<wire::Changes>(&message);
      return changes != nullptr && std::any_of(changes->changes.begin(), changes->changes.end(), [](const Change& one) {
               return std::holds_alternative<change::GroupTalk>(one);
             });
    });
  }
};

TalkReport playing(Millis behind_ms) {
  TalkReport made{100, 60, true, PlayerState::playing, behind_ms, 12'000, MediaKind::low, false, false};
  return made;
}

TEST_F(Talks, P85_ARecordingHasAtLeastOneVersion) {
  open_with_a_recording();
  const auto speaker = staff("speaker");
  const auto& agenda = speaker->entities().plan->agenda;
  const auto& talk = find_phase(agenda, PhaseKind::talk_1)->talk;
  EXPECT_FALSE(talk.media.empty());
  EXPECT_FALSE(talk.versions.empty());
  EXPECT_TRUE(find_phase(agenda, PhaseKind::talk_2)->talk.versions.empty());
}

// Else no screen of the demo seminar would fetch it before it begins.
TEST_F(Talks, TheDemoTellsHowLargeItsRecordingIsAndItsDigest) {
  open_with_a_recording();
  const auto speaker = staff("speaker");
  const auto& phase = *find_phase(speaker->entities().plan->agenda, PhaseKind::talk_1);
  const auto file = media::digest_of(folder_.path() / "talk.mp4", false);
  ASSERT_TRUE(file);
  const std::vector<MediaVersion> expected{{MediaKind::original, file->bytes, file->sha256}};
  EXPECT_EQ(phase.talk.versions, expected);
  EXPECT_EQ(phase.length_ms, phase_length_for(phase.talk.media_length_ms));
}

TEST_F(Talks, P84_AJumpMovesEverybodyAndNotTheTimer) {
  open_with_a_recording();
  const auto facilitator = staff("facilitator");
  const auto organiser = staff("organiser");
  const auto joined = join_new("Familiegruppen");
  const auto host = arrived(joined);
  const auto phone = arrived(join(Role::phone, joined.group));
  lead_to(*facilitator, PhaseKind::talk_1);
  const auto timer = facilitator->entities().timer;
  const auto before = playback(facilitator);
  ASSERT_TRUE(before.playing);
  ASSERT_TRUE(seek(facilitator, 300'000));
  const auto after = playback(facilitator);
  EXPECT_EQ(after.media, before.media);
  EXPECT_EQ(after.revision, before.revision + 1);
  EXPECT_LE(after.playing_since_ms, before.playing_since_ms - 300'000 + 60'000);
  for (const auto* each : {&organiser, &host, &phone}) {
    EXPECT_TRUE((*each)->wait_for([&] { return playback(*each) == after; }));
    EXPECT_EQ((*each)->entities().timer, timer);
  }
  // Somebody who comes late starts where the others are.
  const auto late = arrived(join(Role::screen, joined.group));
  EXPECT_EQ(playback(late), after);
}

TEST_F(Talks, P84_WhileTheTimerIsPausedTheRecordingStandsWhereItWasPut) {
  open_with_a_recording();
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::talk_1);
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{facilitator->entities().timer.revision}));
  ASSERT_TRUE(seek(facilitator, 123'000));
  EXPECT_FALSE(playback(facilitator).playing);
  EXPECT_EQ(playback(facilitator).paused_at_ms, 123'000);
  ASSERT_TRUE(facilitator->took_effect(command::ResumeTimer{facilitator->entities().timer.revision}));
  EXPECT_TRUE(playback(facilitator).playing);
  EXPECT_EQ(playback(facilitator).revision, 1U);
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{facilitator->entities().timer.revision}));
  EXPECT_GE(playback(facilitator).paused_at_ms, 123'000);
}

TEST_F(Talks, P84_AJumpEndsWithTheRecordingAndNamesWhatWasSeen) {
  open_with_a_recording();
  const auto facilitator = staff("facilitator");
  const auto host = arrived(join_new("Familiegruppen"));
  EXPECT_FALSE(seek(facilitator, 0));
  EXPECT_EQ(facilitator->last_refusal().code, RejectionCode::not_now);
  lead_to(*facilitator, PhaseKind::talk_1);
  EXPECT_FALSE(seek(facilitator, kLengthMs + 1));
  EXPECT_EQ(facilitator->last_refusal(),
            (Rejection{RejectionCode::length_out_of_range, "position_ms", static_cast<std::uint32_t>(kLengthMs)}));
  EXPECT_TRUE(seek(facilitator, kLengthMs));
  EXPECT_FALSE(facilitator->took_effect(command::SeekTalk{facilitator->phase_revision(), 0, 1'000}));
  EXPECT_EQ(facilitator->last_refusal().code, RejectionCode::stale_revision);
  EXPECT_FALSE(facilitator->took_effect(command::SeekTalk{facilitator->phase_revision() - 1, 1, 1'000}));
  EXPECT_EQ(facilitator->last_refusal().code, RejectionCode::stale_revision);
  ASSERT_TRUE(host->catch_up());
  EXPECT_FALSE(host->took_effect(command::SeekTalk{host->phase_revision(), 1, 1'000}));
  EXPECT_EQ(host->last_refusal().code, RejectionCode::not_allowed);
  lead_to(*facilitator, PhaseKind::talk_2);
  EXPECT_EQ(playback(facilitator), Playback{});
  EXPECT_FALSE(seek(facilitator, 0));
  EXPECT_EQ(facilitator->last_refusal().code, RejectionCode::not_now);
}

TEST_F(Talks, P84_ARecordingPlaysOnFromTheSameMomentAfterKill9) {
  open_with_a_recording();
  const auto facilitator = staff("facilitator");
  const auto host = arrived(join_new("Familiegruppen"));
  lead_to(*facilitator, PhaseKind::talk_1);
  ASSERT_TRUE(seek(facilitator, 61'000));
  const auto before = playback(facilitator);
  ASSERT_TRUE(before.playing);
  kill_and_start_again();
  for (const auto* each : {&facilitator, &host}) {
    ASSERT_TRUE((*each)->wait_for_end());
    ASSERT_TRUE((*each)->hello());
    EXPECT_EQ(playback(*each), before);
  }
  const auto newcomer = staff("organiser");
  EXPECT_EQ(playback(newcomer), before);
  EXPECT_FALSE(newcomer->took_effect(command::SeekTalk{newcomer->phase_revision(), 0, 1'000}));
  EXPECT_TRUE(seek(newcomer, 1'000));
}

TEST_F(Talks, P86_HowPlayersStandIsToldToStaffAndToNobodyElse) {
  open_with_a_recording();
  const auto facilitator = staff("facilitator");
  const auto organiser = staff("organiser");
  const auto speaker = staff("speaker");
  const auto joined = join_new("Familiegruppen");
  const auto host = arrived(joined);
  const auto screen = arrived(join(Role::screen, joined.group));
  const auto phone = arrived(join(Role::phone, joined.group));
  const auto neighbour = arrived(join_new("Børnegruppen"));
  report(phone, playing(0));
  report(host, playing(4'000));
  for (const auto* each : {&facilitator, &organiser}) {
    ASSERT_TRUE((*each)->wait_for([&] { return told(*each, joined.group) != nullptr; }));
    EXPECT_EQ(*told(*each, joined.group), playing(4'000)) << "phones do not show talks";
  }
  auto absurd = playing(-200);
  absurd.talk_1_percent = 4'000'000'000;
  report(screen, absurd);
  ASSERT_TRUE(facilitator->wait_for([&] { return *told(facilitator, joined.group) == playing(-200); }));
  EXPECT_EQ(facilitator->mirror().talks().at(joined.group).devices, 2U);
  const auto late = arrived(token_of("facilitator"));
  ASSERT_NE(told(late, joined.group), nullptr);
  EXPECT_EQ(*told(late, joined.group), playing(-200));

  for (const auto* each : {&host, &screen, &phone, &neighbour, &speaker}) {
    ASSERT_TRUE((*each)->catch_up());
    EXPECT_FALSE(was_told_of_players(*each));
  }
  screen->drop();
  EXPECT_TRUE(facilitator->wait_for([&] { return *told(facilitator, joined.group) == playing(4'000); }));
  host->drop();
  EXPECT_TRUE(facilitator->wait_for([&] { return told(facilitator, joined.group) == nullptr; }));
}

TEST_F(Talks, P87_WhoResumesLosesPlayersThatWentWithTheServer) {
  open_with_a_recording();
  const auto facilitator = staff("facilitator");
  const auto joined = join_new("Familiegruppen");
  const auto host = arrived(joined);
  report(host, playing(0));
  ASSERT_TRUE(facilitator->wait_for([&] { return told(facilitator, joined.group) != nullptr; }));
  ASSERT_TRUE(facilitator->catch_up());
  kill_and_start_again();
  ASSERT_TRUE(facilitator->wait_for_end());
  ASSERT_TRUE(facilitator->hello());
  ASSERT_TRUE(facilitator->catch_up());
  EXPECT_EQ(told(facilitator, joined.group), nullptr);
  ASSERT_TRUE(host->wait_for_end());
  ASSERT_TRUE(host->hello());
  report(host, playing(50));
  ASSERT_TRUE(facilitator->wait_for([&] { return told(facilitator, joined.group) != nullptr; }));
  EXPECT_EQ(*told(facilitator, joined.group), playing(50));
}

}  // namespace
}  // namespace samtale::protocol_test
