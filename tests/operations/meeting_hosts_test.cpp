// Whose meeting pages may be shown inside ours: said in the configuration, looked through before anything starts.
#include "app/options.h"
#include "tests/operations/program.h"
#include "tests/support/raw_socket.h"
#include "tests/support/temporary_folder.h"

namespace samtale::operations {
namespace {

TEST(MeetingHosts, WhatIsNoHostIsSaidBeforeAnythingStarts) {
  for (const std::string wrong : {"https://meet.example.org", "*.example.org", "meet.example.org:99999"}) {
    const support::TemporaryFolder folder;
    const auto data = folder.path() / "data";
    const auto ended = run("serve --listen 127.0.0.1:0 --data " + data.string() + " --meeting-hosts " + wrong);
    EXPECT_EQ(ended.exit_code, 2) << wrong;
    EXPECT_NE(ended.output.find("--meeting-hosts: wants the name of a host"), std::string::npos) << ended.output;
    EXPECT_NE(ended.output.find("not '" + wrong + "'"), std::string::npos) << ended.output;
    EXPECT_FALSE(std::filesystem::exists(data)) << "nothing was begun";
  }
}

TEST(MeetingHosts, MoreThanTheLimitIsRefused) {
  const support::TemporaryFolder folder;
  std::string hosts = "h0.example";
  for (std::size_t i = 1; i <= app::kMeetingHosts; ++i) hosts += ",h" + std::to_string(i) + ".example";
  const auto ended = run("serve --data " + (folder.path() / "data").string() + " --meeting-hosts " + hosts);
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_NE(ended.output.find("meeting-hosts"), std::string::npos) << ended.output;
}

TEST(MeetingHosts, AreLookedThroughInTheConfigurationFileToo) {
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "samtale.toml";
  std::ofstream(file) << "[serve]\nmeeting-hosts = [\"meet.example.org\", \"*.example.org\"]\n";
  const auto ended = run("--config " + file.string() + " serve --listen 127.0.0.1:0 --data " + (folder.path() / "data").string());
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_NE(ended.output.find("not '*.example.org'"), std::string::npos) << ended.output;
}

TEST(MeetingHosts, CanStandInTheEnvironment) {
  const support::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "web");
  std::ofstream(folder.path() / "web" / "index.html") << "<!doctype html><title>Samtale</title>";
  support::ServerProcess server(SAMTALE_PROGRAM, folder.path());
  setenv("SAMTALE_MEETING_HOSTS", "Meet.example.org,b.example:8443", 1);
  const bool started = server.start("serve", {"--web", (folder.path() / "web").string()});
  unsetenv("SAMTALE_MEETING_HOSTS");
  ASSERT_TRUE(started) << server.output();
  support::RawSocket socket(server.address());
  ASSERT_TRUE(socket.write("GET / HTTP/1.1\r\nHost: samtale.example\r\n\r\n"));
  ASSERT_TRUE(socket.read_until([](const std::string& bytes) { return bytes.find("\r\n\r\n") != std::string::npos; }, 20'000));
  EXPECT_NE(socket.received().find("frame-src https://meet.example.org https://b.example:8443;"), std::string::npos)
      << socket.received();
}

}  // namespace
}  // namespace samtale::operations
