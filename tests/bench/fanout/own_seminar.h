#pragma once
// Ours among the contenders: a real server with one seminar that is full. For every eight devices a group: its host,
// its screen and six phones; and four facilitators besides, who move the session and the timer by turns, so that none
// of them is too fast (P-37).
//
// What cannot be set up is a std::runtime_error. Threads: the swarm's.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench/seats/seats.h"
#include "contender.h"
#include "domain/command.h"
#include "domain/position.h"
#include "support/lws_loop.h"
#include "support/server_process.h"

namespace samtale::bench {

inline constexpr const char* kOurs = "Samtale";
inline constexpr std::size_t kFacilitators = 4;
inline constexpr std::size_t kDevicesOfGroup = 8;

class OwnSeminar final : public Contender {
 public:
  // Clients 0 to 3 of the swarm are the facilitators, the others `devices` devices (a multiple of eight).
  OwnSeminar(const std::string& program, const std::filesystem::path& folder, std::size_t devices);

  std::string name() const override { return kOurs; }
  support::ServerAddress address() const override { return server_.address(); }
  int process_id() const override { return server_.process_id(); }
  Visit visit(std::size_t who) const override;
  bool on_open(Swarm&, std::size_t) override { return false; }
  bool on_answer(Swarm& swarm, std::size_t who, std::string_view payload) override;
  std::size_t progress(std::size_t who, std::string_view payload) override;
  void tell_all(Swarm& swarm, const News& news, std::size_t count) override;

  // Whoever comes from now on takes up where it was (P-13): it gets a Welcome, and nothing else.
  void resume_from_now_on() { resumes_ = position_.has_value(); }
  const std::vector<Seat>& seats() const { return seats_.seats; }

 private:
  std::size_t look(std::string_view payload);
  std::string next_command(News::Kind kind);

  support::ServerProcess server_;
  support::LwsLoop loop_;
  SeatedSeminar seats_;
  std::optional<Position> position_;
  bool resumes_ = false;
  std::uint32_t phase_revision_ = 0;
  bool forward_ = true;
  bool longer_ = true;
  std::size_t next_facilitator_ = 0;
};

}  // namespace samtale::bench
