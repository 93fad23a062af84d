#pragma once
// Commands that were answered for good and left nothing in the log: the rules refused them, or there was nothing to do.
// A copy of such a command may still come, by an old connection that was slow, when it would take effect. It is to get
// the answer that its sender has acted on (P-34).
//
// Remembers the newest. In memory only: a room ends, is put away or dropped, when no connection is left that could bring
// a copy. Pure. Threads: the shard's.
#include <cstddef>
#include <deque>
#include <optional>
#include <unordered_map>

#include "domain/command.h"
#include "domain/rejection.h"

namespace samtale::live {

class AnsweredCommands {
 public:
  // Nullopt: there was nothing to do.
  using Answer = std::optional<Rejection>;

  explicit AnsweredCommands(std::size_t at_most) : at_most_(at_most) {}

  // Not yet remembered.
  void remember(CommandId command, Answer answer);
  // Null: unknown, or too long ago.
  const Answer* find(CommandId command) const;
  // As if the last `count` had not been answered.
  void forget_last(std::size_t count);

 private:
  std::size_t at_most_;
  std::unordered_map<CommandId, Answer> answers_;
  std::deque<CommandId> order_;  // the oldest first
};

}  // namespace samtale::live
