#pragma once
// A Protobuf message that is filled or parsed, used and gone. Nearly all fit into a block on the stack, so that they and
// what is in them cost no allocation but that of long texts; what is longer grows on the heap. Not shared between threads.
#include <google/protobuf/arena.h>

#include <array>
#include <cstddef>

namespace samtale::wire {

template <class Message>
class ShortLived {
 public:
  ShortLived() : arena_(block_.data(), block_.size()), message_(*google::protobuf::Arena::CreateMessage<Message>(&arena_)) {}
  ShortLived(const ShortLived&) = delete;
  ShortLived& operator=(const ShortLived&) = delete;

  Message& operator*() { return message_; }
  Message* operator->() { return &message_; }

 private:
  static constexpr std::size_t kBlockBytes = 4'096;

  alignas(std::max_align_t) std::array<char, kBlockBytes> block_;  // left as it is: the arena writes before it reads
  google::protobuf::Arena arena_;
  Message& message_;
};

}  // namespace samtale::wire
