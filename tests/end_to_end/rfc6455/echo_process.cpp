#include "echo_process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace samtale::rfc6455 {

EchoProcess::EchoProcess(std::size_t max_message) {
  const auto limit = std::to_string(max_message);
  int ends[2];
  if (pipe(ends) != 0) return;
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(ends[1], STDOUT_FILENO);
    execl(SAMTALE_ECHO, SAMTALE_ECHO, "--echo", "--port", "0", "--max-message", limit.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string line;
  for (char byte = 0; read(ends[0], &byte, 1) == 1 && byte != '\n';) line.push_back(byte);
  close(ends[0]);
  if (const auto at = line.find("http://"); at != std::string::npos) {
    if (const auto found = support::ServerAddress::parse(line.substr(at))) address_ = *found;
  }
}

EchoProcess::~EchoProcess() {
  if (pid_ <= 0) return;
  kill(pid_, SIGTERM);
  int status = 0;
  waitpid(pid_, &status, 0);
}

}  // namespace samtale::rfc6455
