#include "transport/api_answer.h"

#include <utility>

#include "wire/api.h"

namespace samtale::transport {

int status_of(RejectionCode code) {
  switch (code) {
    case RejectionCode::sign_in_needed: return 401;
    case RejectionCode::not_allowed:
    case RejectionCode::origin_foreign:
    case RejectionCode::link_expired: return 403;
    case RejectionCode::not_found:
    case RejectionCode::code_unknown:
    case RejectionCode::no_such_page: return 404;
    case RejectionCode::not_now:
    case RejectionCode::stale_revision:
    case RejectionCode::limit_reached:
    case RejectionCode::name_taken: return 409;
    case RejectionCode::file_too_large: return 413;
    case RejectionCode::not_an_mp4:
    case RejectionCode::not_a_recording:
    case RejectionCode::not_web_ready:
    case RejectionCode::not_webvtt: return 415;
    case RejectionCode::too_fast: return 429;
    case RejectionCode::not_saved:
    case RejectionCode::outcome_unknown: return 503;
    default: return 400;
  }
}

Response refuse(const Rejection& why) {
  auto response = answer_with(wire::write(why), status_of(why.code));
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (response.status == 429 || response.status == 503) response.headers.emplace_back("Retry-After", "10");
  return response;
}

Response answer_with(std::string protobuf, int status) {
  return {status, {{"Content-Type", "application/x-protobuf"}}, std::move(protobuf)};
}

Response answer_empty(int status) { return {status, {}, std::string{}}; }

}  // namespace samtale::transport
