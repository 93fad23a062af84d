#pragma once
// The room, as it really is: an inbox, a batch on its way to the log, and the screens. See room.h for the contract.
//
// While a batch is being stored the state is ahead of the log, so nobody may look: the inbox waits. Commands that arrive
// meanwhile become the next batch, which is what makes one fsync serve many.
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

  // What is said once the batch is durable, or refused, in the order decided.
  struct Reply {
    CommandItem item;
    std::variant<Delivery, Rejection, Position> outcome;  // Position: took effect earlier, or changed nothing
    bool plan_changed = false;
    bool remembered = false;  // among the answered commands, on account of this reply
    GroupId group_removed;
  };

  bool put_in_inbox(Item item);
  void work_through_inbox();
  void welcome(const JoinItem& item);
  const std::string& shown_to_everyone();
  std::vector<Change> unstored_for_staff() const;
  std::vector<Change> talks_that_are_gone() const;
  void decide_into_batch(CommandItem item);
  void decide_anew(Reply& reply);
  std::vector<AddressedChange> take_effect(Millis now_ms, std::vector<event::Body> bodies, Reply& reply);
  void store_batch();
  void batch_stored(store::AppendOutcome outcome);
  void go_back_to_the_log();
  void back_at_the_log(std::optional<wire::StoredState> state);
  void begin_with(wire::StoredState state);
  void ask_for_snapshot();
  void tell_staff_whether_saving(bool saving);
  void say_all(std::vector<Reply> replies);
  void say(Reply& reply);
  void tell_what_is_untold();
  void refuse(const CommandItem& item, const Rejection& why) const;
  void drop();
  void arm_timer();
  void arm_presence();
  Context context_of(const CommandItem& item) const;

  RoomSurroundings around_;
  Owner owner_;
  Seminar seminar_;
  Position position_;  // of the state; ahead of the log while a batch is being stored
  Position stored_;    // where the log ends, as far as is certain
  std::unordered_map<CommandId, std::uint64_t> known_commands_;
  AnsweredCommands answered_;
  std::uint64_t began_at_ = 0;       // where the log ended when the room came to life
  std::uint64_t next_snapshot_ = 0;  // the sequence from which a new one is wanted
  std::deque<Item> inbox_;
  std::vector<store::EventRecord> batch_;
  std::vector<Reply> replies_;
  bool storing_ = false;
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
