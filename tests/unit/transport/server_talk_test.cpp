// Recordings of talks, up and down, through a real server and a real folder.
#include <gtest/gtest.h>

#include "organiser_messages.h"
#include "plain_http.h"
#include "running_server.h"
#include "tests/unit/media/boxes.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

RejectionCode error(const Reply& reply) {
  const auto why = wire::read_api_error(reply.body);
  return why ? why->code : RejectionCode{};
}

class Talks : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto reply = http(server.address, "POST", "/api/seminars", create_seminar_message("Leg", "2026-12-01"),
                            bearer(server.organiser));
    ASSERT_EQ(reply.status, 201);
    seminar = text_of_field(reply.body, 1);
    talk = "/api/seminars/" + seminar + "/talks/1";
    // Long enough to be sent in several pieces.
    film = media::recording(60'000) + media::box("free", std::string(300'000, 'f'));
  }

  // Its media id.
  std::string upload() {
    const auto stored = http(server.address, "PUT", talk, film, bearer(server.organiser));
    EXPECT_EQ(stored.status, 200);
    return stored.status == 200 ? text_of_field(stored.body, 1) : std::string{};
  }

  std::string query_for(const std::string& media_id) {
    const auto reply = http(server.address, "GET", "/api/media-links?seminar=" + seminar, {}, bearer(server.organiser));
    EXPECT_EQ(reply.status, 200);
    const auto links = wire::read_media_links(reply.body);
    for (const auto& [media, query] : links ? links->queries : decltype(links->queries){}) {
      if (media.text() == media_id) return query;
    }
    ADD_FAILURE() << "no link for the recording";
    return {};
  }
  std::string address_of(const std::string& media_id) {
    return "/media/" + media_id + "/original.mp4?" + query_for(media_id);
  }

  RunningServer server;
  std::string seminar;
  std::string talk;
  std::string film;
};

TEST_F(Talks, ComeBackAsTheyWere) {
  const auto media = address_of(upload());
  const auto whole = http(server.address, "GET", media);
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.headers.at("content-type"), "video/mp4");
  EXPECT_EQ(whole.headers.at("accept-ranges"), "bytes");
  EXPECT_TRUE(whole.body == film);
  const auto head = http(server.address, "HEAD", media);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(film.size()));
}

TEST_F(Talks, AreServedInRanges) {
  const auto media = address_of(upload());
  const auto size = std::to_string(film.size());
  const auto part = http(server.address, "GET", media, {}, "Range: bytes=4-199999\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.headers.at("content-range"), "bytes 4-199999/" + size);
  EXPECT_TRUE(part.body == film.substr(4, 199'996));
  const auto end = http(server.address, "GET", media, {}, "Range: bytes=-5\r\n");
  EXPECT_EQ(end.status, 206);
  EXPECT_EQ(end.body, film.substr(film.size() - 5));
  const auto beyond = http(server.address, "GET", media, {}, "Range: bytes=" + size + "-\r\n");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.headers.at("content-range"), "bytes */" + size);
  EXPECT_EQ(http(server.address, "GET", media, {}, "Range: bytes=0-1,4-5\r\n").status, 200);
  EXPECT_EQ(http(server.address, "HEAD", media, {}, "Range: bytes=0-0\r\n").status, 200) << "RFC 9110, 14.2";

  const auto tag = part.headers.at("etag");
  EXPECT_EQ(http(server.address, "GET", media, {}, "Range: bytes=0-1\r\nIf-Range: " + tag + "\r\n").status, 206);
  EXPECT_EQ(http(server.address, "GET", media, {}, "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n").status, 200);
  EXPECT_EQ(http(server.address, "GET", media, {}, "If-None-Match: " + tag + "\r\n").status, 304);
  EXPECT_EQ(http(server.address, "GET", media, {}, "If-Match: \"other\"\r\n").status, 412);
}

TEST_F(Talks, MayWaitForTheServersGoAhead) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.write("PUT " + talk + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: " +
                           std::to_string(film.size()) + "\r\n" + bearer(server.organiser) + "\r\n"));
  EXPECT_EQ(socket.reply().status, 100);
  ASSERT_TRUE(socket.write(film));
  EXPECT_EQ(socket.reply().status, 200);
}

TEST_F(Talks, ANewRecordingReplacesTheOldAndDeletingTakesItAway) {
  const auto first = upload();
  const auto second = upload();
  EXPECT_NE(first, second);
  EXPECT_EQ(http(server.address, "GET", address_of(second)).status, 200);
  EXPECT_EQ(http(server.address, "DELETE", talk, {}, bearer(server.organiser)).status, 204);
  // The files go on the disk's own threads; a stopped server has finished with them.
  server.stop();
  EXPECT_LE(server.media_files(), 1U);
}

TEST_F(Talks, WhatIsNotAnMp4ChangesNothing) {
  const auto refused = http(server.address, "PUT", talk, std::string(200'000, 'x'), bearer(server.organiser));
  EXPECT_EQ(refused.status, 415);
  EXPECT_EQ(error(refused), RejectionCode::not_an_mp4);
  EXPECT_EQ(error(http(server.address, "PUT", talk, "", bearer(server.organiser))), RejectionCode::not_an_mp4);
  server.stop();
  EXPECT_EQ(server.media_files(), 0U);
}

TEST_F(Talks, AnUploadThatIsCutOffLeavesNothing) {
  {
    HttpSocket socket(server.address);
    ASSERT_TRUE(socket.write("PUT " + talk + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n" +
                             bearer(server.organiser) + "\r\n" + film));
  }
  EXPECT_EQ(http(server.address, "GET", "/healthz").status, 200);
  server.stop();
  EXPECT_EQ(server.media_files(), 0U);
}

TEST_F(Talks, OnlyTheOrganiserMayPutOne) {
  EXPECT_EQ(http(server.address, "PUT", talk, film).status, 401);
  const auto other = server.add_person({Role::organiser, "Otto", ops::random_id<store::OrganiserId>(), {}});
  EXPECT_EQ(error(http(server.address, "PUT", talk, film, bearer(other))), RejectionCode::not_found);
  EXPECT_EQ(error(http(server.address, "DELETE", talk, {}, bearer(other))), RejectionCode::not_found);
  auto third = talk;
  third.back() = '3';
  EXPECT_EQ(error(http(server.address, "PUT", third, film, bearer(server.organiser))), RejectionCode::not_found);
}

TEST_F(Talks, AFilmThatIsTooLargeIsRefusedByItsDeclaredLength) {
  HttpSocket socket(server.address);
  ASSERT_TRUE(socket.write("PUT " + talk + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4294967297\r\n" +
                           bearer(server.organiser) + "\r\n"));
  EXPECT_EQ(error(socket.reply()), RejectionCode::file_too_large);
}

TEST_F(Talks, AreSeenOnlyWithALinkThatHasNotRunOut) {
  const auto media_id = upload();
  const auto query = query_for(media_id);
  const auto path = "/media/" + media_id + "/original.mp4";
  EXPECT_EQ(http(server.address, "GET", path + "?" + query).status, 200);
  const auto plain = http(server.address, "GET", path);
  EXPECT_EQ(plain.status, 403);
  EXPECT_EQ(error(plain), RejectionCode::link_expired);
  EXPECT_EQ(http(server.address, "GET", "/media/" + media_id + "/low.mp4?" + query).status, 404) << "not made";
  EXPECT_EQ(http(server.address, "GET", "/media/" + media_id + "/other.mp4?" + query).status, 404);
  EXPECT_EQ(http(server.address, "GET", "/media/" + media_id + ".mp4").status, 404) << "as it was before";

  const auto ends_at_ms = auth::media_link_ends_at_ms(server.clock.now_ms());
  server.clock.advance_ms(ends_at_ms - server.clock.now_ms() - 1);
  const auto last = http(server.address, "GET", path + "?" + query);
  EXPECT_EQ(last.status, 200);
  EXPECT_EQ(last.headers.at("cache-control"), "public, max-age=1, immutable");
  server.clock.advance_ms(1);
  EXPECT_EQ(error(http(server.address, "GET", path + "?" + query)), RejectionCode::link_expired);
  EXPECT_EQ(http(server.address, "GET", path + "?" + query_for(media_id)).status, 200);
}

TEST_F(Talks, LinksAreGivenToThoseOfTheSeminar) {
  const auto media_id = upload();
  const auto links = "/api/media-links?seminar=" + seminar;
  EXPECT_EQ(http(server.address, "GET", links).status, 401);
  EXPECT_EQ(http(server.address, "GET", "/api/media-links", {}, bearer(server.organiser)).status, 404);
  const auto theirs = SeminarId::parse(seminar).value();
  const auto facilitator = server.add_person({Role::facilitator, "Finn", ops::random_id<store::OrganiserId>(), theirs});
  const auto elsewhere =
      server.add_person({Role::facilitator, "Else", ops::random_id<store::OrganiserId>(), ops::random_id<SeminarId>()});
  const auto stranger = server.add_person({Role::organiser, "Otto", ops::random_id<store::OrganiserId>(), {}});
  const auto given = http(server.address, "GET", "/api/media-links", {}, bearer(facilitator));
  ASSERT_EQ(given.status, 200);
  const auto read = wire::read_media_links(given.body);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->queries.size(), 1U);
  EXPECT_EQ(read->queries[0].first.text(), media_id);
  EXPECT_EQ(read->queries[0].second, query_for(media_id));
  EXPECT_NE(http(server.address, "GET", links, {}, bearer(elsewhere)).status, 200);
  EXPECT_EQ(error(http(server.address, "GET", links, {}, bearer(stranger))), RejectionCode::not_found);
}

TEST_F(Talks, NoPathLeadsOutOfTheMediaFolder) {
  for (const std::string path :
       {"/media/../data/link-key", "/media/%2e%2e%2fdata%2flink-key.mp4", "/media/..%2fdata%2flink-key", "/media/.mp4",
        "/media/..%2fdata/link-key", "/media/unfinished/x", "/media/uploads/x", "/media/AAECAwQFBgcICQoLDA0ODw.mp4",
        "/media/AAECAwQFBgcICQoLDA0ODw", "/media//etc/passwd.mp4", "/media/"}) {
    const auto status = http(server.address, "GET", path).status;
    EXPECT_TRUE(status == 404 || status == 400) << path << ' ' << status;
  }
}

}  // namespace
}  // namespace samtale::transport
