#pragma once
// The headers that every answer carries: what a page may load and use, what may be cached, and so on. Any thread.
#include <string>
#include <vector>

#include "transport/request.h"
#include "transport/response.h"

namespace samtale::transport {

class SecurityHeaders {
 public:
  // `meeting_hosts`: whose pages may be shown inside ours, as https_host() gives them.
  explicit SecurityHeaders(const std::vector<std::string>& meeting_hosts);

  void add_to(Response& response, const Request& request) const;

 private:
  std::string frames_;       // of the Content-Security-Policy
  std::string permissions_;  // the whole Permissions-Policy
};

}  // namespace samtale::transport
