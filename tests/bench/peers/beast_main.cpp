// samtale-peer-beast: a broadcast as one writes it first with Boost.Beast: each client has a queue, each message is an
// async_write to each client.
#include <unistd.h>

#include <cstdio>
#include <deque>
#include <exception>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "orders.h"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

class Client : public std::enable_shared_from_this<Client> {
 public:
  using All = std::unordered_set<std::shared_ptr<Client>>;

  Client(tcp::socket socket, All& all) : stream_(std::move(socket)), all_(all) {}

  void begin() {
    stream_.binary(true);
    stream_.async_accept([self = shared_from_this()](error_code error) {
      if (error) return;
      self->all_.insert(self);
      self->read();
    });
  }

  void send(std::shared_ptr<const std::string> message) {
    queue_.push_back(std::move(message));
    if (queue_.size() == 1) write();
  }

 private:
  void read() {
    stream_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error) {
        self->all_.erase(self);
        return;
      }
      self->buffer_.clear();
      self->read();
    });
  }

  void write() {
    stream_.async_write(asio::buffer(*queue_.front()), [self = shared_from_this()](error_code error, std::size_t) {
      if (error) return self->queue_.clear();
      self->queue_.pop_front();
      if (!self->queue_.empty()) self->write();
    });
  }

  beast::websocket::stream<tcp::socket> stream_;
  All& all_;
  beast::flat_buffer buffer_;
  std::deque<std::shared_ptr<const std::string>> queue_;
};

class NaiveServer {
 public:
  NaiveServer()
      : acceptor_(context_, tcp::v4(), samtale::bench::listen_and_say_so()), input_(context_, ::dup(STDIN_FILENO)) {
    accept();
    wait_for_orders();
  }
  void run() { context_.run(); }

 private:
  void accept() {
    acceptor_.async_accept([this](error_code error, tcp::socket socket) {
      if (!error) {
        socket.set_option(tcp::no_delay(true));
        std::make_shared<Client>(std::move(socket), clients_)->begin();
      }
      accept();
    });
  }

  void wait_for_orders() {
    input_.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code error) {
      if (error || !orders_.read()) return context_.stop();
      while (const auto order = orders_.next()) {
        const auto message = std::make_shared<const std::string>(order->bytes, 'x');
        for (std::size_t i = 0; i < order->count; ++i) {
          for (const auto& client : clients_) client->send(message);
        }
      }
      wait_for_orders();
    });
  }

  // What handlers hold on to goes before the context does.
  asio::io_context context_{1};
  Client::All clients_;
  tcp::acceptor acceptor_;
  asio::posix::stream_descriptor input_;
  samtale::bench::Orders orders_;
};

}  // namespace

int main() {
  try {
    NaiveServer().run();
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "%s\n", failed.what());
    return 1;
  }
  // The clients that are left and the context's handlers hold each other; the system takes them all.
  std::fflush(stdout);
  _exit(0);
}
