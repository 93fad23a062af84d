#pragma once
// People of one seminar on a Swarm: they say hello, write commands, keep account of what became of each, and come back
// with the position they had.
//
// Threads: one.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/clients/swarm.h"
#include "domain/command.h"
#include "domain/position.h"
#include "heard.h"

namespace samtale::bench {

// A command that is ready to be sent: making it is not part of what is measured.
struct Prepared {
  std::string id;  // as in frames
  std::string frame;
  std::size_t kind = 0;  // which of the alternatives of command::Body
};
Prepared prepare(command::Body body);

class People final : public SwarmObserver {
 public:
  enum class Fate : std::uint8_t { open, took_effect, refused };
  struct Entry {
    Prepared command;
    Nanos sent_at = 0;
    Nanos answered_at = 0;
    Fate fate = Fate::open;
  };

  explicit People(const support::ServerAddress& server) : swarm_(server, *this) {}

  // Somebody with a device's or facilitator's token; an organiser names the seminar. Connects from within the swarm's
  // run.
  std::size_t add(const std::string& token, SeminarId seminar = {});
  // Sends it, and again on every later connection until it is answered (P-33).
  void write(std::size_t who, Prepared command);
  void write_together(std::size_t who, std::vector<Prepared> commands);
  // Those who lost their connection, or got none.
  std::size_t away() const { return away_.size(); }
  // Everybody loses theirs, without a word to the server.
  void lose_connections();
  // They try again, once each, with the positions they have (P-13).
  void come_back();

  Swarm& swarm() { return swarm_; }
  std::size_t size() const { return everybody_.size(); }
  // Knows everything as of its Hello: has been given a snapshot, or all that it missed.
  bool in_step(std::size_t who) const { return everybody_[who].in_step; }
  std::size_t in_step() const { return in_step_; }
  Nanos in_step_at(std::size_t who) const { return everybody_[who].in_step_at; }
  bool resumed(std::size_t who) const { return everybody_[who].resumed; }

  const std::vector<Entry>& account(std::size_t who) const { return everybody_[who].account; }
  std::size_t answered() const { return answered_; }  // commands of all
  std::size_t refused() const { return refused_; }
  std::size_t unanswered() const { return written_ - answered_; }
  // What was answered is forgotten; whoever measures rounds looks at one at a time.
  void forget_answered();

  // Called whenever a command was answered: for whoever writes the next one then.
  std::function<void(std::size_t who)> on_answer = [](std::size_t) {};

  // Frames that cannot be read.
  std::size_t unreadable() const { return unreadable_; }

  void on_open(std::size_t, Nanos) override {}
  void on_message(std::size_t who, Opcode opcode, std::string_view payload, Nanos at) override;
  void on_closed(std::size_t who, const Farewell& farewell, Nanos at) override;

 private:
  struct Person {
    std::string token;
    SeminarId seminar;
    std::optional<Position> position;
    std::vector<Entry> account;
    std::size_t first_open = 0;
    Nanos in_step_at = 0;
    bool welcomed = false;
    bool in_step = false;
    bool resumed = false;
  };

  static Visit visit_of(const Person& person);
  void greet(Person& person, std::size_t who, bool resumed);
  void is_in_step(Person& person, Nanos at);
  void is_cut_off(std::size_t who);
  void answer(Person& person, std::size_t who, std::string_view id, Fate fate, Nanos at);

  Swarm swarm_;
  std::vector<Person> everybody_;
  std::vector<std::size_t> away_;
  Heard heard_;
  std::size_t in_step_ = 0;
  std::size_t written_ = 0;
  std::size_t answered_ = 0;
  std::size_t refused_ = 0;
  std::size_t unreadable_ = 0;
};

}  // namespace samtale::bench
