#include "viewers.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

namespace samtale::bench {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// Each viewer is looked after four times a second, a few of them at a time, as players do not act in one breath.
constexpr std::size_t kTicksPerSecond = 40;
constexpr std::size_t kTurns = 10;
constexpr double kSecondsBetween = static_cast<double>(kTurns) / kTicksPerSecond;
constexpr double kStarvedAfterSeconds = 2;
// About a second of a recording: what the network holds is then no cushion.
constexpr int kReceiveBytes = 128 * 1'024;
constexpr std::string_view kEndOfHead = "\r\n\r\n";

}  // namespace

class Viewer {
 public:
  Viewer(boost::asio::io_context& context, const tcp::endpoint& server, const Recording& recording,
         const Watching& watching, std::uint64_t begin)
      : socket_(context), server_(server), recording_(recording), watching_(watching), next_byte_(begin) {}

  void begin() {
    socket_.open(server_.protocol());
    socket_.set_option(boost::asio::socket_base::receive_buffer_size(kReceiveBytes));
    socket_.async_connect(server_, [this](error_code error) {
      if (error) return broken();
      ask();
    });
  }

  // It has played for a while and wants more.
  void may_read() {
    wanted_ += watching_.bytes_per_second * kSecondsBetween;
    if (wanted_ > kStarvedAfterSeconds * watching_.bytes_per_second) figures_.starved = 1;
    if (!under_way_ && !broken_) go_on();
  }

  const Watched& figures() const { return figures_; }

 private:
  void ask() {
    const auto last = watching_.piece_bytes == 0 ? recording_.bytes - 1
                                                 : std::min(recording_.bytes, next_byte_ + watching_.piece_bytes) - 1;
    request_ = "GET " + recording_.target + " HTTP/1.1\r\nHost: " + server_.address().to_string() +
               "\r\nRange: bytes=" + std::to_string(next_byte_) + "-" + std::to_string(last) + "\r\n\r\n";
    head_.clear();
    left_ = last - next_byte_ + 1;
    next_byte_ = last + 1 == recording_.bytes ? 0 : last + 1;
    in_head_ = true;
    under_way_ = true;
    boost::asio::async_write(socket_, boost::asio::buffer(request_), [this](error_code error, std::size_t) {
      if (error) return broken();
      read();
    });
  }

  void go_on() {
    if (left_ == 0) return ask();
    if (in_head_ || wanted_ >= 1) return read();
    under_way_ = false;
  }

  void read() {
    under_way_ = true;
    const auto most = in_head_ ? buffer_.size() : std::min(buffer_.size(), static_cast<std::size_t>(wanted_) + 1);
    socket_.async_read_some(boost::asio::buffer(buffer_.data(), most), [this](error_code error, std::size_t count) {
      if (error) return broken();
      take({buffer_.data(), count});
    });
  }

  void take(std::string_view bytes) {
    if (in_head_) {
      head_ += bytes;
      const auto end = head_.find(kEndOfHead);
      if (end == std::string::npos) return read();
      if (head_.rfind("HTTP/1.1 206", 0) != 0) return broken();
      ++figures_.answers;
      in_head_ = false;
      count(head_.size() - end - kEndOfHead.size());
    } else {
      count(bytes.size());
    }
    go_on();
  }

  void count(std::uint64_t bytes) {
    figures_.bytes += bytes;
    wanted_ -= static_cast<double>(bytes);
    left_ -= std::min(left_, bytes);
  }

  void broken() {
    ++figures_.refused;
    broken_ = true;
    error_code ignored;
    socket_.close(ignored);
  }

  tcp::socket socket_;
  const tcp::endpoint server_;
  const Recording& recording_;
  const Watching& watching_;
  std::uint64_t next_byte_;
  std::uint64_t left_ = 0;  // of the answer that is being read
  double wanted_ = 0;       // bytes it might have read by now, and has not
  bool in_head_ = false;
  bool under_way_ = true;
  bool broken_ = false;
  std::string request_;
  std::string head_;
  std::array<char, 64 * 1'024> buffer_{};
  Watched figures_;
};

Viewers::Viewers(const support::ServerAddress& address, const Recording& recording, const Watching& watching)
    : recording_(recording), watching_(watching), next_(context_) {
  const tcp::endpoint server(boost::asio::ip::make_address(address.host), static_cast<std::uint16_t>(address.port));
  for (std::size_t i = 0; i < watching_.viewers; ++i) {
    // Not all look at the same block of the disk.
    const auto begin = recording_.bytes / watching_.viewers * i;
    viewers_.push_back(std::make_unique<Viewer>(context_, server, recording_, watching_, begin));
    viewers_.back()->begin();
  }
  tick();
  thread_ = std::thread([this] { context_.run(); });
}

Viewers::~Viewers() {
  if (thread_.joinable()) stop();
}

void Viewers::tick() {
  next_.expires_at((ticks_ == 0 ? std::chrono::steady_clock::now() : next_.expiry()) +
                   std::chrono::milliseconds(1'000 / kTicksPerSecond));
  next_.async_wait([this](error_code error) {
    if (!error) tick();
  });
  for (auto i = ticks_ % kTurns; i < viewers_.size(); i += kTurns) viewers_[i]->may_read();
  ++ticks_;
}

Watched Viewers::stop() {
  context_.stop();
  thread_.join();
  Watched all;
  all.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  for (const auto& viewer : viewers_) {
    all.bytes += viewer->figures().bytes;
    all.answers += viewer->figures().answers;
    all.refused += viewer->figures().refused;
    all.starved += viewer->figures().starved;
  }
  return all;
}

}  // namespace samtale::bench
