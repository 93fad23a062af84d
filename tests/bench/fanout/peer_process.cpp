#include "peer_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

namespace samtale::bench {
namespace {

constexpr int kKnockEveryMs = 20;
constexpr int kStartWithinMs = 20'000;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

bool somebody_listens(int port) {
  const int knocking = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (knocking < 0) return false;
  const auto address = loopback(port);
  const bool open = connect(knocking, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(knocking);
  return open;
}

void become(const std::vector<std::string>& words, int input, int output) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Not every program takes all the descriptors it may have by itself.
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  if (const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) dup2(nowhere, STDERR_FILENO);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
}

}  // namespace

PeerProcess::~PeerProcess() {
  if (input_ >= 0) close(input_);
  if (output_ >= 0) close(output_);
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void PeerProcess::run(const std::vector<std::string>& words) {
  int to_child[2];
  int from_child[2];
  if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0) return;
  pid_ = fork();
  if (pid_ == 0) {
    become(words, to_child[0], from_child[1]);
    _exit(127);
  }
  close(to_child[0]);
  close(from_child[1]);
  input_ = to_child[1];
  output_ = from_child[0];
}

bool PeerProcess::start(const std::vector<std::string>& words) {
  run(words);
  std::string line;
  for (char byte = 0; read(output_, &byte, 1) == 1 && byte != '\n';) line.push_back(byte);
  const auto at = line.find("http://");
  const auto said = at == std::string::npos ? std::nullopt : support::ServerAddress::parse(line.substr(at));
  if (said) address_ = *said;
  return said.has_value();
}

bool PeerProcess::start_silent(const std::vector<std::string>& words, int port) {
  run(words);
  address_.port = port;
  for (int waited_ms = 0; waited_ms < kStartWithinMs; waited_ms += kKnockEveryMs) {
    if (somebody_listens(port)) return true;
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return false;
    }
    poll(nullptr, 0, kKnockEveryMs);
  }
  return false;
}

void PeerProcess::order(const std::string& line) const {
  const auto bytes = line + "\n";
  [[maybe_unused]] const auto written =
      write(input_, bytes.data(), bytes.size());  // a peer that is gone is noticed soon
}

int free_port() {
  const int trying = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (trying < 0) return 0;
  auto address = loopback(0);
  socklen_t length = sizeof address;
  const bool found = bind(trying, reinterpret_cast<const sockaddr*>(&address), length) == 0 &&
                     getsockname(trying, reinterpret_cast<sockaddr*>(&address), &length) == 0;
  close(trying);
  return found ? ntohs(address.sin_port) : 0;
}

std::string find_program(const std::string& name) {
  for (const std::filesystem::path folder : {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin"}) {
    const auto file = folder / name;
    if (access(file.c_str(), X_OK) == 0) return file.string();
  }
  return {};
}

}  // namespace samtale::bench
