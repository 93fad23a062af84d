#include "heard.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <cstdint>

#include "samtale/v1/frame.pb.h"

namespace samtale::bench {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

// Goes through the fields of one message; texts and messages in it are given as they stand.
class Fields {
 public:
  explicit Fields(std::string_view bytes)
      : bytes_(bytes), stream_(reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<int>(bytes.size())) {}

  // False: at the end, or broken.
  bool next() {
    const auto tag = stream_.ReadTag();
    if (tag == 0) {
      broken_ = !stream_.ConsumedEntireMessage();
      return false;
    }
    number_ = WireFormatLite::GetTagFieldNumber(tag);
    value_ = 0;
    part_ = {};
    const auto type = WireFormatLite::GetTagWireType(tag);
    if (type == WireFormatLite::WIRETYPE_VARINT) {
      broken_ = !stream_.ReadVarint64(&value_);
    } else if (type == WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
      std::uint32_t length = 0;
      broken_ = !stream_.ReadVarint32(&length);
      const auto at = static_cast<std::size_t>(stream_.CurrentPosition());
      broken_ = broken_ || !stream_.Skip(static_cast<int>(length));
      if (!broken_) part_ = bytes_.substr(at, length);
    } else {
      broken_ = !WireFormatLite::SkipField(&stream_, tag);
    }
    return !broken_;
  }
  int number() const { return number_; }
  std::uint64_t value() const { return value_; }
  std::string_view part() const { return part_; }
  bool is_broken() const { return broken_; }

 private:
  std::string_view bytes_;
  CodedInputStream stream_;
  int number_ = 0;
  std::uint64_t value_ = 0;
  std::string_view part_;
  bool broken_ = false;
};

Position position_in(std::string_view bytes) {
  Position position{0, 0};
  for (Fields fields(bytes); fields.next();) {
    if (fields.number() == v1::Position::kEpochFieldNumber) position.epoch = static_cast<std::uint32_t>(fields.value());
    if (fields.number() == v1::Position::kSequenceFieldNumber) position.sequence = fields.value();
  }
  return position;
}

bool hear_changes(std::string_view bytes, Heard& into) {
  Fields fields(bytes);
  while (fields.next()) {
    switch (fields.number()) {
      case v1::Changes::kPositionFieldNumber: into.position = position_in(fields.part()); break;
      case v1::Changes::kCommandIdsFieldNumber: into.ids.push_back(fields.part()); break;
      case v1::Changes::kSnapshotFieldNumber: into.snapshot = fields.value() != 0; break;
      default: break;
    }
  }
  return !fields.is_broken();
}

bool hear_welcome(std::string_view bytes, Heard& into) {
  Fields fields(bytes);
  while (fields.next()) {
    if (fields.number() == v1::Welcome::kResumedFieldNumber) into.resumed = fields.value() != 0;
  }
  return !fields.is_broken();
}

bool hear_rejection(std::string_view bytes, Heard& into) {
  Fields fields(bytes);
  while (fields.next()) {
    if (fields.number() == v1::Rejection::kCommandIdFieldNumber) into.ids.push_back(fields.part());
  }
  return !fields.is_broken();
}

}  // namespace

void hear(std::string_view payload, Heard& into) {
  into.kind = Heard::Kind::unreadable;
  into.resumed = into.snapshot = false;
  into.position.reset();
  into.ids.clear();
  Fields fields(payload);
  if (!fields.next()) return;
  const auto number = fields.number();
  if (number == v1::ServerFrame::kWelcomeFieldNumber && hear_welcome(fields.part(), into)) {
    into.kind = Heard::Kind::welcome;
  } else if (number == v1::ServerFrame::kChangesFieldNumber && hear_changes(fields.part(), into)) {
    into.kind = Heard::Kind::changes;
  } else if (number == v1::ServerFrame::kRejectionFieldNumber && hear_rejection(fields.part(), into)) {
    into.kind = Heard::Kind::rejection;
  } else if (number == v1::ServerFrame::kClockPongFieldNumber) {
    into.kind = Heard::Kind::pong;
  }
}

}  // namespace samtale::bench
