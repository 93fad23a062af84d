#pragma once
// `samtale organiser add`: lets the first organiser in.
#include <string>

#include "app/options.h"

namespace samtale::app {

// Prints the personal link to stdout; it cannot be shown again. Returns the exit code. Throws std::exception when the data folder
// cannot be used, for instance because a server is using it.
int add_organiser(const Options& options, const std::string& name);

}  // namespace samtale::app
