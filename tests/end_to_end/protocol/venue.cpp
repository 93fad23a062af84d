#include "venue.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "ops/random.h"

namespace samtale::protocol_test {

using support::HttpAnswer;
using support::HttpRequest;

Venue::Venue() : server_(SAMTALE_PROGRAM, folder_.path() / "server") {}

void Venue::SetUp() { ASSERT_TRUE(ops::start_random()); }

void Venue::TearDown() {
  if (server_.running()) {
    EXPECT_EQ(stop_cleanly(), 0) << "the server did not stop cleanly";
  }
  if (path_before_) setenv("PATH", path_before_->c_str(), 1);
  if (HasFailure()) std::fprintf(stderr, "---- the server wrote:\n%s----\n", server_.output().c_str());
}

void Venue::open(const std::vector<std::string>& more) {
  const auto web = folder_.path() / "web";
  std::filesystem::create_directories(web);
  std::ofstream(web / "index.html") << "<!doctype html><title>Samtale</title><div id=\"app\"></div>";
  std::vector<std::string> words{"--web", web.string()};
  words.insert(words.end(), more.begin(), more.end());
  ASSERT_TRUE(server_.start("demo", words)) << server_.output();
}

void Venue::open_without_ffmpeg() {
  const char* path = getenv("PATH");
  path_before_ = path ? path : "";
  setenv("PATH", folder_.path().c_str(), 1);
  open();
}

void Venue::kill_and_start_again() {
  server_.kill();
  ASSERT_TRUE(server_.start_again()) << server_.output();
}

int Venue::stop_cleanly() {
  return server_.stop([this] { loop_.run_until([] { return false; }, 1); });
}

std::string Venue::token_of(const std::string& person) const {
  const auto link = server_.demo(person);
  return link.substr(link.find('#') + 1);
}

HttpAnswer Venue::request(HttpRequest wish) { return support::exchange_now(loop_, address(), std::move(wish)); }

HttpAnswer Venue::get(const std::string& path, std::optional<std::string> bearer) {
  return request({.path = path, .bearer = std::move(bearer)});
}

HttpAnswer Venue::post(const std::string& path, std::string body, std::optional<std::string> bearer) {
  return request({.method = "POST", .path = path, .body = std::move(body), .bearer = std::move(bearer)});
}

RejectionCode Venue::error_of(const HttpAnswer& answer) {
  const auto error = wire::read_api_error(answer.body);
  return error ? error->code : RejectionCode{};
}

wire::JoinOptions Venue::look_up(const std::string& code) {
  wire::Door door;
  door.code = code;
  const auto answer = post("/api/join/look-up", wire::write(door));
  EXPECT_EQ(answer.status, 200);
  return wire::read_join_options(answer.body).value_or(wire::JoinOptions{});
}

HttpAnswer Venue::ask_to_join(const wire::JoinRequest& wish) { return post("/api/join", wire::write(wish)); }

Joined Venue::join(Role role, GroupId group, DeviceId device) {
  wire::JoinRequest wish;
  wish.door.code = room_code();
  wish.device = device.empty() ? ops::random_id<DeviceId>() : device;
  wish.role = role;
  wish.group = group;
  const auto answer = ask_to_join(wish);
  EXPECT_EQ(answer.status, 200) << "rejection " << static_cast<int>(error_of(answer));
  const auto joined = wire::read_join_answer(answer.body).value_or(wire::JoinAnswer{});
  return {joined.token, joined.seminar, joined.group, *wish.device};
}

Joined Venue::join_new(const std::string& name) {
  wire::JoinRequest wish;
  wish.door.code = room_code();
  wish.device = ops::random_id<DeviceId>();
  wish.role = Role::host;
  wish.new_group = ExpectedGroup{name, "Børnehuset", "Ærø", ""};
  const auto answer = ask_to_join(wish);
  EXPECT_EQ(answer.status, 200) << "rejection " << static_cast<int>(error_of(answer));
  const auto joined = wire::read_join_answer(answer.body).value_or(wire::JoinAnswer{});
  return {joined.token, joined.seminar, joined.group, *wish.device};
}

Client Venue::client(const std::string& token, const std::string& seminar_id) {
  return std::make_unique<TestClient>(loop_, address(), token, seminar_id);
}

Client Venue::arrived(const std::string& token, const std::string& seminar_id) {
  auto made = client(token, seminar_id);
  EXPECT_TRUE(made->hello()) << "closed with " << (made->ended() ? made->ended()->code : 0);
  return made;
}

Client Venue::staff(const std::string& person) {
  return arrived(token_of(person), person == "organiser" ? seminar().text() : "");
}

void Venue::open_lobby(TestClient& leader) {
  if (leader.entities().session.state != SessionState::planned) return;
  EXPECT_TRUE(leader.took_effect(command::OpenLobby{}));
}

void Venue::lead_to(TestClient& facilitator, PhaseKind kind) {
  open_lobby(facilitator);
  const auto there = [&] { return facilitator.mirror().phase() && facilitator.mirror().phase()->kind == kind; };
  for (int steps = 0; !there() && steps < 12; ++steps) {
    const bool moved = facilitator.took_effect(command::GoToNextPhase{facilitator.phase_revision()});
    // A phase that goes on by itself may just have done so.
    ASSERT_TRUE(moved || facilitator.last_refusal().code == RejectionCode::stale_revision);
  }
  ASSERT_TRUE(there());
}

}  // namespace samtale::protocol_test
