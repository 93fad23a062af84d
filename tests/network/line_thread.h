#pragma once
// The thread on which all lines of a test work; it ends with this object.
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace samtale::network_test {

class LineThread {
 public:
  LineThread() = default;
  ~LineThread() {
    context_.stop();
    thread_.join();
  }
  LineThread(const LineThread&) = delete;
  LineThread& operator=(const LineThread&) = delete;

  boost::asio::io_context& context() { return context_; }

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{context_.get_executor()};
  std::thread thread_{[this] { context_.run(); }};
};

}  // namespace samtale::network_test
