#pragma once
// The composition root: makes every part, connects them, runs until a signal, takes them down in order.
#include "app/demo_seminar.h"
#include "app/options.h"

namespace samtale::app {

// Prints `listening on http://…` to stdout when ready: the address that is bound, which is what a proxy in front of it
// and whoever looks for the process need; before that `people use …`, when a public address was given. Returns the exit
// code. SIGINT and SIGTERM stop it: no new connections, every client told to come back, what was accepted stored. Throws
// std::exception when it cannot start.
int run_server(const Options& options);

// The same with the demo seminar; prints its links before the line above.
int run_demo(const Options& options, const DemoTalks& talks);

}  // namespace samtale::app
