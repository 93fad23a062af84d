#pragma once
// Which handler answers a request: a small table of patterns such as `/api/seminars/{}/links`. Threads: the shard's.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "transport/request.h"
#include "transport/response.h"

namespace samtale::transport {

// What stood where the pattern has `{}`, in order.
using Captures = std::vector<std::string>;

// Takes a body that is too large for memory, piece by piece. Dropped without finish(): the client went away.
class BodyTaker {
 public:
  virtual ~BodyTaker() = default;
  // `taken(true)`: give me the next. `taken(false)`: no more is wanted, finish() says why. On the shard's thread.
  virtual void take(std::string piece, std::function<void(bool)> taken) = 0;
  virtual void finish(Respond respond) = 0;
};

// For bodies up to kHttpBodyBytes: called when the body is there.
using Answer = std::function<void(const Request&, const Captures&, Respond)>;
// For larger ones: called when the headers are there; a Response refuses the body unread.
using OpenBody = std::function<std::variant<Response, std::shared_ptr<BodyTaker>>(const Request&, const Captures&)>;

struct Route {
  Method method;
  std::vector<std::string> pattern;  // segments; "{}" captures
  std::variant<Answer, OpenBody> handler;
};

struct RouteFound {
  const Route* route = nullptr;
  Captures captures;
  std::string allowed_methods;  // when only the method did not fit: for the header Allow
};

class Router {
 public:
  void add(Method method, std::string_view pattern, Answer answer);
  void add_large_body(Method method, std::string_view pattern, OpenBody open);
  // HEAD is answered by the handler of GET. The pointer is good as long as the router does not change.
  RouteFound find(Method method, std::string_view path) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace samtale::transport
