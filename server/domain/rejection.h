#pragma once
// Why a command changed nothing. A value for a person to read, never an exception. Codes are stable (seminar.proto).
#include <cstdint>
#include <string>

namespace samtale {

enum class RejectionCode {
  malformed = 1,
  unknown_command = 2,
  not_allowed = 3,
  not_now = 4,
  stale_revision = 5,
  not_found = 6,
  text_empty = 7,
  text_too_long = 8,
  text_not_utf8 = 9,
  limit_reached = 10,
  date_invalid = 11,
  date_in_past = 12,
  length_out_of_range = 13,
  agenda_invalid = 14,
  name_taken = 15,
  too_fast = 16,
  not_saved = 17,
  id_invalid = 18,
  email_invalid = 19,
  personal_number = 20,
  turn_too_short = 21,
  already_taken_up = 22,
  address_invalid = 23,
  code_unknown = 30,
  sign_in_needed = 31,
  not_an_mp4 = 32,
  file_too_large = 33,
  origin_foreign = 34,
  no_such_page = 35,
  outcome_unknown = 36,
  not_a_recording = 37,
  not_web_ready = 38,
  not_webvtt = 39,
  link_expired = 40,
};

struct Rejection {
  RejectionCode code{};
  std::string field;        // as named in the command; may be empty
  std::uint32_t limit = 0;  // where the code speaks of one
  bool operator==(const Rejection&) const = default;
};

}  // namespace samtale
