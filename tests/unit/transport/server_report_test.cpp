// What a group takes home, over HTTP from a real server.
#include <gtest/gtest.h>

#include <vector>

#include "organiser_messages.h"
#include "plain_http.h"
#include "running_server.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

class TakingHome : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto made = http(server.address, "POST", "/api/seminars", create_seminar_message("En dag om leg", "2026-12-01", "09:00"),
                           bearer(server.organiser));
    ASSERT_EQ(made.status, 201);
    room_code = text_of_field(made.body, 4);
    token = join("Bøgen");
    ASSERT_FALSE(token.empty());
  }

  std::string join(const std::string& group, Role role = Role::host) {
    const wire::JoinRequest wish{{room_code, {}}, ops::random_id<DeviceId>(), role, std::nullopt,
                                 ExpectedGroup{group, "Skolen", "Odense", {}}};
    const auto reply = http(server.address, "POST", "/api/join", wire::write(wish));
    return wire::read_join_answer(reply.body).value_or(wire::JoinAnswer{}).token;
  }
  Reply get(std::string_view path, const std::string& headers) { return http(server.address, "GET", path, {}, headers); }

  RunningServer server;
  std::string room_code;
  std::string token;
};

const std::vector<std::string_view> kPaths{"/api/group/page.pdf", "/api/group/page.csv", "/api/group/page.ics",
                                           "/api/group/share-pack.pdf"};

TEST_F(TakingHome, EachFileIsWhatItSaysItIs) {
  const auto pdf = get(kPaths[0], bearer(token));
  EXPECT_EQ(pdf.status, 200);
  EXPECT_EQ(pdf.headers.at("content-type"), "application/pdf");
  EXPECT_EQ(pdf.headers.at("content-disposition"), "attachment; filename=\"samtale.pdf\"");
  EXPECT_EQ(pdf.headers.at("cache-control"), "no-store");
  EXPECT_EQ(pdf.body.rfind("%PDF-", 0), 0u);
  EXPECT_EQ(get(kPaths[3], bearer(token)).body.rfind("%PDF-", 0), 0u);
  EXPECT_EQ(get(kPaths[1], bearer(token)).headers.at("content-type"), "text/csv; charset=utf-8");
  const auto dates = get(kPaths[2], bearer(token));
  EXPECT_EQ(dates.headers.at("content-type"), "text/calendar; charset=utf-8");
  EXPECT_EQ(dates.body.rfind("BEGIN:VCALENDAR\r\n", 0), 0u);
  EXPECT_NE(dates.body.find("DTSTART;VALUE=DATE:20261229"), std::string::npos) << "the follow-up, after four weeks";
}

TEST_F(TakingHome, SpeaksTheLanguageOfWhoAsksElseTheSeminars) {
  EXPECT_NE(get(kPaths[1], bearer(token) + "Accept-Language: en-GB,en\r\n").body.find("\"Who\""), std::string::npos);
  EXPECT_NE(get(kPaths[1], bearer(token) + "Accept-Language: DA\r\n").body.find("\"Hvem\""), std::string::npos);
  EXPECT_NE(get(kPaths[1], bearer(token) + "Accept-Language: x\r\n").body.find("\"Hvem\""), std::string::npos);
  EXPECT_NE(get(kPaths[1], bearer(token)).body.find("\"Hvem\""), std::string::npos);
}

TEST_F(TakingHome, IsForTheGroupsOwnDevices) {
  for (const auto path : kPaths) {
    EXPECT_EQ(get(path, {}).status, 401) << path;
    EXPECT_EQ(get(path, bearer(std::string(43, 'A'))).status, 401) << path;
    EXPECT_EQ(get(path, bearer(server.organiser)).status, 403) << path;
    EXPECT_EQ(http(server.address, "POST", path, {}, bearer(token)).status, 405) << path;
  }
}

// One is printed while the limit's worth of others wait; the next is asked to come again, and afterwards all is as before.
TEST_F(TakingHome, ACrowdIsAskedToWait) {
  std::vector<std::unique_ptr<HttpSocket>> crowd;
  for (std::size_t i = 0; i < limits::kReportsWaiting + 200; ++i) {
    crowd.push_back(std::make_unique<HttpSocket>(server.address));
    ASSERT_TRUE(crowd.back()->ask("GET", kPaths[0], {}, bearer(token)));
  }
  std::size_t printed = 0;
  for (const auto& one : crowd) {
    const auto reply = one->reply();
    EXPECT_TRUE(reply.status == 200 || reply.status == 429) << reply.status;
    printed += reply.status == 200 ? 1 : 0;
  }
  EXPECT_GE(printed, limits::kReportsWaiting);
  EXPECT_LT(printed, crowd.size()) << "nobody was asked to wait";
  EXPECT_EQ(get(kPaths[0], bearer(token)).status, 200);
}

}  // namespace
}  // namespace samtale::transport
