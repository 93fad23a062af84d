#pragma once
// Many HTTP requests of one kind, by a few connections that stay open, for setting things up quickly.
//
// Threads: makes some, and has joined them when it returns.
#include <cstddef>
#include <string>
#include <vector>

#include "support/server_address.h"

namespace samtale::bench {

// POSTs each body (application/x-protobuf) to `path`; the bodies of the answers, in the same order. Anything but 2xx,
// and a connection that breaks, is a std::runtime_error in words.
std::vector<std::string> post_all(const support::ServerAddress& address, const std::string& path,
                                  const std::vector<std::string>& bodies, std::size_t connections = 16);

}  // namespace samtale::bench
