#pragma once
// A place to hold a seminar in a test: the real server with a folder of its own, the demo seminar, and ways in for
// staff and groups. Everything runs on the test's thread.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/group.h"
#include "domain/ids.h"
#include "domain/role.h"
#include "samtale/v1/api.pb.h"
#include "support/http_exchange.h"
#include "support/lws_loop.h"
#include "support/server_process.h"
#include "support/temporary_folder.h"
#include "support/test_client.h"
#include "wire/api.h"

namespace samtale::protocol_test {

using support::TestClient;
using Client = std::unique_ptr<TestClient>;

// What a device holds after joining.
struct Joined {
  std::string token;
  SeminarId seminar;
  GroupId group;
  DeviceId device;
};

class Venue : public ::testing::Test {
 protected:
  Venue();
  void SetUp() override;
  // A server that does not stop cleanly fails the test.
  void TearDown() override;

  // Starts the demo seminar; further words of the command line may follow. Fails the test when the server does not
  // start.
  void open(const std::vector<std::string>& more = {});
  // The same, as on a machine that has no ffmpeg.
  void open_without_ffmpeg();
  // SIGKILL and a new process on the same folder and port.
  void kill_and_start_again();
  // SIGTERM; the exit status.
  int stop_cleanly();

  const support::ServerAddress& address() const { return server_.address(); }
  std::string room_code() const { return server_.demo("room_code"); }
  SeminarId seminar() const { return *SeminarId::parse(server_.demo("seminar_id")); }
  // "organiser", "facilitator" or "speaker": the token in the fragment of the demo's link (P-63).
  std::string token_of(const std::string& person) const;

  support::HttpAnswer request(support::HttpRequest wish);
  support::HttpAnswer get(const std::string& path, std::optional<std::string> bearer = std::nullopt);
  support::HttpAnswer post(const std::string& path, std::string body, std::optional<std::string> bearer = std::nullopt);
  // The code of an ApiError; UNSPECIFIED when the body is none.
  static RejectionCode error_of(const support::HttpAnswer& answer);

  wire::JoinOptions look_up(const std::string& code);
  // Joins the group, or names one; a failure fails the test.
  Joined join(Role role, GroupId group, DeviceId device = {});
  Joined join_new(const std::string& name);
  support::HttpAnswer ask_to_join(const wire::JoinRequest& wish);

  // Not connected yet.
  Client client(const std::string& token, const std::string& seminar_id = {});
  // Has said hello and got its snapshot; a failure fails the test.
  Client arrived(const std::string& token, const std::string& seminar_id = {});
  Client arrived(const Joined& joined) { return arrived(joined.token); }
  Client staff(const std::string& person);

  // The facilitator goes on, phase by phase, until this one runs.
  static void lead_to(TestClient& facilitator, PhaseKind kind);
  // In the lobby, if it is not open yet.
  static void open_lobby(TestClient& leader);

  support::LwsLoop loop_;
  support::TemporaryFolder folder_;
  support::ServerProcess server_;

 private:
  std::optional<std::string> path_before_;  // the environment's, when this test has changed it
};

// The one that names this person, note or whatever else is looked for.
template <class Map, class Predicate>
std::size_t count_where(const Map& map, Predicate predicate) {
  std::size_t count = 0;
  for (const auto& [id, entity] : map) count += predicate(entity) ? 1 : 0;
  return count;
}

inline std::size_t notes_saying(const TestClient& client, const std::string& text) {
  return count_where(client.entities().notes, [&](const Note& note) { return note.text == text; });
}

}  // namespace samtale::protocol_test
