#pragma once
// What can still be learnt from a client's message that Protobuf refused (P-04): whose it is, and whether the bytes are
// broken or only a text in them is not UTF-8. Protobuf itself says no more than "no". Any thread; no allocation beyond
// the answer.
#include <string>
#include <string_view>

namespace samtale::wire {

struct BrokenFrame {
  std::string command_id;  // of the command in it, as sent; empty where there is none to be found
  bool torn = false;       // the bytes are no message
  std::string bad_text;    // name of the first field whose text is not UTF-8, where the message is otherwise whole
};

BrokenFrame look_into_client_frame(std::string_view bytes);

}  // namespace samtale::wire
