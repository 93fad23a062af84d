#include "transport/websocket_framing.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace samtale::transport {
namespace {

constexpr std::uint8_t kFinalBit = 0x80;
constexpr std::uint8_t kReservedBits = 0x70;
constexpr std::uint8_t kOpcodeBits = 0x0F;
constexpr std::uint8_t kMaskBit = 0x80;
constexpr std::uint8_t kLengthBits = 0x7F;
constexpr std::uint8_t kLengthIn16Bits = 126;
constexpr std::uint8_t kLengthIn64Bits = 127;

bool is_known(std::uint8_t opcode) { return opcode <= 2 || (opcode >= 8 && opcode <= 10); }

std::size_t header_length(std::uint8_t second_byte) {
  const auto length = second_byte & kLengthBits;
  return 2 + (length == kLengthIn16Bits ? 2 : length == kLengthIn64Bits ? 8 : 0) + 4;
}

std::uint64_t big_endian(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
  return value;
}

std::string control_frame(Opcode opcode, std::string_view payload) {
  assert(payload.size() <= kControlPayloadBytes);
  std::string frame;
  frame.reserve(2 + payload.size());
  frame.push_back(static_cast<char>(kFinalBit | static_cast<std::uint8_t>(opcode)));
  frame.push_back(static_cast<char>(payload.size()));
  frame.append(payload);
  return frame;
}

}  // namespace

void unmask(std::span<char> bytes, const std::array<std::uint8_t, 4>& mask, std::size_t offset) {
  std::array<std::uint8_t, 8> turned{};
  for (std::size_t i = 0; i < turned.size(); ++i) turned[i] = mask[(offset + i) % 4];
  std::uint64_t eight;
  std::memcpy(&eight, turned.data(), sizeof eight);
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    word ^= eight;
    std::memcpy(bytes.data() + at, &word, sizeof word);
  }
  for (; at < bytes.size(); ++at) bytes[at] = static_cast<char>(bytes[at] ^ turned[at % 8]);
}

FrameAction FrameReader::fail(std::uint16_t code) {
  over_ = true;
  failed_with_ = code;
  kept_.reset();
  return {FrameEvent::failed, opcode_, {}, code};
}

// What the first two bytes already tell, told before the rest has come.
void FrameReader::check_first_bytes() {
  const auto first = header_[0];
  const auto opcode = static_cast<std::uint8_t>(first & kOpcodeBits);
  opcode_ = static_cast<Opcode>(opcode);
  final_ = (first & kFinalBit) != 0;
  if ((first & kReservedBits) != 0 || !is_known(opcode)) failed_with_ = kCloseProtocolError;
  if (in_control_frame() && !final_) failed_with_ = kCloseProtocolError;
  if (!in_control_frame() && in_message_ != (opcode_ == Opcode::continuation)) failed_with_ = kCloseProtocolError;
  if (header_bytes_ >= 2) {
    if ((header_[1] & kMaskBit) == 0) failed_with_ = kCloseProtocolError;
    if (in_control_frame() && (header_[1] & kLengthBits) > kControlPayloadBytes) failed_with_ = kCloseProtocolError;
  }
  if (failed_with_ == 0 && opcode_ == Opcode::text && !rules_.accept_text) failed_with_ = kCloseUnsupportedData;
}

void FrameReader::begin_frame() {
  const auto short_length = static_cast<std::uint8_t>(header_[1] & kLengthBits);
  std::uint64_t length = short_length;
  if (short_length == kLengthIn16Bits) {
    length = big_endian(header_.data() + 2, 2);
    if (length < kLengthIn16Bits) failed_with_ = kCloseProtocolError;  // not the shortest encoding
  } else if (short_length == kLengthIn64Bits) {
    length = big_endian(header_.data() + 2, 8);
    if (length <= 0xFFFF || length >> 63 != 0) failed_with_ = kCloseProtocolError;
  }
  const auto room_left = rules_.message_bytes - (kept_ ? kept_->message.size() : 0);
  if (failed_with_ == 0 && !in_control_frame() && length > room_left) failed_with_ = kCloseTooBig;
  if (failed_with_ != 0) return;

  std::memcpy(mask_.data(), header_.data() + header_bytes_ - 4, 4);
  payload_left_ = length;
  mask_offset_ = 0;
  in_payload_ = true;
  header_bytes_ = 0;
  if (!in_control_frame() && opcode_ != Opcode::continuation) {
    message_opcode_ = opcode_;
    in_message_ = true;
    utf8_.start_over();
  }
}

bool FrameReader::take_header(std::span<char>& input) {
  while (!input.empty()) {
    header_[header_bytes_++] = static_cast<std::uint8_t>(input.front());
    input = input.subspan(1);
    if (header_bytes_ <= 2) check_first_bytes();
    if (failed_with_ == 0 && header_bytes_ >= 2 && header_bytes_ == header_length(header_[1])) begin_frame();
    if (failed_with_ != 0 || in_payload_) return true;
  }
  return false;
}

FrameAction FrameReader::take_payload(std::span<char>& input) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(payload_left_, input.size()));
  const auto piece = input.first(taken);
  input = input.subspan(taken);
  unmask(piece, mask_, mask_offset_);
  mask_offset_ = static_cast<std::uint8_t>((mask_offset_ + taken) % 4);
  payload_left_ -= taken;
  const std::string_view text(piece.data(), piece.size());

  if (in_control_frame()) {
    if (payload_left_ == 0 && (!kept_ || kept_->control.empty())) {
      in_payload_ = false;
      return end_control(text);
    }
    if (!text.empty()) keep().control.append(text);
    if (payload_left_ != 0) return {};
    in_payload_ = false;
    control_is_out_ = true;
    return end_control(kept_->control);
  }
  if (message_opcode_ == Opcode::text && !utf8_.take(text)) return fail(kCloseNotUtf8);
  if (payload_left_ == 0) in_payload_ = false;
  if (payload_left_ == 0 && final_) return end_data(piece);
  if (!text.empty()) keep().message.append(text);
  return {};
}

FrameAction FrameReader::end_data(std::span<char> last_piece) {
  in_message_ = false;
  if (message_opcode_ == Opcode::text && !utf8_.complete()) return fail(kCloseNotUtf8);
  const std::string_view last(last_piece.data(), last_piece.size());
  if (!kept_ || kept_->message.empty()) return {FrameEvent::message, message_opcode_, last, 0};
  kept_->message.append(last);
  message_is_out_ = true;
  return {FrameEvent::message, message_opcode_, kept_->message, 0};
}

FrameAction FrameReader::end_control(std::string_view payload) {
  if (opcode_ == Opcode::ping) return {FrameEvent::ping, opcode_, payload, 0};
  if (opcode_ == Opcode::pong) return {FrameEvent::pong, opcode_, payload, 0};
  return read_close(payload);
}

FrameAction FrameReader::read_close(std::string_view payload) {
  std::uint16_t code = kCloseNoCode;
  if (payload.size() == 1) return fail(kCloseProtocolError);
  if (payload.size() >= 2) {
    code = static_cast<std::uint16_t>(big_endian(reinterpret_cast<const std::uint8_t*>(payload.data()), 2));
    if (!may_be_sent(code)) return fail(kCloseProtocolError);
    Utf8Check reason;
    if (!reason.take(payload.substr(2)) || !reason.complete()) return fail(kCloseNotUtf8);
  }
  over_ = true;
  return {FrameEvent::closed, Opcode::close, payload, code};
}

FrameReader::Kept& FrameReader::keep() {
  if (!kept_) kept_ = std::make_unique<Kept>();
  return *kept_;
}

// So that a connection that has fallen idle keeps no message.
void FrameReader::forget_what_was_handed_out() {
  const bool message = std::exchange(message_is_out_, false);
  const bool control = std::exchange(control_is_out_, false);
  if (!kept_) return;
  if (message) kept_->message = {};
  if (control) kept_->control = {};
  if (kept_->message.empty() && kept_->control.empty()) kept_.reset();
}

FrameAction FrameReader::next(std::span<char>& input) {
  forget_what_was_handed_out();
  while (!over_) {
    if (!in_payload_ && !take_header(input)) return {};
    if (failed_with_ != 0) return fail(failed_with_);
    // A frame without payload is complete with its header.
    if (input.empty() && payload_left_ != 0) return {};
    const auto action = take_payload(input);
    if (action.event != FrameEvent::need_more) return action;
  }
  input = input.last(0);
  return {};
}

std::string ping_frame(std::string_view payload) { return control_frame(Opcode::ping, payload); }
std::string pong_frame(std::string_view payload) { return control_frame(Opcode::pong, payload); }

std::string close_frame(std::uint16_t code, std::string_view reason) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  payload.append(reason);
  return control_frame(Opcode::close, payload);
}

std::string close_frame_without_code() { return control_frame(Opcode::close, {}); }

bool may_be_sent(std::uint16_t close_code) {
  if (close_code >= 3000 && close_code <= 4999) return true;
  // 1004 is reserved; 1005, 1006 and 1015 stand for events that no frame carried.
  return (close_code >= 1000 && close_code <= 1003) || (close_code >= 1007 && close_code <= 1014);
}

}  // namespace samtale::transport
