// What was acknowledged is still there after kill -9 (R1): a child process writes and tells its parent over a pipe what
// the store acknowledged; the parent kills it in the middle and reads the log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "store/stored_data.h"
#include "tests/contract/blocking_store.h"
#include "tests/support/temporary_folder.h"

namespace samtale::contract {
namespace {

using store::AppendOutcome;

constexpr std::size_t kSeminars = 8;
constexpr int kVerifyEvery = 10;  // rounds

// Fewer when the machine is so slow that they take longer than half of what a test may take.
int rounds() {
  const char* wanted = std::getenv("SAMTALE_KILL_ROUNDS");
  return wanted != nullptr ? std::atoi(wanted) : 100;
}
constexpr std::chrono::seconds kTimeForAll{150};
constexpr int kAtLeast = 20;

struct Acknowledged {
  std::uint32_t seminar;
  std::uint64_t sequence;
};

SeminarId seminar_number(std::size_t index) {
  SeminarId id;
  id.bytes[0] = static_cast<std::uint8_t>(index + 1);
  return id;
}

std::string text_for(std::size_t index, std::uint64_t sequence) {
  return std::to_string(index) + "/" + std::to_string(sequence) + std::string(sequence % 700, '.');
}

// Writes the next event of one seminar as soon as the last one is acknowledged, for ever.
void write_on(store::EventStore& events, std::size_t index, std::uint64_t last_sequence, int pipe_end) {
  const auto next = last_sequence + 1;
  events.append(seminar_number(index), {1, last_sequence}, {record(text_for(index, next))},
                [&events, index, next, pipe_end](AppendOutcome outcome) {
                  if (outcome != AppendOutcome::committed) _exit(3);
                  const Acknowledged told{static_cast<std::uint32_t>(index), next};
                  if (::write(pipe_end, &told, sizeof told) != sizeof told) _exit(4);
                  write_on(events, index, next, pipe_end);
                });
}

[[noreturn]] void be_the_writer(const std::filesystem::path& folder, int pipe_end) {
  const auto opened = store::open_store(folder);
  for (std::size_t index = 0; index < kSeminars; ++index) {
    write_on(opened->events(), index, read_after(opened->events(), seminar_number(index)).events.size(), pipe_end);
  }
  for (;;) pause();
}

class Writer {
 public:
  explicit Writer(const std::filesystem::path& folder) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    process_ = fork();
    if (process_ == 0) {
      ::close(ends[0]);
      be_the_writer(folder, ends[1]);
    }
    ::close(ends[1]);
    pipe_end_ = ends[0];
  }
  ~Writer() { ::close(pipe_end_); }

  bool next(Acknowledged& told) { return ::read(pipe_end_, &told, sizeof told) == sizeof told; }
  // The signal that ended it.
  int kill_it() {
    int status = 0;
    kill(process_, SIGKILL);
    waitpid(process_, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  }

 private:
  pid_t process_ = 0;
  int pipe_end_ = -1;
};

TEST(KilledWriter, LosesNothingItAcknowledged) {
  ASSERT_TRUE(ops::start_random());
  support::TemporaryFolder folder;
  std::mt19937 random(20'261'121);
  std::array<std::uint64_t, kSeminars> acknowledged{};
  auto before = acknowledged;
  const auto end = std::chrono::steady_clock::now() + kTimeForAll;
  const bool in_a_hurry = std::getenv("SAMTALE_KILL_ROUNDS") == nullptr;
  int round = 0;
  std::uint64_t total = 0;
  for (; round < rounds(); ++round) {
    if (in_a_hurry && round >= kAtLeast && std::chrono::steady_clock::now() > end) break;
    SCOPED_TRACE(round);
    Writer writer(folder.path());
    Acknowledged told{};
    const auto enough = 1 + random() % 300;
    for (std::size_t i = 0; i < enough; ++i) {
      ASSERT_TRUE(writer.next(told)) << "the writer ended by itself";
      acknowledged.at(told.seminar) = told.sequence;
    }
    EXPECT_EQ(writer.kill_it(), SIGKILL);
    while (writer.next(told)) acknowledged.at(told.seminar) = told.sequence;

    const auto opened = store::open_store(folder.path());
    for (std::size_t index = 0; index < kSeminars; ++index) {
      const auto texts = texts_of(read_after(opened->events(), seminar_number(index)));
      ASSERT_GE(texts.size(), acknowledged[index]);
      // At most the one that was under way when it died.
      ASSERT_LE(texts.size(), acknowledged[index] + 1);
      for (std::size_t i = 0; i < texts.size(); ++i) ASSERT_EQ(texts[i], text_for(index, i + 1));
      total += texts.size() - before[index];
      acknowledged[index] = texts.size();
    }
    before = acknowledged;
    if (round % kVerifyEvery == kVerifyEvery - 1) {
      ASSERT_THAT(store::StoredData(folder.path() / "samtale.db").faults(), testing::IsEmpty());
    }
  }
  std::printf("%d times killed, %ju events, none lost\n", round, static_cast<std::uintmax_t>(total));
}

}  // namespace
}  // namespace samtale::contract
