#pragma once
// An HTTP answer, as routes give it.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "media/open_file.h"

namespace samtale::transport {

// Part of a file; sent in pieces, by the system, without passing through our memory.
struct FilePart {
  std::shared_ptr<const media::OpenFile> file;
  std::uint64_t first = 0;
  std::uint64_t length = 0;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  // Shared text is for what many answers have in common, as the web client's files.
  std::variant<std::string, std::shared_ptr<const std::string>, FilePart> body;
};

// Called exactly once, on the shard's thread; at once or later.
using Respond = std::function<void(Response)>;

}  // namespace samtale::transport
