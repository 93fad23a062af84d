#pragma once
// Which bytes of a file a `Range` header asks for (RFC 9110, section 14). Pure. Threads: any.
#include <cstdint>
#include <string_view>

namespace samtale::media {

struct ByteRange {
  enum class Kind {
    whole,          // answer 200: no range, several, another unit, or one that cannot be read
    part,           // answer 206 with the bytes first..last, both included
    unsatisfiable,  // answer 416
  };
  Kind kind = Kind::whole;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  bool operator==(const ByteRange&) const = default;
};

// `header`: the value of Range, empty when there is none. `size`: of the file in bytes.
ByteRange read_byte_range(std::string_view header, std::uint64_t size);

}  // namespace samtale::media
