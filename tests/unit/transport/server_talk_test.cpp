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
    talk = "/api/seminars/" + text_of_field(reply.body, 1) + "/talks/1";
    // Long enough to be sent in several pieces.
    film = media::recording(60'000) + media::box("free", std::string(300'000, 'f'));
  }

  // Its media id.
  std::string upload() {
    const auto stored = http(server.address, "PUT", talk, film, bearer(server.organiser));
    EXPECT_EQ(stored.status, 200);
    return stored.status == 200 ? text_of_field(stored.body, 1) : std::string{};
  }

  RunningServer server;
  std::string talk;
  std::string film;
};

TEST_F(Talks, ComeBackAsTheyWere) {
  const auto media = "/media/" + upload() + ".mp4";
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
  const auto media = "/media/" + upload() + ".mp4";
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
  EXPECT_EQ(http(server.address, "HEAD", media, {}, "Range: bytes=0-0\r\n").status, 206);

  const auto tag = part.headers.at("etag");
  EXPECT_EQ(http(server.address, "GET", media, {}, "Range: bytes=0-1\r\nIf-Range: " + tag + "\r\n").status, 206);
  EXPECT_EQ(http(server.address, "GET", media, {}, "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n").status, 200);
  EXPECT_EQ(http(server.address, "GET", media, {}, "If-None-Match: " + tag + "\r\n").status, 304);
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
  EXPECT_EQ(http(server.address, "GET", "/media/" + second + ".mp4").status, 200);
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

TEST_F(Talks, NoPathLeadsOutOfTheMediaFolder) {
  for (const std::string path :
       {"/media/../data/link-key", "/media/%2e%2e%2fdata%2flink-key.mp4", "/media/..%2fdata%2flink-key", "/media/.mp4",
        "/media/AAECAwQFBgcICQoLDA0ODw.mp4", "/media/AAECAwQFBgcICQoLDA0ODw", "/media//etc/passwd.mp4", "/media/"}) {
    const auto status = http(server.address, "GET", path).status;
    EXPECT_TRUE(status == 404 || status == 400) << path << ' ' << status;
  }
}

}  // namespace
}  // namespace samtale::transport
