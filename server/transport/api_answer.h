#pragma once
// Answers of the HTTP interface: Protobuf bodies, and ApiError with the status that fits. Threads: any.
#include <string>

#include "domain/rejection.h"
#include "transport/response.h"

namespace samtale::transport {

int status_of(RejectionCode code);
Response refuse(const Rejection& why);
inline Response refuse(RejectionCode code) { return refuse(Rejection{code, {}, 0}); }
Response answer_with(std::string protobuf, int status = 200);
Response answer_empty(int status = 204);

}  // namespace samtale::transport
