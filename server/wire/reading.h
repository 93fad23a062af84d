#pragma once
// Takes the values of a parsed message apart and remembers the first one that is wrong, so that a conversion reads
// straight through and its caller asks once, at the end. Not shared between threads.
#include <optional>
#include <string>

#include "domain/ids.h"
#include "domain/rejection.h"
#include "wire/convert_enums.h"

namespace samtale::wire {

class Reading {
 public:
  // The first thing that was wrong; while there is none, what was read is whole.
  const std::optional<Rejection>& fault() const { return fault_; }

  // `field` is the name in the .proto file.
  template <class SomeId>
  SomeId id(const std::string& text, const char* field) {
    if (const auto id = SomeId::parse(text)) return *id;
    fail(RejectionCode::id_invalid, field);
    return {};
  }

  // Where the .proto file gives the empty text a meaning.
  template <class SomeId>
  SomeId id_or_none(const std::string& text, const char* field) {
    return text.empty() ? SomeId{} : id<SomeId>(text, field);
  }

  template <class WireEnum>
  auto choice(WireEnum value, const char* field) {
    const auto known = from_wire(value);
    if (!known) fail(RejectionCode::malformed, field);
    return known.value_or(typename decltype(known)::value_type{});
  }

  // Where UNSPECIFIED says that nobody said; in the domain that is 0 too.
  template <class WireEnum>
  auto choice_or_none(WireEnum value, const char* field) {
    using Known = typename decltype(from_wire(value))::value_type;
    return static_cast<int>(value) == 0 ? Known{} : choice(value, field);
  }

 private:
  void fail(RejectionCode code, const char* field) {
    if (!fault_) fault_ = Rejection{code, field, 0};
  }

  std::optional<Rejection> fault_;
};

}  // namespace samtale::wire
