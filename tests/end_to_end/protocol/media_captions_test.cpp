// P-67: captions of talks.
#include "shelf.h"

namespace samtale::protocol_test {
namespace {

class MediaCaptions : public Shelf {
 protected:
  support::HttpAnswer put(const std::string& text, const std::string& language = "da", int talk = 1,
                          const std::string& as = "organiser") {
    return request({.method = "PUT",
                    .path = captions_path(talk, language),
                    .body = text,
                    .content_type = "text/vtt",
                    .bearer = token_of(as)});
  }
  std::string stored(const std::string& text, const std::string& language = "da") {
    const auto answer = put(text, language);
    EXPECT_EQ(answer.status, 200);
    v1::CaptionsStored captions;
    EXPECT_TRUE(captions.ParseFromString(answer.body));
    return captions.media_id();
  }
  // What the agenda says of talk 1, as "da:<id> en:<id>".
  static std::string shown(TestClient& client) {
    EXPECT_TRUE(client.catch_up());
    std::string text;
    for (const auto& captions : find_phase(client.entities().plan->agenda, PhaseKind::talk_1)->talk.captions) {
      text += (captions.language == Language::danish ? "da:" : "en:") + captions.media.text() + " ";
    }
    return text;
  }
  support::HttpAnswer fetched(const std::string& media_id) {
    return get("/media/" + media_id + "/captions.vtt?" + queries()[media_id]);
  }
};

TEST_F(MediaCaptions, AreStoredShownAndFetched) {
  open();
  const auto organiser = staff("organiser");
  const auto danish = stored("WEBVTT\n\n00:00.000 --> 00:01.000\nVelkommen\n");
  const auto english = stored(kCaptions, "en");
  EXPECT_EQ(shown(*organiser), "da:" + danish + " en:" + english + " ");
  EXPECT_EQ(fetched(english).body, kCaptions);
  EXPECT_EQ(fetched(danish).status, 200);
}

TEST_F(MediaCaptions, AreReplacedAndTakenAway) {
  open();
  const auto organiser = staff("organiser");
  const auto english = stored(kCaptions, "en");
  const auto first = stored(kCaptions);
  const auto link_of_first = "/media/" + first + "/captions.vtt?" + queries()[first];
  const auto second = stored("WEBVTT\n");
  EXPECT_EQ(shown(*organiser), "da:" + second + " en:" + english + " ");
  EXPECT_TRUE(organiser->wait_for([&] { return get(link_of_first).status == 404; })) << "the file is still there";
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(request({.method = "DELETE", .path = captions_path(1, "da"), .bearer = token_of("organiser")}).status,
              204);
  }
  EXPECT_EQ(shown(*organiser), "en:" + english + " ");
  EXPECT_EQ(queries().count(second), 0U);
  EXPECT_TRUE(organiser->wait_for([&] { return !std::filesystem::exists(server_.data() / "media" / second); }))
      << "the folder is still there";
}

TEST_F(MediaCaptions, WhatIsNoWebVttIsRefusedWithTheLineOfItsMistake) {
  open();
  const auto organiser = staff("organiser");
  for (const auto& [text, line] : std::vector<std::pair<std::string, std::uint32_t>>{
           {"1\n00:00:00,000 --> 00:00:01,000\nHej\n", 1},
           {"", 1},
           {"WEBVTT\n\n00:00.000 --> 00:01.000\nHej\n\n00:02.000 --> 00:01.000\nHej\n", 6},
           {"WEBVTT\n\n00:00.000 --> 00:01.000\nF\xF8r\n", 4}}) {
    const auto answer = put(text);
    EXPECT_EQ(answer.status, 415) << text;
    const auto why = wire::read_api_error(answer.body);
    ASSERT_TRUE(why) << text;
    EXPECT_EQ(why->code, RejectionCode::not_webvtt) << text;
    EXPECT_EQ(why->limit, line) << text;
  }
  EXPECT_EQ(shown(*organiser), "");
  EXPECT_TRUE(queries().empty());
}

TEST_F(MediaCaptions, AreAtMostAMegabyte) {
  open();
  std::string text = "WEBVTT\n\nNOTE\n";
  text.append(limits::kCaptionsBytes - text.size(), 'x');
  EXPECT_EQ(put(text).status, 200);
  const auto answer = put(text + "x");
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(error_of(answer), RejectionCode::file_too_large);
  // Without its length in advance, too.
  std::string chunks;
  for (int i = 0; i < 17; ++i) chunks += "10000\r\n" + std::string(65'536, 'x') + "\r\n";
  const auto reply = raw_request("PUT " + captions_path(1, "da") + " HTTP/1.1\r\nHost: " + address().authority() +
                                 "\r\nAuthorization: Bearer " + token_of("organiser") +
                                 "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
  EXPECT_EQ(reply.status, 413);
}

TEST_F(MediaCaptions, OnlyTheOrganiserBringsThemAndOnlyInTheTwoLanguages) {
  open();
  EXPECT_EQ(put(kCaptions, "da", 1, "facilitator").status, 403);
  EXPECT_EQ(put(kCaptions, "fr").status, 404);
  EXPECT_EQ(put(kCaptions, "DA").status, 404);
  EXPECT_EQ(put(kCaptions, "da", 3).status, 404);
  EXPECT_EQ(request({.method = "PUT", .path = captions_path(1, "da"), .body = kCaptions}).status, 401);
  EXPECT_EQ(request({.method = "DELETE", .path = captions_path(1, "da"), .bearer = token_of("facilitator")}).status,
            403);
}

}  // namespace
}  // namespace samtale::protocol_test
