#pragma once
// What is the same in the benches that measure a server of their own: their options, and how they end. Threads: one.
#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <string>

#include "bench/figures/report.h"

namespace samtale::bench {

struct CommonWishes {
  std::size_t rounds = 0;  // 0: there are none to be asked for
  std::string server = SAMTALE_PROGRAM;
  std::string json;
  std::string commit = "an unnamed commit";
};

// Reads the command line into `wishes` and what else `app` has, and runs the bench. The exit code: the bench's, or 1
// when it threw something, which is told under its name.
int run_program(const std::string& name, CLI::App& app, CommonWishes& wishes, int argc, char** argv,
                const std::function<int()>& bench);

// Prints the figures and writes the file that was asked for; throws std::runtime_error when it cannot be written.
void publish(Report& report, const CommonWishes& wishes);

}  // namespace samtale::bench
