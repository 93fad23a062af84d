#pragma once
// What the bench tells a peer on its standard input, a line for each order: `broadcast COUNT BYTES` sends so many
// messages of so many bytes to every client. Any one thread.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace samtale::bench {

struct Order {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

class Orders {
 public:
  // Reads what there is, without waiting for more; false: the bench has gone.
  bool read();
  // The next that is whole.
  std::optional<Order> next();

 private:
  std::string received_;
};

// A server's frame with a binary message of so many bytes.
std::string frame_of(std::size_t payload_bytes);

// A listening socket on 127.0.0.1 and a port that the kernel picks, with as long a backlog as it allows; says where on
// standard output. A std::runtime_error when there is none.
int listen_and_say_so();

}  // namespace samtale::bench
