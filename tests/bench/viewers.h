#pragma once
// Many players of one recording, as far as the server can tell: each has a connection of its own, asks for ranges, and
// reads no faster than it plays, so that the server always has something to send it.
//
// A thread of their own, from construction to stop(): whoever measures something else beside them is not held up.
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "support/server_address.h"

namespace samtale::bench {

struct Recording {
  std::string target;  // path and query
  std::uint64_t bytes = 0;
};

struct Watching {
  std::size_t viewers = 0;
  double bytes_per_second = 0;    // that each of them reads
  std::uint64_t piece_bytes = 0;  // of a request; 0: to the end of the recording
};

struct Watched {
  double seconds = 0;
  std::uint64_t bytes = 0;
  std::uint64_t answers = 0;  // 206
  std::uint64_t refused = 0;  // any other answer, and connections that broke
  std::size_t starved = 0;    // viewers who once had to wait for more than two seconds' worth of what they read
};

class Viewer;

class Viewers {
 public:
  Viewers(const support::ServerAddress& address, const Recording& recording, const Watching& watching);
  ~Viewers();
  Viewers(const Viewers&) = delete;
  Viewers& operator=(const Viewers&) = delete;

  // All stop watching; what became of it. Once.
  Watched stop();

 private:
  void tick();

  const Recording recording_;
  const Watching watching_;
  boost::asio::io_context context_;
  boost::asio::steady_timer next_;
  std::vector<std::unique_ptr<Viewer>> viewers_;
  std::size_t ticks_ = 0;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::thread thread_;
};

}  // namespace samtale::bench
