#pragma once
// Protobuf messages from and to bytes, the same way everywhere. Any thread.
#include <google/protobuf/message_lite.h>

#include <string>
#include <string_view>

#include "wire/prepared_frame.h"

namespace samtale::wire {

// False: the bytes are not such a message, or a text in it is not UTF-8. Says nothing in the log, which Protobuf would
// do by itself: strangers choose the bytes, and they must not be able to fill a disk with complaints about them.
bool parse(std::string_view bytes, google::protobuf::MessageLite& into);

// Header and payload in one buffer that is allocated once.
PreparedFrame prepare(const google::protobuf::MessageLite& message);

}  // namespace samtale::wire
