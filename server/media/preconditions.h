#pragma once
// What If-Match, If-None-Match and If-Range ask of a file that has an entity tag and no date (RFC 9110, section 13).
// Pure. Threads: any.
#include <string_view>

namespace samtale::media {

struct Preconditions {
  std::string_view if_match;  // lists; empty: the header is not there
  std::string_view if_none_match;
  std::string_view if_range;
};

enum class Precondition {
  go_on,
  not_modified,  // answer 304
  failed,        // answer 412
};

// Of a GET or HEAD. `tag`: of the file, with its quotes; it is a strong one.
Precondition check_preconditions(const Preconditions& asked, std::string_view tag);

// Whether a Range header counts. Not when the client's part is of another version, or of one that it knows by a date or
// a weak tag: it gets the whole.
bool range_counts(const Preconditions& asked, std::string_view tag);

}  // namespace samtale::media
