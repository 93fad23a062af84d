// Recordings of talks: stored when they are MP4, served with ranges as in RFC 9110.
#include "support/raw_socket.h"
#include "tests/unit/media/boxes.h"
#include "venue.h"

namespace samtale::protocol_test {
namespace {

// A recording of four seconds that browsers play, as far as boxes go; the media in it is not for playing.
std::string small_mp4(std::size_t media_bytes) {
  std::string media;
  for (std::size_t i = 0; i < media_bytes; ++i) media.push_back(static_cast<char>('a' + i % 26));
  return media::recording(4'000) + media::box("mdat", media);
}

class Media : public Venue {
 protected:
  std::string talk_path(int number) const {
    return "/api/seminars/" + seminar().text() + "/talks/" + std::to_string(number);
  }
  support::HttpAnswer upload(const std::string& file, int number = 1, const std::string& as = "organiser") {
    return request({.method = "PUT",
                    .path = talk_path(number),
                    .body = file,
                    .content_type = "video/mp4",
                    .bearer = token_of(as)});
  }
  // Where the recording's file is now.
  std::string address_of(const std::string& media_id, const std::string& file = "original.mp4") {
    const auto answer = get("/api/media-links?seminar=" + seminar().text(), token_of("organiser"));
    EXPECT_EQ(answer.status, 200);
    const auto links = wire::read_media_links(answer.body).value_or(wire::MediaLinks{});
    for (const auto& [media, query] : links.queries) {
      if (media.text() == media_id) return "/media/" + media_id + "/" + file + "?" + query;
    }
    ADD_FAILURE() << "no link for the recording";
    return {};
  }
  // The address of what was stored.
  std::string stored(const std::string& file) {
    const auto answer = upload(file);
    EXPECT_EQ(answer.status / 100, 2) << "rejection " << static_cast<int>(error_of(answer));
    v1::TalkStored talk;
    EXPECT_TRUE(talk.ParseFromString(answer.body));
    EXPECT_EQ(talk.length_ms(), 4'000U);
    return address_of(talk.media_id());
  }
  support::HttpAnswer part(const std::string& path, const std::string& range) {
    return request({.path = path, .headers = {{"range:", range}}});
  }
};

TEST_F(Media, ATalkIsStoredAndPlayedBySharedPosition) {
  open_without_ffmpeg();
  const auto file = small_mp4(300'000);
  const auto path = stored(file);
  const auto whole = get(path);
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.body, file);
  EXPECT_EQ(whole.headers.at("content-type"), "video/mp4");
  EXPECT_EQ(whole.headers.at("accept-ranges"), "bytes");

  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::talk_1);
  const auto& playback = facilitator->entities().playback;
  EXPECT_EQ(path.find("/media/" + playback.media.text() + "/original.mp4?"), 0U) << path;
  EXPECT_TRUE(playback.playing);
  ASSERT_TRUE(facilitator->took_effect(command::PauseTimer{facilitator->entities().timer.revision}));
  EXPECT_FALSE(facilitator->entities().playback.playing);
}

TEST_F(Media, RangesAreAnsweredWith206) {
  open_without_ffmpeg();
  const auto file = small_mp4(50'000);
  const auto path = stored(file);
  const auto size = std::to_string(file.size());
  const auto middle = part(path, "bytes=100-199");
  EXPECT_EQ(middle.status, 206);
  EXPECT_EQ(middle.body, file.substr(100, 100));
  EXPECT_EQ(middle.headers.at("content-range"), "bytes 100-199/" + size);
  const auto rest = part(path, "bytes=49000-");
  EXPECT_EQ(rest.status, 206);
  EXPECT_EQ(rest.body, file.substr(49'000));
  const auto suffix = part(path, "bytes=-500");
  EXPECT_EQ(suffix.status, 206);
  EXPECT_EQ(suffix.body, file.substr(file.size() - 500));
  const auto beyond = part(path, "bytes=40000-99999999");
  EXPECT_EQ(beyond.status, 206);
  EXPECT_EQ(beyond.body, file.substr(40'000));
}

TEST_F(Media, ARangeBehindTheEndIs416) {
  open_without_ffmpeg();
  const auto file = small_mp4(1'000);
  const auto path = stored(file);
  const auto answer = part(path, "bytes=" + std::to_string(file.size()) + "-");
  EXPECT_EQ(answer.status, 416);
  EXPECT_EQ(answer.headers.at("content-range"), "bytes */" + std::to_string(file.size()));
  EXPECT_EQ(part(path, "bytes=99999999999999999999999-").status / 100, 4);
}

TEST_F(Media, HeadTellsTheLengthWithoutTheBody) {
  open_without_ffmpeg();
  const auto file = small_mp4(20'000);
  const auto path = stored(file);
  support::RawSocket socket(address());
  ASSERT_TRUE(
      socket.write("HEAD " + path + " HTTP/1.1\r\nHost: " + address().authority() + "\r\nConnection: close\r\n\r\n"));
  socket.read_until([](const std::string&) { return false; }, 10'000);
  EXPECT_TRUE(socket.closed_by_peer());
  const auto& head = socket.received();
  EXPECT_EQ(head.rfind("HTTP/1.1 200", 0), 0U) << head;
  EXPECT_NE(head.find("Content-Length: " + std::to_string(file.size())), std::string::npos) << head;
  EXPECT_EQ(head.find("\r\n\r\n") + 4, head.size()) << "a body came";
}

TEST_F(Media, WhatIsNoMp4IsRefusedAndChangesNothing) {
  open_without_ffmpeg();
  const auto organiser = staff("organiser");
  const auto before = organiser->mirror().position();
  for (const auto& file : {std::string("this is no film"), std::string(5'000, '\0'), small_mp4(100).substr(0, 40),
                           std::string("\x1a\x45\xdf\xa3 matroska"), std::string()}) {
    const auto answer = upload(file);
    EXPECT_EQ(answer.status, 415) << file.size() << " bytes";
    EXPECT_EQ(error_of(answer), RejectionCode::not_an_mp4) << file.size() << " bytes";
  }
  ASSERT_TRUE(organiser->catch_up());
  EXPECT_EQ(organiser->mirror().position(), before);
}

TEST_F(Media, ATalkCanBeReplacedAndTakenAway) {
  open_without_ffmpeg();
  const auto organiser = staff("organiser");
  const auto first = stored(small_mp4(1'000));
  const auto second = stored(small_mp4(2'000));
  EXPECT_NE(first, second);
  EXPECT_EQ(get(second).status, 200);
  const auto gone = [&](const std::string& path) {
    return organiser->wait_for([&] { return get(path).status == 404; }, 5'000);
  };
  EXPECT_TRUE(gone(first)) << "the replaced file is still there";
  const auto answer = request({.method = "DELETE", .path = talk_path(1), .bearer = token_of("organiser")});
  EXPECT_EQ(answer.status / 100, 2);
  EXPECT_TRUE(gone(second));
  ASSERT_TRUE(organiser->catch_up());
  for (const auto& phase : organiser->entities().plan->agenda.phases) EXPECT_TRUE(phase.talk.media.empty());
}

TEST_F(Media, OnlyTheOrganiserUploadsAndOnlyToTalks1And2) {
  open_without_ffmpeg();
  EXPECT_EQ(upload(small_mp4(100), 1, "facilitator").status, 403);
  EXPECT_EQ(upload(small_mp4(100), 3).status, 404);
  EXPECT_EQ(request({.method = "PUT", .path = talk_path(1), .body = small_mp4(100)}).status, 401);
}

}  // namespace
}  // namespace samtale::protocol_test
