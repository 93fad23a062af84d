#include "wire/broken_frame.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>

#include <cstdint>

#include "domain/text.h"
#include "samtale/v1/frame.pb.h"

namespace samtale::wire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::io::CodedInputStream;

// The wire types of Protobuf's encoding that this protocol uses; groups (3 and 4) are long gone.
enum WireType { kVarint = 0, kEightBytes = 1, kLengthAndBytes = 2, kFourBytes = 5 };

void look_into(std::string_view bytes, const Descriptor& type, BrokenFrame& found);

// A text or a message inside. What is not described is passed over, as Protobuf does.
void look_at(std::string_view value, const FieldDescriptor* field, BrokenFrame& found) {
  if (field == nullptr) return;
  if (field->type() == FieldDescriptor::TYPE_MESSAGE) {
    look_into(value, *field->message_type(), found);
  } else if (field->type() == FieldDescriptor::TYPE_STRING) {
    if (!is_utf8(value)) {
      if (found.bad_text.empty()) found.bad_text = field->name();
    } else if (field->containing_type() == v1::Command::descriptor()) {
      found.command_id = value;  // the only text directly in a command
    }
  }
}

void look_into(std::string_view bytes, const Descriptor& type, BrokenFrame& found) {
  CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  while (!found.torn && in.CurrentPosition() < static_cast<int>(bytes.size())) {
    const std::uint32_t tag = in.ReadTag();
    std::uint64_t number = 0;
    std::uint32_t length = 0;
    bool whole = tag >> 3 != 0;
    switch (tag & 7) {
      case kVarint: whole = whole && in.ReadVarint64(&number); break;
      case kEightBytes: whole = whole && in.Skip(8); break;
      case kFourBytes: whole = whole && in.Skip(4); break;
      case kLengthAndBytes: {
        whole = whole && in.ReadVarint32(&length);
        if (!whole) break;
        const auto value = bytes.substr(static_cast<std::size_t>(in.CurrentPosition()), length);
        const auto* field = type.FindFieldByNumber(static_cast<int>(tag >> 3));
        const bool cut_off = value.size() < length;
        // A command that was cut off still says its id; a text that was cut off says nothing.
        if (!cut_off || (field != nullptr && field->type() == FieldDescriptor::TYPE_MESSAGE))
          look_at(value, field, found);
        whole = !cut_off && in.Skip(static_cast<int>(length));
        break;
      }
      default: whole = false;
    }
    if (!whole) found.torn = true;
  }
}

}  // namespace

BrokenFrame look_into_client_frame(std::string_view bytes) {
  BrokenFrame found;
  look_into(bytes, *v1::ClientFrame::descriptor(), found);
  return found;
}

}  // namespace samtale::wire
