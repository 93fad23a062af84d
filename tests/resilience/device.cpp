#include "device.h"

#include <cstdlib>
#include <utility>

#include "domain/limits.h"
#include "ops/random.h"
#include "wire/client_frame.h"

namespace samtale::resilience {

std::string Announcements::next() {
  auto text = std::to_string(sent_us.size()) + " ";
  // Four bytes a symbol: as many bytes as a broadcast can have.
  while (text.size() < 4 * (limits::kBroadcast - 20)) text += "\xf0\x9f\xa6\x86";
  sent_us.push_back(counting_clock_us());
  return text;
}

Device::Device(support::LwsLoop& loop, const support::ServerAddress& address, std::string token,
               const Announcements& announced)
    : announced_(announced), token_(std::move(token)) {
  support::LwsClient::Events events;
  events.opened = [this] { connection_->send_binary(wire::write_hello({1, token_, "", std::nullopt})); };
  events.message = [this](const std::string& bytes) {
    const auto message = wire::read_server_frame(bytes);
    if (message) std::visit([this](const auto& body) { take(body); }, *message);
  };
  events.ended = [this](const support::Ended& ended) { ended_ = ended; };
  connection_ = std::make_unique<support::LwsClient>(loop, address, support::LwsClient::Options{}, std::move(events));
}

CommandId Device::send(command::Body body) {
  const auto id = ops::random_id<CommandId>();
  waiting_.emplace(id.text(), counting_clock_us());
  connection_->send_binary(wire::write_command({id, std::move(body)}));
  return id;
}

void Device::take(const wire::Changes& changes) {
  if (changes.snapshot) {
    there_ = true;
    next_ = announced_.sent_us.size();
  } else {
    for (const auto& change : changes.changes) {
      if (const auto* broadcast = std::get_if<Broadcast>(&change)) see(*broadcast);
    }
  }
  for (const auto& id : changes.commands) answered(id.text());
}

void Device::take(const wire::Refusal& refusal) {
  ++refused_;
  answered(refusal.command_id);
}

void Device::see(const Broadcast& broadcast) {
  const auto number = static_cast<std::size_t>(std::strtoull(broadcast.text.c_str(), nullptr, 10));
  if (number >= announced_.sent_us.size()) return;
  if (number != next_) ++missed_;
  next_ = number + 1;
  ++seen_;
  broadcasts_.add(counting_clock_us() - announced_.sent_us[number]);
}

void Device::answered(const std::string& id) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  answers_.add(counting_clock_us() - found->second);
  waiting_.erase(found);
}

}  // namespace samtale::resilience
