#include "tests/network/pipe.h"

#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/write.hpp>

namespace samtale::network_test {
namespace {

constexpr std::size_t kReadBytes = 4'096;
// More is left to the senders, as on a real line.
constexpr std::size_t kMostWaiting = 65'536;

}  // namespace

Pipe::Pipe(Ends ends, std::weak_ptr<void> keeper, std::mt19937& dice, std::function<void()> broken)
    : ends_(ends),
      keeper_(std::move(keeper)),
      dice_(dice),
      broken_(std::move(broken)),
      timer_(ends_.from.get_executor()),
      buffer_(kReadBytes, '\0') {}

void Pipe::start() {
  if (!reading_) read();
}

void Pipe::set(const Weather& weather) {
  weather_ = weather;
  deliver();
}

void Pipe::go_dead() {
  dead_ = true;
  if (!reading_ && ends_.from.is_open()) read();
}

void Pipe::read() {
  reading_ = true;
  ends_.from.async_read_some(boost::asio::buffer(buffer_),
                             [this, keeper = keeper_.lock()](boost::system::error_code error, std::size_t length) {
                               reading_ = false;
                               took_in(error, length);
                             });
}

void Pipe::took_in(boost::system::error_code error, std::size_t length) {
  if (error == boost::asio::error::operation_aborted) return;
  if (error && dead_) return;
  if (error) return put({}, error != boost::asio::error::eof);
  if (!dead_) put(buffer_.substr(0, length), false);
  if (dead_ || waiting_bytes_ < kMostWaiting) read();
}

void Pipe::put(std::string bytes, bool reset) {
  const auto jitter_ms = std::uniform_int_distribution<int>(0, weather_.jitter_ms)(dice_);
  auto due = Clock::now() + std::chrono::milliseconds(weather_.delay_ms + jitter_ms);
  if (!parcels_.empty()) due = std::max(due, parcels_.back().due);
  waiting_bytes_ += bytes.size();
  parcels_.push_back({due, std::move(bytes), reset});
  deliver();
}

void Pipe::deliver() {
  if (parcels_.empty() || writing_ || timing_ || weather_.held || dead_ || ended_) return;
  const auto& first = parcels_.front();
  if (first.due > Clock::now()) return deliver_at(first.due);
  if (first.bytes.empty()) return pass_on_the_end(first.reset);
  auto length = first.bytes.size() - sent_of_first_;
  if (weather_.drip_bytes > 0) length = std::min(length, weather_.drip_bytes);
  writing_ = true;
  boost::asio::async_write(ends_.to, boost::asio::buffer(first.bytes.data() + sent_of_first_, length),
                           [this, keeper = keeper_.lock()](boost::system::error_code error, std::size_t written) {
                             writing_ = false;
                             delivered(error, written);
                           });
}

void Pipe::deliver_at(Clock::time_point when) {
  timing_ = true;
  timer_.expires_at(when);
  timer_.async_wait([this, keeper = keeper_.lock()](boost::system::error_code) {
    timing_ = false;
    deliver();
  });
}

void Pipe::delivered(boost::system::error_code error, std::size_t length) {
  if (dead_ || error == boost::asio::error::operation_aborted) return;
  if (error) return broken_();
  sent_of_first_ += length;
  waiting_bytes_ -= length;
  if (sent_of_first_ == parcels_.front().bytes.size()) {
    parcels_.pop_front();
    sent_of_first_ = 0;
  }
  if (!reading_ && waiting_bytes_ < kMostWaiting) {
    const bool end_is_known = !parcels_.empty() && parcels_.back().bytes.empty();
    if (!end_is_known) read();
  }
  if (weather_.drip_bytes > 0) return deliver_at(Clock::now() + std::chrono::milliseconds(weather_.drip_every_ms));
  deliver();
}

void Pipe::pass_on_the_end(bool reset) {
  ended_ = true;
  if (reset) return broken_();
  boost::system::error_code ignored;
  ends_.to.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace samtale::network_test
