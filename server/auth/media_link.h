#pragma once
// The query that opens the files of one recording for some hours: `until=<epoch seconds>&sign=<HMAC-SHA256>`. The HMAC
// is of the media id and the moment, under a key made from the server's link key for this purpose alone.
//
// Every link given out within the same six hours ends at the same moment, so that all screens have the same address and
// what lies between them and the server can keep the file. Moments are of the server's clock. Pure. Threads: any.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/link_key.h"
#include "domain/ids.h"

namespace samtale::auth {

// A link is good for at least this long and less than twice as long.
inline constexpr std::int64_t kMediaLinkLastsMs = 6 * 3'600'000;

// Of a link that is given out now.
std::int64_t media_link_ends_at_ms(std::int64_t now_ms);

// `ends_at_ms`: a whole second.
std::string media_link_query(MediaId media, std::int64_t ends_at_ms, const LinkKey& key);

// For how many more seconds, at least one, `until` and `sign` as they stand in the query open this recording; nullopt:
// they do not. Takes as long for a wrong signature as for a right one.
std::optional<std::int64_t> media_link_good_for_s(MediaId media, std::string_view until, std::string_view sign,
                                                  std::int64_t now_ms, const LinkKey& key);

}  // namespace samtale::auth
