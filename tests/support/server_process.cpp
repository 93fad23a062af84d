#include "support/server_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <regex>
#include <sstream>
#include <utility>

namespace samtale::support {
namespace {

constexpr int kLookEveryMs = 20;
constexpr int kStartWithinMs = 60'000;
constexpr int kStopWithinMs = 30'000;

void pause_ms(int length_ms) { poll(nullptr, 0, length_ms); }

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Only returns when the program could not be started.
void become(const std::vector<std::string>& words, const std::filesystem::path& output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int file = open(output.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  dup2(file, STDOUT_FILENO);
  dup2(file, STDERR_FILENO);
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
}

}  // namespace

ServerProcess::ServerProcess(std::string program, std::filesystem::path folder)
    : program_(std::move(program)), folder_(std::move(folder)), data_(folder_ / "data") {
  std::filesystem::create_directories(data_);
}

ServerProcess::~ServerProcess() { kill(); }

bool ServerProcess::start(const std::string& subcommand, const std::vector<std::string>& more) {
  subcommand_ = subcommand;
  more_ = more;
  return start_again();
}

bool ServerProcess::start_again() {
  begin_again();
  return pid_ > 0 && wait_until_it_listens();
}

void ServerProcess::begin_again() {
  output_before_ = output().size();
  std::vector<std::string> words = {program_, subcommand_, "--listen", address_.authority(), "--data", data_.string()};
  words.insert(words.end(), more_.begin(), more_.end());
  pid_ = fork();
  if (pid_ == 0) {
    become(words, folder_ / "output.txt");
    _exit(127);
  }
}

bool ServerProcess::wait_until_it_listens() {
  static const std::regex kLine("(^|\n)listening on (http://[^\\s]+)\n");
  for (int waited_ms = 0; waited_ms < kStartWithinMs; waited_ms += kLookEveryMs) {
    std::smatch match;
    const auto text = output().substr(output_before_);
    if (std::regex_search(text, match, kLine)) {
      const auto address = ServerAddress::parse(match[2].str());
      if (address) address_ = *address;
      return address.has_value();
    }
    int status = 0;
    if (reap(0, status)) return false;
    pause_ms(kLookEveryMs);
  }
  return false;
}

bool ServerProcess::reap(int within_ms, int& status, const std::function<void()>& meanwhile) {
  for (int waited_ms = 0; pid_ > 0; waited_ms += kLookEveryMs) {
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = -1;
      return true;
    }
    if (waited_ms >= within_ms) return false;
    meanwhile();
    pause_ms(kLookEveryMs);
  }
  return true;
}

int ServerProcess::stop(const std::function<void()>& meanwhile) {
  if (pid_ <= 0) return -1;
  ::kill(pid_, SIGTERM);
  int status = 0;
  if (!reap(kStopWithinMs, status, meanwhile)) {
    kill();
    return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void ServerProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
}

std::string ServerProcess::output() const { return text_of(folder_ / "output.txt"); }

std::string ServerProcess::demo(const std::string& key) const {
  // A flat object of plain strings, which this program writes itself.
  const auto text = text_of(data_ / "demo.json");
  const std::regex value("\"" + key + "\"\\s*:\\s*\"([^\"]*)\"");
  std::smatch match;
  return std::regex_search(text, match, value) ? match[1].str() : std::string{};
}

}  // namespace samtale::support
