#include "post_all.h"

#include <algorithm>
#include <atomic>
#include <boost/algorithm/string/case_conv.hpp>
#include <charconv>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "support/raw_socket.h"

namespace samtale::bench {
namespace {

constexpr std::int64_t kPatienceMs = 60'000;
constexpr std::string_view kEndOfHead = "\r\n\r\n";
constexpr std::string_view kSuccess = "HTTP/1.1 2";

struct Extent {
  std::size_t head;
  std::size_t body;
};

// RFC 9112, 6.3: our server says the length of each answer. Nullopt: the head is not all there yet.
std::optional<Extent> extent_of(const std::string& answer) {
  const auto end = answer.find(kEndOfHead);
  if (end == std::string::npos) return std::nullopt;
  const auto head = boost::algorithm::to_lower_copy(answer.substr(0, end));
  constexpr std::string_view kLength = "\r\ncontent-length:";
  const auto length = head.find(kLength);
  if (length == std::string::npos) throw std::runtime_error("an answer without a length");
  const auto digits = head.find_first_of("0123456789", length + kLength.size());
  std::size_t bytes = 0;
  if (digits != std::string::npos) std::from_chars(head.data() + digits, head.data() + head.size(), bytes);
  return Extent{end + kEndOfHead.size(), bytes};
}

std::string post(support::RawSocket& socket, const support::ServerAddress& address, const std::string& path,
                 const std::string& body) {
  socket.clear();
  socket.write("POST " + path + " HTTP/1.1\r\nHost: " + address.authority() +
               "\r\nContent-Type: application/x-protobuf\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body);
  std::optional<Extent> extent;
  const bool whole = socket.read_until(
      [&](const std::string& received) {
        if (!extent) extent = extent_of(received);
        return extent && received.size() >= extent->head + extent->body;
      },
      kPatienceMs);
  if (!whole) throw std::runtime_error(path + " was not answered");
  const auto& answer = socket.received();
  if (answer.rfind(kSuccess, 0) != 0) throw std::runtime_error(path + ": " + answer.substr(0, answer.find('\r')));
  return answer.substr(extent->head, extent->body);
}

}  // namespace

std::vector<std::string> post_all(const support::ServerAddress& address, const std::string& path,
                                  const std::vector<std::string>& bodies, std::size_t connections) {
  std::vector<std::string> answers(bodies.size());
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::string failure;
  const auto work = [&] {
    try {
      support::RawSocket socket(address);
      if (!socket.connected()) throw std::runtime_error("the server cannot be reached");
      for (auto i = next++; i < bodies.size(); i = next++) answers[i] = post(socket, address, path, bodies[i]);
    } catch (const std::runtime_error& error) {
      next = bodies.size();
      const std::lock_guard lock(mutex);
      failure = error.what();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < std::min(connections, bodies.size()); ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  if (!failure.empty()) throw std::runtime_error(failure);
  return answers;
}

}  // namespace samtale::bench
