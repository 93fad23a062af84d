#pragma once
// The program as an operator has it: a demo seminar on a server, and subcommands that are run to their end.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "ops/random.h"
#include "support/http_exchange.h"
#include "support/server_process.h"
#include "support/test_client.h"

namespace samtale::operations {

struct Ended {
  int exit_code = -1;
  std::string output;  // stdout and stderr
};

// `samtale <words>`; no word may need quotes.
inline Ended run(const std::string& words) {
  const std::string command = std::string(SAMTALE_PROGRAM) + " " + words + " 2>&1";
  Ended ended;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4'096> piece{};
  while (const auto size = std::fread(piece.data(), 1, piece.size(), pipe)) ended.output.append(piece.data(), size);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) ended.exit_code = WEXITSTATUS(status);
  return ended;
}

class Server {
 public:
  explicit Server(const std::filesystem::path& folder) : process_(SAMTALE_PROGRAM, folder) {
    std::filesystem::create_directories(folder / "web");
    std::ofstream(folder / "web" / "index.html") << "<!doctype html><title>Samtale</title>";
    web_ = folder / "web";
  }
  bool start() { return process_.start("demo", {"--web", web_.string()}); }
  int stop() {
    return process_.stop([this] { loop_.run_until([] { return false; }, 1); });
  }
  std::filesystem::path data() const { return process_.data(); }
  int status_of(const std::string& path) {
    return support::exchange_now(loop_, process_.address(), {.path = path}).status;
  }
  // Someone who leads, connected.
  std::unique_ptr<support::TestClient> facilitator() {
    const auto link = process_.demo("facilitator");
    auto client = std::make_unique<support::TestClient>(loop_, process_.address(), link.substr(link.find('#') + 1));
    EXPECT_TRUE(client->hello()) << process_.output();
    return client;
  }
  support::LwsLoop& loop() { return loop_; }
  support::ServerProcess& process() { return process_; }

 private:
  support::LwsLoop loop_;
  support::ServerProcess process_;
  std::filesystem::path web_;
};

}  // namespace samtale::operations
