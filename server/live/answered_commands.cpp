#include "live/answered_commands.h"

#include <utility>

namespace samtale::live {

void AnsweredCommands::remember(CommandId command, Answer answer) {
  if (at_most_ == 0) return;
  if (order_.size() == at_most_) {
    answers_.erase(order_.front());
    order_.pop_front();
  }
  answers_[command] = std::move(answer);
  order_.push_back(command);
}

const AnsweredCommands::Answer* AnsweredCommands::find(CommandId command) const {
  const auto found = answers_.find(command);
  return found == answers_.end() ? nullptr : &found->second;
}

void AnsweredCommands::forget_last(std::size_t count) {
  for (; count > 0 && !order_.empty(); --count) {
    answers_.erase(order_.back());
    order_.pop_back();
  }
}

}  // namespace samtale::live
