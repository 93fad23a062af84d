#include "media/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "ops/clock.h"

namespace samtale::media {
namespace {

constexpr int kLookEveryMs = 100;
constexpr int kLowestPriority = 19;
constexpr rlim_t kMemoryBytes = 4ull * 1024 * 1024 * 1024;

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// In the child, between fork and exec: only what is safe there when the parent has many threads.
[[noreturn]] void become(char* const* words, int output, pid_t parent, rlim_t largest_file_bytes) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);  // it died before it could be said
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setpriority(PRIO_PROCESS, 0, kLowestPriority);
  limit(RLIMIT_FSIZE, largest_file_bytes);
  limit(RLIMIT_AS, kMemoryBytes);
  limit(RLIMIT_CORE, 0);
  const int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(nothing, STDERR_FILENO);
  close_range(STDERR_FILENO + 1, ~0U, 0);  // sockets of guests, the database
  const std::array<char*, 2> environment{const_cast<char*>("LC_ALL=C"), nullptr};
  execve(words[0], words, environment.data());
  _exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Reads until the child closes its output; how that came about.
ChildEnd listen(int output, std::int64_t until_ms, const std::function<bool(std::string_view)>& on_output,
                const std::atomic<bool>& stop) {
  std::array<char, 4'096> piece{};
  for (;;) {
    if (stop) return ChildEnd::stopped;
    if (ops::counted_ms() > until_ms) return ChildEnd::took_long;
    pollfd waiting{output, POLLIN, 0};
    if (poll(&waiting, 1, kLookEveryMs) <= 0) continue;
    const auto count = read(output, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return ChildEnd::succeeded;
    if (!on_output(std::string_view(piece.data(), static_cast<std::size_t>(count)))) return ChildEnd::failed;
  }
}

// A program may close its output and go on.
ChildEnd wait_within(pid_t child, std::int64_t until_ms, const std::atomic<bool>& stop) {
  for (;;) {
    siginfo_t about{};
    if (waitid(P_PID, static_cast<id_t>(child), &about, WEXITED | WNOHANG | WNOWAIT) == 0 && about.si_pid == child) {
      return ChildEnd::succeeded;
    }
    if (stop) return ChildEnd::stopped;
    if (ops::counted_ms() > until_ms) return ChildEnd::took_long;
    poll(nullptr, 0, kLookEveryMs / 10);
  }
}

}  // namespace

ChildEnd run_child(const ChildTask& task, const std::function<bool(std::string_view)>& on_output,
                   const std::atomic<bool>& stop) {
  std::vector<char*> words;
  for (const auto& word : task.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return ChildEnd::failed;

  const auto until_ms = ops::counted_ms() + task.within.count();
  const auto parent = getpid();
  const auto child = fork();
  if (child == 0) become(words.data(), pipe_ends[1], parent, static_cast<rlim_t>(task.largest_file_bytes));
  close(pipe_ends[1]);
  if (child < 0) {
    close(pipe_ends[0]);
    return ChildEnd::failed;
  }
  setpgid(child, child);  // whoever of the two is first

  auto end = listen(pipe_ends[0], until_ms, on_output, stop);
  close(pipe_ends[0]);
  if (end == ChildEnd::succeeded) end = wait_within(child, until_ms, stop);
  kill(-child, SIGKILL);  // also what it may have started itself
  const int status = wait_for(child);
  if (end == ChildEnd::succeeded && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) return ChildEnd::failed;
  return end;
}

}  // namespace samtale::media
