#pragma once
// What a room decided and has not yet told: the events that go into the log with one append, and the answers that are
// given once they are there.
#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "domain/limits.h"
#include "domain/position.h"
#include "domain/rejection.h"
#include "live/delivery.h"
#include "live/subscriber.h"
#include "store/event_store.h"

namespace samtale::live {

// Whose command it is, and where the answer goes.
struct Asker {
  CommandId command;
  std::shared_ptr<Subscriber> subscriber;              // null: the server itself
  std::function<void(std::optional<Rejection>)> done;  // the server's own
};

// What is said once the batch is durable, or refused, in the order decided.
struct Reply {
  Asker asker;
  std::variant<Delivery, Rejection, Position> outcome;  // Position: took effect earlier, or changed nothing
  bool plan_changed = false;
  bool remembered = false;  // among the answered commands, on account of this reply
  GroupId group_removed;
};

struct Batch {
  std::vector<store::EventRecord> events;
  std::vector<Reply> replies;
  bool plan_changes = false;

  bool empty() const { return replies.empty(); }
  bool is_full() const {
    return events.size() >= limits::kEventsPerAppend || replies.size() >= limits::kAnswersPerAppend;
  }
  void add(Reply reply) {
    plan_changes = plan_changes || reply.plan_changed;
    replies.push_back(std::move(reply));
  }
};

}  // namespace samtale::live
