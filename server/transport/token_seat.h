#pragma once
// What a connection takes for being counted among those that came with its token (P-15): its place in the table's list
// of them lies in the connection itself, so that the table keeps nothing for each but a pointer. Threads: the shard's.
#include <cstddef>
#include <cstring>

#include <boost/intrusive/unordered_set.hpp>

#include "auth/doorkeeper.h"

namespace samtale::transport {

class TokenSeat : public boost::intrusive::unordered_set_base_hook<> {
 public:
  // Of the last that it was counted with.
  const store::TokenHash& token() const { return token_; }

 private:
  friend class ConnectionTable;
  store::TokenHash token_{};
};

struct TokenOfSeat {
  using type = store::TokenHash;
  const store::TokenHash& operator()(const TokenSeat& seat) const { return seat.token(); }
};

struct HashOfToken {
  std::size_t operator()(const store::TokenHash& token) const noexcept {
    std::size_t value;  // SHA-256: any eight bytes are a good hash
    std::memcpy(&value, token.data(), sizeof value);
    return value;
  }
};

}  // namespace samtale::transport
