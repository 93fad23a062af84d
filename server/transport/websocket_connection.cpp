#include "transport/websocket_connection.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cerrno>
#include <utility>

#include "ops/log.h"
#include "transport/connection_table.h"

namespace samtale::transport {
namespace {

// So that one client that sends without pause does not keep the thread from the others.
constexpr int kReadsInARow = 4;

// The calls below go to the kernel directly: one each, without a look at the socket's state before it.
bool try_again_later(ssize_t result) {
  return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

ssize_t send_pieces(int socket, std::span<const std::string_view> pieces) {
  if (pieces.size() == 1) return ::send(socket, pieces[0].data(), pieces[0].size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  std::array<iovec, Outbox::kGathered> vectors;
  std::size_t used = 0;
  for (const auto piece : pieces) vectors[used++] = {const_cast<char*>(piece.data()), piece.size()};
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = used;
  return ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace

WebsocketConnection::WebsocketConnection(Descriptor socket, ConnectionTable& table, FrameRules rules)
    : socket_(std::move(socket)), table_(table), reader_(rules) {
  const auto now_ms = table_.clock().now_ms();
  life_.opened_ms = now_ms;
  life_.heard_ms = now_ms;
}

void WebsocketConnection::start(std::unique_ptr<MessageHandler> handler, Opening opening) {
  handler_ = std::move(handler);
  table_.add(shared_from_this(), next_check_ms(life_));
  if (!table_.watch().watch(socket_.number(), *this)) return drop();
  outbox_.push_last(std::make_shared<const std::string>(std::move(opening.answer)));
  if (!opening.hello && opening.already_read.empty()) return flush();
  // What it is told at once goes with the answer.
  departs_ = true;
  table_.departures().put(shared_from_this());
  if (opening.hello) handler_->on_message(Opcode::binary, *opening.hello);
  if (!dropped_ && !deaf_) take(opening.already_read);
}

void WebsocketConnection::on_ready(Readiness readiness) {
  const auto self = shared_from_this();
  if (readiness.room && life_.sending) flush();
  if ((readiness.input || readiness.over) && !dropped_ && !deaf_) read(readiness.over);
}

// All of it, since what is left is not told again; `to_the_end`: the client's goodbye is behind it.
void WebsocketConnection::read(bool to_the_end) {
  for (int i = 0; i < kReadsInARow; ++i) {
    const auto buffer = table_.read_buffer();
    const auto count = ::recv(socket_.number(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (try_again_later(count)) return;
    if (count <= 0) return drop();
    life_.heard_ms = table_.clock().now_ms();
    life_.pinged = false;
    const auto bytes = buffer.first(static_cast<std::size_t>(count));
    take(bytes);
    if (dropped_ || deaf_) return;
    if (bytes.size() < buffer.size() && !to_the_end) return;
  }
  table_.later([self = shared_from_this(), to_the_end] {
    if (!self->dropped_ && !self->deaf_) self->read(to_the_end);
  });
}

void WebsocketConnection::take(std::span<char> bytes) {
  for (;;) {
    const auto action = reader_.next(bytes);
    if (action.event == FrameEvent::need_more) return;
    obey(action);
    if (dropped_ || deaf_) return;
  }
}

void WebsocketConnection::obey(const FrameAction& action) {
  if (action.event == FrameEvent::closed) {
    client_closed_ = true;
    if (!life_.closing) return queue_close(action.code);
    if (outbox_.empty()) drop();
    return;
  }
  if (life_.closing) return;
  switch (action.event) {
    case FrameEvent::message: return handler_->on_message(action.opcode, action.payload);
    case FrameEvent::ping: return depart_with(std::make_shared<const std::string>(pong_frame(action.payload)));
    case FrameEvent::pong: return handler_->on_sign_of_life();
    default: failed_ = true; return queue_close(action.code);
  }
}

void WebsocketConnection::send(const wire::PreparedFrame& frame) {
  if (!life_.closing && !too_slow_) depart_with(frame);
}

void WebsocketConnection::send_at_once(const wire::PreparedFrame& frame) {
  if (life_.closing || too_slow_) return;
  if (put_in_outbox(frame) && !life_.sending) flush();
}

void WebsocketConnection::close(live::CloseCode code) {
  // Reading on what a flood brings would cost the others as much as obeying it.
  if (code == live::CloseCode::too_many) deaf_ = true;
  if (!life_.closing) queue_close(static_cast<std::uint16_t>(code));
}

void WebsocketConnection::turn_away(live::CloseCode code) {
  close(code);
  drop_soon();
}

void WebsocketConnection::queue_close(std::uint16_t code) {
  if (dropped_) return;
  life_.closing = true;
  life_.closing_ms = table_.clock().now_ms();
  table_.look_after(*this, next_check_ms(life_));
  ops::log::debug("connection closes", {{"code", code}, {"by_client", client_closed_}});
  // Who reads too slowly to get what is queued shall at least get the reason.
  if (too_slow_) outbox_.drop_what_has_not_begun();
  const auto bytes = code == kCloseNoCode ? close_frame_without_code() : close_frame(code);
  outbox_.push_last(std::make_shared<const std::string>(bytes));
  if (!life_.sending) flush();
  if (dropped_) return;
  table_.later([self = shared_from_this()] { self->end_handler(); });
}

void WebsocketConnection::depart_with(const wire::PreparedFrame& frame) {
  if (!put_in_outbox(frame) || life_.sending || std::exchange(departs_, true)) return;
  table_.departures().put(shared_from_this());
}

void WebsocketConnection::depart() {
  departs_ = false;
  if (!dropped_ && !life_.sending) flush();
}

bool WebsocketConnection::put_in_outbox(const wire::PreparedFrame& frame) {
  if (outbox_.push(frame)) return true;
  // Nobody is slow before the kernel has been asked.
  if (!life_.sending) flush();
  if (outbox_.push(frame)) return true;
  give_up_as_slow();
  return false;
}

void WebsocketConnection::give_up_as_slow() {
  if (std::exchange(too_slow_, true)) return;
  table_.later([self = shared_from_this()] { self->close(live::CloseCode::too_slow); });
}

void WebsocketConnection::wait_for_room() {
  if (std::exchange(life_.sending, true)) return;
  life_.progress_ms = table_.clock().now_ms();
  table_.look_after(*this, next_check_ms(life_));
  table_.watch().ask_for_room(socket_.number());
}

// Until the outbox is empty, or the kernel takes no more.
void WebsocketConnection::flush() {
  while (!outbox_.empty()) {
    std::array<std::string_view, Outbox::kGathered> room;
    const auto pieces = outbox_.gather(room);
    std::size_t offered = 0;
    for (const auto piece : pieces) offered += piece.size();
    const auto result = send_pieces(socket_.number(), pieces);
    if (result < 0 && !try_again_later(result)) return drop_soon();
    const auto taken = result < 0 ? 0 : static_cast<std::size_t>(result);
    outbox_.sent(taken);
    if (taken != 0 && life_.sending) life_.progress_ms = table_.clock().now_ms();
    if (taken < offered) return wait_for_room();
  }
  life_.sending = false;
  if (life_.closing) all_is_sent();
}

// The server closes first (RFC 6455, 7.1.1): at once when both have said goodbye. When the connection has failed
// (7.1.7) it says that nothing more will come, and lets the client read why before the socket is closed.
void WebsocketConnection::all_is_sent() {
  if (client_closed_) return drop();
  if (failed_ || deaf_) ::shutdown(socket_.number(), SHUT_WR);
}

void WebsocketConnection::look_after(limits::Millis now_ms) {
  switch (check_life(life_, now_ms)) {
    case LifeDecision::go_on: break;
    case LifeDecision::ping:
      life_.pinged = true;
      depart_with(table_.ping());
      break;
    case LifeDecision::close_silent: close(live::CloseCode::no_sign_of_life); break;
    case LifeDecision::close_slow:
      too_slow_ = true;
      close(live::CloseCode::too_slow);
      break;
    case LifeDecision::drop: drop(); break;
  }
  if (!dropped_) table_.look_after(*this, next_check_ms(life_));
}

void WebsocketConnection::end_handler() {
  if (!std::exchange(handler_ended_, true)) handler_->on_ended();
}

void WebsocketConnection::drop_soon() {
  table_.later([self = shared_from_this()] { self->drop(); });
}

void WebsocketConnection::drop() {
  if (std::exchange(dropped_, true)) return;
  const auto self = shared_from_this();  // the table's share goes now
  life_.closing = true;
  table_.watch().forget(socket_.number());
  socket_.close();
  table_.remove(*this);
  end_handler();
}

}  // namespace samtale::transport
