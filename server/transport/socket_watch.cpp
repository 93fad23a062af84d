#include "transport/socket_watch.h"

#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace samtale::transport {
namespace {

constexpr std::uint32_t kInput = EPOLLIN | EPOLLRDHUP | EPOLLET;
constexpr std::uint32_t kOver = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
// Then the loop does what else is due.
constexpr int kToldInARow = 128;

epoll_event news_of(int socket, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = socket;
  return event;
}

int new_epoll() {
  const int number = epoll_create1(EPOLL_CLOEXEC);
  if (number < 0) throw std::runtime_error("the system gives no epoll");
  return number;
}

}  // namespace

SocketWatch::SocketWatch(boost::asio::any_io_executor executor) : epoll_(std::move(executor), new_epoll()) {}

bool SocketWatch::watch(int socket, Watched& watched) {
  const auto place = static_cast<std::size_t>(socket);
  if (place >= watched_.size()) watched_.resize(place + 1);
  if (!watched_[place]) {
    auto event = news_of(socket, kInput);
    if (epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, socket, &event) != 0) return false;
  }
  watched_[place] = &watched;
  if (!waits_) wait();
  return true;
}

void SocketWatch::ask_for_room(int socket) {
  auto event = news_of(socket, kInput | EPOLLOUT);
  epoll_ctl(epoll_.native_handle(), EPOLL_CTL_MOD, socket, &event);
}

void SocketWatch::forget(int socket) { watched_[static_cast<std::size_t>(socket)] = nullptr; }

void SocketWatch::release(int socket) {
  forget(socket);
  epoll_event ignored{};
  epoll_ctl(epoll_.native_handle(), EPOLL_CTL_DEL, socket, &ignored);
}

void SocketWatch::stop() {
  boost::system::error_code ignored;
  epoll_.cancel(ignored);
}

void SocketWatch::wait() {
  waits_ = true;
  epoll_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](boost::system::error_code cancelled) {
    if (cancelled) return;
    tell();
    wait();
  });
}

// News of a socket that was closed in this round may come for one that has got its number: it finds nothing to read.
void SocketWatch::tell() {
  std::array<epoll_event, kToldInARow> events;
  const int count = epoll_wait(epoll_.native_handle(), events.data(), kToldInARow, 0);
  for (int i = 0; i < count; ++i) {
    const auto news = events[static_cast<std::size_t>(i)];
    if (auto* watched = watched_[static_cast<std::size_t>(news.data.fd)]) {
      watched->on_ready({(news.events & EPOLLIN) != 0, (news.events & EPOLLOUT) != 0, (news.events & kOver) != 0});
    }
  }
}

}  // namespace samtale::transport
