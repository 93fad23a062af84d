#include "wire/message_bytes.h"

#include <google/protobuf/stubs/logging.h>

#include <cstdint>
#include <limits>
#include <utility>

namespace samtale::wire {

bool parse(std::string_view bytes, google::protobuf::MessageLite& into) {
  static const google::protobuf::LogSilencer kQuietForEver;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
  return into.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

PreparedFrame prepare(const google::protobuf::MessageLite& message) {
  const std::size_t payload_bytes = message.ByteSizeLong();
  const std::string header = binary_header(payload_bytes);
  std::string bytes(header.size() + payload_bytes, '\0');
  header.copy(bytes.data(), header.size());
  message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(bytes.data() + header.size()));
  return std::make_shared<const std::string>(std::move(bytes));
}

}  // namespace samtale::wire
