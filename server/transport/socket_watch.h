#pragma once
// Who is told when a socket can be read or written: an epoll of our own inside that of the loop.
//
// Asio calls the kernel for every wait, and keeps some 300 bytes for a socket that waits. This calls it once for all of
// a socket's life, and keeps eight bytes: a connection waits nearly always, and there are many. Whoever is told must
// use up what there is, since it is told of news only (EPOLLET).
//
// Threads: the loop's.
#include <cstddef>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace samtale::transport {

struct Readiness {
  bool input = false;
  bool room = false;  // to write; told only to those who asked for it
  bool over = false;  // the peer has ended its side, or the connection is broken: reading says which
};

class Watched {
 public:
  virtual ~Watched() = default;
  // May forget, release and take in any socket.
  virtual void on_ready(Readiness readiness) = 0;
};

class SocketWatch {
 public:
  explicit SocketWatch(boost::asio::any_io_executor executor);
  SocketWatch(const SocketWatch&) = delete;
  SocketWatch& operator=(const SocketWatch&) = delete;

  // From now on `watched` hears of this socket, instead of whoever did before. What was there when the first began is
  // told too. False: the kernel has no memory for one more.
  [[nodiscard]] bool watch(int socket, Watched& watched);
  // Room is told as well, until the socket is closed.
  void ask_for_room(int socket);
  // Nobody hears of it any more; it will be closed.
  void forget(int socket);
  // Nobody hears of it any more, and it lives on elsewhere.
  void release(int socket);

  // The loop need not wait for any of them any more.
  void stop();

 private:
  void wait();
  void tell();

  boost::asio::posix::stream_descriptor epoll_;
  std::vector<Watched*> watched_;  // by socket
  bool waits_ = false;
};

}  // namespace samtale::transport
