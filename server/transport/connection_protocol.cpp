#include "transport/connection_protocol.h"

#include <utility>

namespace samtale::transport {

using live::CloseCode;

ProtocolStep ConnectionProtocol::before_hello(wire::ClientMessage message) {
  if (auto* unreadable = std::get_if<wire::Unreadable>(&message)) {
    return Refuse{{std::move(unreadable->command_id), std::move(unreadable->why)}};
  }
  auto* hello = std::get_if<wire::Hello>(&message);
  if (!hello) return End{CloseCode::no_sign_of_life};  // P-10: something else came first
  if (hello->protocol != 1) return End{CloseCode::client_too_old};
  greeted_ = true;
  return Greet{std::move(*hello)};
}

std::optional<ProtocolStep> ConnectionProtocol::over_rate(const wire::ClientMessage& message, limits::Millis now_ms) {
  const auto* command = std::get_if<Command>(&message);
  auto& allowance = command ? commands_ : others_;
  if (allowance.take(now_ms)) {
    too_fast_in_a_row_ = 0;
    return std::nullopt;
  }
  if (++too_fast_in_a_row_ >= limits::kTooFastInARow) return End{CloseCode::too_many};
  if (!command) return Ignore{};
  return Refuse{{command->id.text(), {RejectionCode::too_fast, {}, 0}}};
}

ProtocolStep ConnectionProtocol::on_message(std::string_view bytes, limits::Millis now_ms) {
  auto message = wire::read_client_frame(bytes);
  if (auto step = over_rate(message, now_ms)) return std::move(*step);
  if (!greeted_) return before_hello(std::move(message));

  if (auto* command = std::get_if<Command>(&message)) return Submit{std::move(*command)};
  if (auto* ping = std::get_if<wire::ClockPing>(&message)) return AnswerClock{*ping};
  if (const auto* report = std::get_if<TalkReport>(&message)) return TakeReport{*report};
  if (auto* unreadable = std::get_if<wire::Unreadable>(&message)) {
    return Refuse{{std::move(unreadable->command_id), std::move(unreadable->why)}};
  }
  return Refuse{{{}, {RejectionCode::malformed, "hello", 0}}};  // P-10: a second one
}

std::variant<SeminarId, CloseCode> seminar_for(const auth::Identity& identity, std::string_view named,
                                               const OwnerOf& owner_of) {
  std::optional<SeminarId> wish;
  if (!named.empty()) {
    wish = SeminarId::parse(named);
    if (!wish) return CloseCode::other_seminar;
  }
  if (identity.viewer.role != Role::organiser) {
    if (wish && *wish != identity.seminar) return CloseCode::other_seminar;
    if (!owner_of(identity.seminar)) return CloseCode::gone;
    return identity.seminar;
  }
  if (!wish) return CloseCode::other_seminar;
  const auto owner = owner_of(*wish);
  if (!owner) return CloseCode::gone;
  if (*owner != identity.organiser) return CloseCode::other_seminar;
  return *wish;
}

std::size_t connections_allowed(const auth::Identity& identity) {
  return is_group_device(identity.viewer.role) ? limits::kConnectionsPerDevice : limits::kConnectionsPerPersonalLink;
}

}  // namespace samtale::transport
