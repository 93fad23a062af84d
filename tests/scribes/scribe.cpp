#include "scribes/scribe.h"

#include <utility>

#include "ops/random.h"
#include "scribes/what_to_write.h"

namespace samtale::scribes {

Scribe::Scribe(support::LwsLoop& loop, const support::ServerAddress& address, Options options)
    : loop_(loop),
      options_(std::move(options)),
      dice_(options_.seed),
      client_(loop, address, {.token = options_.token, .pace = options_.pace, .seed = dice_()},
              {.settled = [this](const Command& command, const support::Answer& answer) { note(command, answer); }}) {}

void Scribe::begin() {
  const auto pause_ms = std::uniform_int_distribution<std::int64_t>(options_.least_ms, options_.most_ms)(dice_);
  next_ = loop_.after(pause_ms, [this] {
    write();
    begin();
  });
}

void Scribe::write() {
  const auto role = client_.mirror().welcome().viewer.role;
  const bool may_write = is_staff(role) || role == Role::host || role == Role::phone;
  if (!may_write || client_.unsettled() >= options_.most_unsettled) return;
  const auto text = std::to_string(options_.seed) + "/" + std::to_string(account_.size());
  account_.push_back({{ops::random_id<CommandId>(), what_to_write(dice_, client_.mirror(), text)}, false, {}});
  client_.ask(account_.back().command);
}

void Scribe::note(const Command& command, const support::Answer& answer) {
  for (auto i = first_unsettled_; i < account_.size(); ++i) {
    auto& entry = account_[i];
    if (entry.command.id != command.id) continue;
    entry.settled = true;
    entry.answer = answer;
    acknowledged_ += answer.took_effect ? 1 : 0;
  }
  while (first_unsettled_ < account_.size() && account_[first_unsettled_].settled) ++first_unsettled_;
}

}  // namespace samtale::scribes
