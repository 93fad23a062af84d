#pragma once
// A server that takes part in the fan-out: ours, the floor, or a peer. What is particular about talking to it; who
// talks and how it is measured is the same for all (round.h).
//
// Threads: the swarm's.
#include <cstddef>
#include <string>
#include <string_view>

#include "bench/clients/swarm.h"
#include "support/server_address.h"

namespace samtale::bench {

// What is told to everybody. `bytes`: of the message, without the frame's header; ours has its natural size.
struct News {
  enum class Kind { phase, timer };
  Kind kind{};
  std::size_t bytes = 96;
};

class Contender {
 public:
  virtual ~Contender() = default;

  virtual std::string name() const = 0;
  virtual support::ServerAddress address() const = 0;
  virtual int process_id() const = 0;

  // It shows what coming costs, and is told nothing.
  virtual bool only_comes() const { return false; }

  // How connections are asked for.
  virtual Visit visit(std::size_t /*who*/) const { return {"/", "", ""}; }
  // Connections beyond the audience, for what is needed to make the server tell something; they have the last numbers.
  virtual std::size_t helpers() const { return 0; }

  // The connection is open: says what has to be said first. True: it is part of the audience already.
  virtual bool on_open(Swarm& swarm, std::size_t who) = 0;
  // A message to somebody who is not part of the audience yet. True: now it is.
  virtual bool on_answer(Swarm& swarm, std::size_t who, std::string_view payload) = 0;

  // How far a message to one of the audience brings it; that many are a change of so many bytes.
  virtual std::size_t progress(std::size_t /*who*/, std::string_view /*payload*/) { return 1; }
  virtual std::size_t progress_of(std::size_t /*bytes*/) const { return 1; }

  // Has everybody told so many changes, in one go.
  virtual void tell_all(Swarm& swarm, const News& news, std::size_t count) = 0;
};

}  // namespace samtale::bench
