#pragma once
// The room, as it really is: an inbox, a batch on its way to the log, and the screens. See room.h for the contract.
//
// A batch at a time is on its way to the log; what is decided meanwhile is gathered into the next one, so that deciding
// and storing go on side by side and one fsync serves many. The state is then ahead of the log: nobody may look, and
// nobody is told of anything, until all is stored. If a batch is refused, so is what was decided on top of it.
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "domain/change.h"
#include "domain/decide.h"
#include "domain/event.h"
#include "live/answered_commands.h"
#include "live/batch.h"
#include "live/hub.h"
#include "live/presence.h"
#include "live/recent_deliveries.h"
#include "live/room.h"
#include "live/room_surroundings.h"
#include "live/talk_reports.h"
#include "wire/stored_state.h"

namespace samtale::live {

class LiveRoom final : public Room, public std::enable_shared_from_this<LiveRoom> {
 public:
  // Called when plan or session state have changed durably, and when the room must be forgotten.
  struct Owner {
    std::function<void(const Seminar&)> plan_changed;
    std::function<void()> dropped;
  };

  // `beginning`: what the log holds.
  LiveRoom(RoomSurroundings surroundings, wire::StoredState beginning, Owner owner);

  // Timers run from here on.
  void go_live();
  // Closes every connection; nothing more is stored or sent.
  void stop(CloseCode code);
  // Nobody is here, nothing waits, and no time runs: read from the log again, it would be the same room.
  bool is_at_rest() const;
  // Whether its log is longer than when it came to life.
  bool has_grown() const { return stored_.sequence > began_at_; }

  void join(std::shared_ptr<Subscriber> subscriber, Joiner joiner) override;
  void leave(const Subscriber& subscriber) override;
  void submit(std::shared_ptr<Subscriber> subscriber, Command command) override;
  void submit_from_server(Command command, std::function<void(std::optional<Rejection>)> done) override;
  void inspect(std::function<void(const Seminar*)> look) override;
  void seen(const Subscriber& subscriber, std::uint32_t round_trip_ms) override;
  void told(const Subscriber& subscriber, const TalkReport& report) override;

 private:
  struct JoinItem {
    std::shared_ptr<Subscriber> subscriber;
    Joiner joiner;
  };
  struct CommandItem {
    std::shared_ptr<Subscriber> subscriber;  // null: the server itself
    Command command;
    std::function<void(std::optional<Rejection>)> done;  // the server's own
  };
  struct LookItem {
    std::function<void(const Seminar*)> look;
  };
  using Item = std::variant<JoinItem, CommandItem, LookItem>;

  bool put_in_inbox(Item item);
  void work_through_inbox();
  bool must_wait(const Item& item) const;
  void welcome(const JoinItem& item);
  const std::string& shown_to_everyone();
  std::vector<Change> unstored_for_staff() const;
  std::vector<Change> talks_that_are_gone() const;
  void decide_into_batch(CommandItem item);
  void decide_anew(const Command& command, Reply& reply);
  std::vector<AddressedChange> take_effect(Millis now_ms, std::vector<event::Body> bodies, Reply& reply);
  void store_what_was_decided();
  void batch_stored(store::AppendOutcome outcome);
  void go_back_to_the_log();
  void back_at_the_log(std::optional<wire::StoredState> state);
  void begin_with(wire::StoredState state);
  void ask_for_snapshot();
  void tell_staff_whether_saving(bool saving);
  void say_all(std::vector<Reply> replies);
  void say(Reply& reply);
  void tell_what_is_untold();
  void refuse(const Asker& asker, const Rejection& why) const;
  void drop();
  void arm_timer();
  void arm_presence();
  Context context_of(const Asker& asker) const;

  RoomSurroundings around_;
  Owner owner_;
  Seminar seminar_;
  Position position_;  // of the state; ahead of the log while something is to be stored
  Position stored_;    // where the log ends, as far as is certain
  std::unordered_map<CommandId, std::uint64_t> known_commands_;
  AnsweredCommands answered_;
  std::uint64_t began_at_ = 0;       // where the log ended when the room came to life
  std::uint64_t next_snapshot_ = 0;  // the sequence from which a new one is wanted
  std::deque<Item> inbox_;
  struct OnItsWay {
    Batch batch;   // the store has its events
    Position end;  // of the log, once it is there
  };
  std::optional<OnItsWay> on_its_way_;
  Batch next_;  // decided on top of what is on its way
  bool going_back_ = false;  // the log is being read again, since it did not take what was decided
  bool working_ = false;
  bool stopped_ = false;
  Hub hub_;
  Presence presence_;
  TalkReports talk_reports_;
  RecentDeliveries recent_;
  std::string shown_to_everyone_;  // of a snapshot, encoded
  std::optional<Position> shown_to_everyone_at_;
  std::vector<const Delivery*> untold_;  // of the replies that are being said: they go out together
  std::unique_ptr<Alarm> phase_end_;
  std::unique_ptr<Alarm> presence_news_;
  bool presence_armed_ = false;
  bool saving_ = true;  // false: the last batch was refused by the store
};

}  // namespace samtale::live
