// Uploads in pieces and other people: what only a server in this process can show. The rest is in
// tests/end_to_end/protocol/upload_test.cpp.
#include <gtest/gtest.h>

#include "domain/limits.h"
#include "organiser_messages.h"
#include "plain_http.h"
#include "running_server.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

class ServerUploads : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto reply = http(server.address, "POST", "/api/seminars", create_seminar_message("Leg", "2026-12-01"),
                            bearer(server.organiser));
    ASSERT_EQ(reply.status, 201);
    talks = "/api/seminars/" + text_of_field(reply.body, 1) + "/talks/";
  }

  Reply create(const std::string& token, const std::string& talk = "1") {
    return http(server.address, "POST", talks + talk + "/uploads", {},
                bearer(token) + "Tus-Resumable: 1.0.0\r\nUpload-Length: 100\r\n");
  }
  int head(const std::string& path, const std::string& token) {
    return http(server.address, "HEAD", path, {}, bearer(token) + "Tus-Resumable: 1.0.0\r\n").status;
  }

  RunningServer server;
  std::string talks;
};

TEST_F(ServerUploads, DoNotExistForAnotherOrganiser) {
  const auto path = create(server.organiser).headers["location"];
  const auto other = server.add_person({Role::organiser, "Otto", ops::random_id<store::OrganiserId>(), {}});
  EXPECT_EQ(create(other).status, 404);
  EXPECT_EQ(head(path, server.organiser), 200);
  const auto more = bearer(other) + "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n" +
                    "Content-Type: application/offset+octet-stream\r\n";
  for (const auto* method : {"HEAD", "PATCH", "DELETE"}) {
    EXPECT_EQ(http(server.address, method, path, {}, more).status, 404) << method;
  }
  EXPECT_EQ(http(server.address, "GET", talks + "1/preparation", {}, bearer(other)).status, 404);
  EXPECT_EQ(head(path, server.organiser), 200);
}

TEST_F(ServerUploads, AreForTalks1And2) {
  EXPECT_EQ(create(server.organiser, "2").status, 201);
  EXPECT_EQ(create(server.organiser, "3").status, 404);
}

TEST_F(ServerUploads, GoAfterADayWhenTheNextBegins) {
  const auto old = create(server.organiser).headers["location"];
  server.clock.advance_ms(limits::kUploadWithinMs);
  const auto young = create(server.organiser).headers["location"];
  EXPECT_EQ(head(old, server.organiser), 200) << "a day old, and not older";
  server.clock.advance_ms(1);
  EXPECT_EQ(create(server.organiser, "2").status, 201);
  EXPECT_EQ(head(old, server.organiser), 404);
  EXPECT_EQ(head(young, server.organiser), 200);
}

TEST_F(ServerUploads, APieceFromAForeignPageIsRefused) {
  const auto path = create(server.organiser).headers["location"];
  const auto reply = http(server.address, "PATCH", path, "x",
                          bearer(server.organiser) + "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n" +
                              "Content-Type: application/offset+octet-stream\r\nOrigin: https://evil.example\r\n");
  EXPECT_EQ(reply.status, 403);
}

}  // namespace
}  // namespace samtale::transport
