// Recordings of talks: what is attached and when, and jumps while one plays.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "domain/apply.h"
#include "domain/limits.h"
#include "tests/support/seminar_builder.h"

namespace samtale {
namespace {

using testing::kMinuteMs;
using testing::numbered;
using testing::SeminarBuilder;

const Rejection kNotNow{RejectionCode::not_now, "", 0};
const Rejection kStale{RejectionCode::stale_revision, "", 0};
const Rejection kOtherThere{RejectionCode::stale_revision, "media_id", 0};
const std::vector<MediaVersion> kOriginalOfUnknownSize{{MediaKind::original, 0, {}}};
const std::vector<MediaVersion> kMadeVersions{{MediaKind::high, 300, std::string(32, 'h')},
                                              {MediaKind::low, 200, std::string(32, 'l')},
                                              {MediaKind::sound, 100, {}}};

class AttachTalk : public ::testing::Test {
 protected:
  testing::Answer attach(PhaseKind phase, MediaId recording, Millis length_ms, MediaId replaces = {}) {
    return seminar.ask(seminar.room(), command::AttachTalk{phase, recording, length_ms, replaces, {}, false});
  }
  testing::Answer attach_versions(MediaId recording, std::vector<MediaVersion> versions, bool has_poster = false) {
    return seminar.ask(
        seminar.room(),
        command::AttachTalk{PhaseKind::talk_1, recording, kMinuteMs, {}, std::move(versions), has_poster});
  }
  const Phase& phase(PhaseKind kind = PhaseKind::talk_1) { return *find_phase(seminar.state().agenda, kind); }

  const MediaId media = numbered<MediaId>(9);
  const MediaId other = numbered<MediaId>(10);
  SeminarBuilder seminar;
};

TEST_F(AttachTalk, is_possible_until_the_session_runs) {
  EXPECT_TRUE(attach(PhaseKind::talk_1, media, kMinuteMs).accepted());
  EXPECT_TRUE(attach(PhaseKind::talk_1, media, kMinuteMs).changed_nothing());
  seminar.open_lobby();
  EXPECT_TRUE(attach(PhaseKind::talk_2, media, kMinuteMs).accepted());
  seminar.go_to(PhaseKind::welcome);
  EXPECT_EQ(attach(PhaseKind::talk_1, {}, 0, media).rejection(), kNotNow);
  EXPECT_EQ(attach(PhaseKind::talk_1, other, kMinuteMs, media).rejection(), kNotNow);
}

TEST_F(AttachTalk, takes_a_recording_away_too) {
  ASSERT_TRUE(attach_versions(media, kMadeVersions, true).accepted());
  const command::AttachTalk away{PhaseKind::talk_1, {}, kMinuteMs, media, kMadeVersions, true};
  ASSERT_TRUE(seminar.ask(seminar.room(), away).accepted());
  EXPECT_EQ(phase().talk, find_phase(testing::full_agenda(), PhaseKind::talk_1)->talk);
  EXPECT_EQ(phase().length_ms, kMinuteMs) << "nobody knows how long the phase is to be without it";
}

// Who replaces a recording removes its file afterwards: of two uploads at once neither may be replaced unseen.
TEST_F(AttachTalk, replaces_only_what_was_seen) {
  ASSERT_TRUE(attach(PhaseKind::talk_1, media, kMinuteMs).accepted());
  EXPECT_EQ(attach(PhaseKind::talk_1, other, kMinuteMs).rejection(), kOtherThere);
  EXPECT_EQ(phase().talk.media, media);
  EXPECT_TRUE(attach(PhaseKind::talk_1, other, kMinuteMs, media).accepted());
}

TEST_F(AttachTalk, is_for_talks_only) {
  for (const auto kind : {PhaseKind::welcome, PhaseKind::wrap_up, PhaseKind{}}) {
    EXPECT_EQ(attach(kind, media, kMinuteMs).rejection(), (Rejection{RejectionCode::not_found, "phase", 0}));
  }
}

TEST_F(AttachTalk, may_last_as_long_as_a_phase_may) {
  EXPECT_TRUE(attach(PhaseKind::talk_1, media, limits::kLongestPhaseMs).accepted());
  EXPECT_EQ(phase().length_ms, limits::kLongestPhaseMs);
  const Rejection too_long{RejectionCode::length_out_of_range, "media_length_ms", limits::kLongestPhaseMs};
  EXPECT_EQ(attach(PhaseKind::talk_1, media, limits::kLongestPhaseMs + 1).rejection(), too_long);
  EXPECT_EQ(attach(PhaseKind::talk_1, media, -1).rejection(), too_long);
}

TEST_F(AttachTalk, makes_the_phase_last_whole_half_minutes) {
  const std::vector<std::pair<Millis, Millis>> cases{{1, 30'000},
                                                     {30'000, 30'000},
                                                     {30'001, 60'000},
                                                     {14 * kMinuteMs, 14 * kMinuteMs},
                                                     {14 * kMinuteMs + 1, 14 * kMinuteMs + 30'000}};
  MediaId present;
  std::uint64_t number = 20;
  for (const auto& [media_length_ms, phase_length_ms] : cases) {
    const auto next = numbered<MediaId>(++number);
    ASSERT_TRUE(attach(PhaseKind::talk_1, next, media_length_ms, present).accepted());
    EXPECT_EQ(phase().length_ms, phase_length_ms) << media_length_ms;
    EXPECT_EQ(phase().talk.media_length_ms, media_length_ms);
    present = next;
  }
}

TEST_F(AttachTalk, without_versions_is_the_file_as_it_was_uploaded) {
  ASSERT_TRUE(attach(PhaseKind::talk_1, media, kMinuteMs).accepted());
  EXPECT_EQ(phase().talk.versions, kOriginalOfUnknownSize);
  EXPECT_TRUE(attach_versions(media, kOriginalOfUnknownSize).changed_nothing());
}

// The versions are made while the seminar may already have begun.
TEST_F(AttachTalk, tells_of_other_versions_until_the_seminar_ends) {
  ASSERT_TRUE(attach(PhaseKind::talk_1, media, kMinuteMs).accepted());
  seminar.go_to(PhaseKind::talk_1);
  seminar.pass(4'000);
  const auto before = seminar.state();
  ASSERT_TRUE(attach_versions(media, kMadeVersions, true).accepted());
  EXPECT_EQ(phase().talk.versions, kMadeVersions);
  EXPECT_TRUE(phase().talk.has_poster);
  EXPECT_EQ(seminar.state().playback, before.playback);
  EXPECT_EQ(seminar.state().timer, before.timer);
  EXPECT_EQ(phase().length_ms, find_phase(before.agenda, PhaseKind::talk_1)->length_ms);
  EXPECT_TRUE(attach_versions(media, kMadeVersions, true).changed_nothing());
  seminar.go_to(PhaseKind::evaluation);
  EXPECT_TRUE(attach_versions(media, kMadeVersions, false).accepted());
  seminar.end();
  EXPECT_EQ(attach_versions(media, kMadeVersions, true).rejection(), kNotNow);
}

TEST_F(AttachTalk, of_other_versions_leaves_the_length_that_somebody_gave_the_phase_since) {
  ASSERT_TRUE(attach(PhaseKind::talk_1, media, kMinuteMs).accepted());
  Agenda agenda = seminar.state().agenda;
  find_phase(agenda, PhaseKind::talk_1)->length_ms = 3 * kMinuteMs;
  ASSERT_TRUE(seminar.ask(seminar.organiser(), command::EditAgenda{agenda}).accepted());
  ASSERT_TRUE(attach_versions(media, kMadeVersions).accepted());
  EXPECT_EQ(phase().length_ms, 3 * kMinuteMs);
}

TEST_F(AttachTalk, refuses_versions_that_make_no_sense) {
  const Rejection wrong{RejectionCode::malformed, "versions", 0};
  const MediaVersion low{MediaKind::low, 1, {}};
  EXPECT_EQ(attach_versions(media, {low, low}).rejection(), wrong);
  EXPECT_EQ(attach_versions(media, {{MediaKind{}, 1, {}}}).rejection(), wrong);
  EXPECT_EQ(attach_versions(media, {{static_cast<MediaKind>(5), 1, {}}}).rejection(), wrong);
  EXPECT_EQ(attach_versions(media, {{MediaKind::low, 1, std::string(31, 'x')}}).rejection(), wrong);
  EXPECT_EQ(attach_versions(media, {{MediaKind::low, 1, std::string(33, 'x')}}).rejection(), wrong);
  EXPECT_TRUE(attach_versions(media, {{MediaKind::low, 1, std::string(32, 'x')}}).accepted());
}

// Logs of before there were versions say nothing of them.
TEST(OldLog, has_recordings_with_one_version) {
  Agenda agenda = testing::full_agenda();
  find_phase(agenda, PhaseKind::talk_1)->talk.media = numbered<MediaId>(9);
  Seminar seminar;
  apply(seminar, {1, {}, event::SeminarCreated{numbered<SeminarId>(1), {}, agenda, "K7QM3FPA"}});
  EXPECT_EQ(find_phase(seminar.agenda, PhaseKind::talk_1)->talk.versions, kOriginalOfUnknownSize);
  EXPECT_TRUE(find_phase(seminar.agenda, PhaseKind::talk_2)->talk.versions.empty());
  const Millis length_ms = find_phase(seminar.agenda, PhaseKind::talk_2)->length_ms;
  apply(seminar, {2, {}, event::TalkAttached{PhaseKind::talk_2, numbered<MediaId>(10), kMinuteMs, {}, false, 0}});
  EXPECT_EQ(find_phase(seminar.agenda, PhaseKind::talk_2)->talk.versions, kOriginalOfUnknownSize);
  EXPECT_EQ(find_phase(seminar.agenda, PhaseKind::talk_2)->length_ms, length_ms);
  apply(seminar, {3, {}, event::AgendaEdited{agenda}});
  EXPECT_EQ(find_phase(seminar.agenda, PhaseKind::talk_1)->talk.versions, kOriginalOfUnknownSize);
  EXPECT_TRUE(find_phase(seminar.agenda, PhaseKind::talk_2)->talk.versions.empty());
}

class AttachCaptions : public ::testing::Test {
 protected:
  testing::Answer attach(Language language, MediaId media, MediaId replaces = {}, PhaseKind phase = PhaseKind::talk_1) {
    return seminar.ask(seminar.room(), command::AttachCaptions{phase, language, media, replaces});
  }
  const std::vector<Captions>& captions() {
    return find_phase(seminar.state().agenda, PhaseKind::talk_1)->talk.captions;
  }
  const MediaId one = numbered<MediaId>(1);
  const MediaId two = numbered<MediaId>(2);
  SeminarBuilder seminar;
};

TEST_F(AttachCaptions, is_one_file_per_language) {
  ASSERT_TRUE(attach(Language::english, one).accepted());
  ASSERT_TRUE(attach(Language::danish, two).accepted());
  EXPECT_EQ(captions(), (std::vector<Captions>{{Language::danish, two}, {Language::english, one}}));
  EXPECT_TRUE(attach(Language::danish, two).changed_nothing());
  EXPECT_EQ(attach(Language::danish, one).rejection(), kOtherThere);
  ASSERT_TRUE(attach(Language::danish, one, two).accepted());
  EXPECT_EQ(captions(), (std::vector<Captions>{{Language::danish, one}, {Language::english, one}}));
  ASSERT_TRUE(attach(Language::danish, {}, one).accepted());
  EXPECT_EQ(captions(), (std::vector<Captions>{{Language::english, one}}));
  EXPECT_TRUE(attach(Language::danish, {}).changed_nothing());
}

TEST_F(AttachCaptions, is_possible_until_the_seminar_ends) {
  ASSERT_TRUE(attach(Language::danish, one).accepted());
  seminar.go_to(PhaseKind::talk_1);
  ASSERT_TRUE(attach(Language::danish, two, one).accepted());
  seminar.go_to(PhaseKind::evaluation);
  ASSERT_TRUE(attach(Language::english, one).accepted());
  seminar.end();
  EXPECT_EQ(attach(Language::english, {}, one).rejection(), kNotNow);
}

TEST_F(AttachCaptions, is_for_talks_in_languages_we_know) {
  EXPECT_EQ(attach(Language::danish, one, {}, PhaseKind::wrap_up).rejection(),
            (Rejection{RejectionCode::not_found, "phase", 0}));
  EXPECT_EQ(attach(static_cast<Language>(3), one).rejection(), (Rejection{RejectionCode::malformed, "language", 0}));
  EXPECT_EQ(attach(Language{}, one).rejection(), (Rejection{RejectionCode::malformed, "language", 0}));
}

TEST_F(AttachCaptions, outlive_the_recording) {
  ASSERT_TRUE(attach(Language::danish, one).accepted());
  const auto recording = numbered<MediaId>(9);
  const command::AttachTalk talk{PhaseKind::talk_1, recording, kMinuteMs, {}, {}, false};
  ASSERT_TRUE(seminar.ask(seminar.room(), talk).accepted());
  const command::AttachTalk away{PhaseKind::talk_1, {}, 0, recording, {}, false};
  ASSERT_TRUE(seminar.ask(seminar.room(), away).accepted());
  EXPECT_EQ(captions(), (std::vector<Captions>{{Language::danish, one}}));
}

class SeekTalk : public ::testing::Test {
 protected:
  SeekTalk() {
    const command::AttachTalk talk{PhaseKind::talk_1, media, kLengthMs, {}, {}, false};
    EXPECT_TRUE(seminar.ask(seminar.room(), talk).accepted());
  }
  testing::Answer seek(Millis position_ms) { return seek(position_ms, playback().revision); }
  testing::Answer seek(Millis position_ms, std::uint32_t playback_revision) {
    return seminar.ask(seminar.facilitator(),
                       command::SeekTalk{seminar.state().session.phase_revision, playback_revision, position_ms});
  }
  const Playback& playback() { return seminar.state().playback; }

  static constexpr Millis kLengthMs = 14 * kMinuteMs;
  const MediaId media = numbered<MediaId>(77);
  SeminarBuilder seminar;
};

TEST_F(SeekTalk, is_possible_only_while_a_recording_is_shown) {
  EXPECT_EQ(seek(0).rejection(), kNotNow);
  seminar.go_to(PhaseKind::welcome);
  EXPECT_EQ(seek(0).rejection(), kNotNow);
  seminar.go_to(PhaseKind::talk_1);
  EXPECT_TRUE(seek(0).accepted());
  seminar.go_to(PhaseKind::talk_2);
  EXPECT_EQ(seek(0).rejection(), kNotNow) << "this talk has no recording";
  seminar.go_to(PhaseKind::evaluation);
  EXPECT_EQ(seek(0).rejection(), kNotNow);
  seminar.end();
  EXPECT_EQ(seek(0).rejection(), kNotNow);
}

TEST_F(SeekTalk, goes_on_from_there_and_leaves_the_timer_alone) {
  seminar.go_to(PhaseKind::talk_1);
  seminar.pass(10'000);
  const Timer timer = seminar.state().timer;
  const auto answer = seek(5 * kMinuteMs);
  ASSERT_TRUE(answer.accepted());
  EXPECT_EQ(playback(), (Playback{media, true, seminar.now_ms() - 5 * kMinuteMs, 0, 1}));
  EXPECT_EQ(seminar.state().timer, timer);
  EXPECT_EQ(answer.changes, (std::vector<AddressedChange>{{Audience::everyone(), playback()}}));
  ASSERT_TRUE(seek(0).accepted());
  EXPECT_EQ(playback(), (Playback{media, true, seminar.now_ms(), 0, 2}));
}

TEST_F(SeekTalk, stands_there_while_the_timer_is_paused) {
  seminar.go_to(PhaseKind::talk_1);
  seminar.pass(10'000);
  seminar.pause();
  const Timer timer = seminar.state().timer;
  ASSERT_TRUE(seek(60'000).accepted());
  EXPECT_EQ(playback(), (Playback{media, false, 0, 60'000, 1}));
  EXPECT_TRUE(seek(60'000).changed_nothing());
  EXPECT_EQ(seminar.state().timer, timer);
  seminar.pass(5'000);
  seminar.resume();
  EXPECT_EQ(playback(), (Playback{media, true, seminar.now_ms() - 60'000, 0, 1}));
  seminar.pass(1'000);
  seminar.pause();
  EXPECT_EQ(playback(), (Playback{media, false, 0, 61'000, 1}));
}

TEST_F(SeekTalk, reaches_from_the_beginning_to_the_end_of_the_recording) {
  seminar.go_to(PhaseKind::talk_1);
  const Rejection outside{RejectionCode::length_out_of_range, "position_ms", kLengthMs};
  EXPECT_TRUE(seek(0).accepted());
  EXPECT_TRUE(seek(kLengthMs).accepted());
  EXPECT_EQ(seek(kLengthMs + 1).rejection(), outside);
  EXPECT_EQ(seek(-1).rejection(), outside);
}

// Two people who press at once move everybody once (P-36).
TEST_F(SeekTalk, names_the_playback_that_the_sender_saw) {
  seminar.go_to(PhaseKind::talk_1);
  ASSERT_TRUE(seek(1'000, 0).accepted());
  EXPECT_EQ(seek(2'000, 0).rejection(), kStale);
  EXPECT_EQ(seek(2'000, 2).rejection(), kStale);
  EXPECT_EQ(seminar
                .ask(seminar.organiser(),
                     command::SeekTalk{seminar.state().session.phase_revision - 1, playback().revision, 2'000})
                .rejection(),
            kStale);
  EXPECT_EQ(playback().revision, 1u);
  EXPECT_TRUE(seek(2'000, 1).accepted());
}

TEST_F(SeekTalk, is_forgotten_when_the_phase_changes) {
  seminar.go_to(PhaseKind::talk_1);
  ASSERT_TRUE(seek(60'000).accepted());
  seminar.go_to(PhaseKind::talk_2);
  EXPECT_EQ(playback(), Playback{});
  ASSERT_TRUE(seminar.previous_phase().accepted());
  EXPECT_EQ(playback(), (Playback{media, true, seminar.now_ms(), 0, 0}));
}

}  // namespace
}  // namespace samtale
