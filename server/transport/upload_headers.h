#pragma once
// The headers of tus 1.0.0 (https://tus.io/protocols/resumable-upload), the protocol in which recordings come in
// pieces. Pure. Threads: any.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "transport/request.h"
#include "transport/response.h"

namespace samtale::transport {

inline constexpr std::string_view kTusVersion = "1.0.0";

// A number of bytes as in Upload-Offset. Nullopt: not digits only, or too large to count.
std::optional<std::uint64_t> read_byte_count(std::string_view header);

// The `filename` of Upload-Metadata, without folders, at most kFileName long. Empty: there is none, or it is not UTF-8.
std::string file_name_in(std::string_view metadata);

// Nullopt: the client speaks our version. Else the answer that tells it.
std::optional<Response> wrong_version(const Request& request);

// What every answer but that to OPTIONS carries.
Response with_version(Response response);

// The answer to OPTIONS: what can be done here.
Response tus_options();

}  // namespace samtale::transport
