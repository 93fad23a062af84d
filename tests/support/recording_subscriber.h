#pragma once
// A connection that keeps what it was sent, decoded: what a screen would have received.
#include <optional>
#include <vector>

#include "live/subscriber.h"
#include "wire/server_frame.h"

namespace samtale::support {

class RecordingSubscriber final : public live::Subscriber {
 public:
  void send(const wire::PreparedFrame& frame) override {
    frames.push_back(frame);
    messages.push_back(wire::read_server_frame(wire::payload_of(frame)).value());
  }
  void close(live::CloseCode code) override { closed = code; }

  template <class Message>
  std::vector<Message> all() const {
    std::vector<Message> found;
    for (const auto& message : messages)
      if (const auto* one = std::get_if<Message>(&message)) found.push_back(*one);
    return found;
  }
  template <class Entity>
  std::vector<Entity> entities() const {
    std::vector<Entity> found;
    for (const auto& changes : all<wire::Changes>())
      for (const auto& change : changes.changes)
        if (const auto* one = std::get_if<Entity>(&change)) found.push_back(*one);
    return found;
  }
  void forget() {
    frames.clear();
    messages.clear();
  }

  std::vector<wire::PreparedFrame> frames;
  std::vector<wire::ServerMessage> messages;
  std::optional<live::CloseCode> closed;
};

}  // namespace samtale::support
