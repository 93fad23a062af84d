#include "program.h"

#include <signal.h>

#include <cstdio>
#include <exception>
#include <stdexcept>

#include "ops/random.h"

namespace samtale::bench {
namespace {

constexpr int kFailed = 1;
constexpr int kMostRounds = 200;

}  // namespace

int run_program(const std::string& name, CLI::App& app, CommonWishes& wishes, int argc, char** argv,
                const std::function<int()>& bench) {
  app.add_option("--server", wishes.server, "the program to measure");
  app.add_option("--json", wishes.json, "file for the figures");
  app.add_option("--commit", wishes.commit, "what is measured, for the figures");
  if (wishes.rounds > 0) {
    app.add_option("--rounds", wishes.rounds, "of each kind")->check(CLI::Range(1, kMostRounds))->capture_default_str();
  }
  CLI11_PARSE(app, argc, argv);
  signal(SIGPIPE, SIG_IGN);
  try {
    if (!ops::start_random()) throw std::runtime_error("there is no randomness");
    return bench();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "bench %s: %s\n", name.c_str(), failure.what());
    return kFailed;
  }
}

void publish(Report& report, const CommonWishes& wishes) {
  report.print();
  if (!wishes.json.empty() && !report.write_json(wishes.json))
    throw std::runtime_error("the file of figures cannot be written");
}

}  // namespace samtale::bench
