#pragma once
// One device or person with a client that follows docs/protocol.md to the letter: a mirror, an outbox that survives a
// reload, one connection at a time, the same ids when it sends again. Threads: one.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "simulation/link.h"
#include "simulation/random_command.h"
#include "support/mirror.h"

namespace samtale::simulation {

// What a client that is broken on purpose does.
struct Habits {
  bool new_id_when_resending = false;
  bool forgets_the_outbox = false;
};

class ModelClient final : public ClientEnd {
 public:
  struct Seat {
    std::uint64_t number = 0;  // for the trace
    std::string token;
    SeminarId seminar;
    Viewer viewer;
  };
  // Gives a connection that begins, or null: nobody answers there.
  using Dial = std::function<std::shared_ptr<Link>(ModelClient&)>;

  ModelClient(Timeline& timeline, Trace& trace, Observer& observer, Seat seat, Habits habits, Dial dial, Dice dice);

  // Connects, and from then on comes back by itself.
  void start();
  // The person asks for something.
  void act();
  // Its player says how it stands; from now on it says so again after every Welcome.
  void report();
  // The page is loaded anew: what was shown is gone, what was to be sent is not.
  void reload();
  // The lid is closed: the connection goes, nothing else does. It comes back by itself.
  void sleep(Micros length);
  // The device knows that the network is back: no more waiting.
  void network_is_back();

  void on_message(const wire::ServerMessage& message) override;
  void on_closed(std::optional<live::CloseCode> code) override;

  // At rest: connected, nothing to send, nothing unanswered, and showing what is to be seen. Says what is not so.
  void check_at_rest(Position end);
  const std::shared_ptr<Link>& link() const { return link_; }
  const Seat& seat() const { return seat_; }
  // What staff are to be told of it at rest; nullopt: nothing.
  std::optional<TalkReport> standing() const;
  const std::map<GroupId, change::GroupTalk>& told_of_players() const { return mirror_.talks(); }
  bool is_here() const { return link_ != nullptr; }

 private:
  struct Sent {
    Command command;
    int sendings = 0;
    int answers = 0;
    bool settled = false;  // took effect, or refused for a reason that does not pass
  };
  struct OnThisLink {
    CommandId command;
    bool is_first = false;  // it had not been sent before
    int sendings = 0;
    int answers = 0;
  };

  void connect();
  void come_back_after(Micros delay);
  void greet();
  void send(CommandId id);
  void send_outbox();
  void take(const wire::Changes& changes);
  void take(const wire::Refusal& refusal);
  void answered(CommandId id, std::optional<Rejection> why);
  void check_order(const OnThisLink& entry, const std::optional<Rejection>& why);
  void watch_timer();
  void broken(const std::string& rule) { observer_.broken("client " + std::to_string(seat_.number) + ": " + rule); }

  Timeline& timeline_;
  Trace& trace_;
  Observer& observer_;
  Seat seat_;
  Habits habits_;
  Dial dial_;
  Dice dice_;
  support::Mirror mirror_;  // gone with the page; what was sent is counted below
  std::shared_ptr<Link> link_;
  std::uint64_t connection_ = 0;  // counts attempts, so that an old plan to come back is known as old
  bool gone_ = false;             // told not to come back
  bool outbox_sent_ = false;      // on this connection
  std::map<CommandId, Sent> sent_;
  std::deque<CommandId> outbox_;      // in the order asked; until settled
  std::deque<OnThisLink> this_link_;  // in the order first sent here
  std::optional<TalkReport> report_;
  std::optional<Timer> last_timer_;
  std::uint32_t last_epoch_ = 0;
};

}  // namespace samtale::simulation
