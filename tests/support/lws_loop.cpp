#include "support/lws_loop.h"

#include <libwebsockets.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "support/lws_callbacks.h"

namespace samtale::support {

struct LwsLoop::Timer::Body {
  lws_sorted_usec_list_t sul{};
  std::function<void()> then;
  lws_context* context = nullptr;
  bool waiting = true;
};

LwsLoop::Timer::Timer() = default;
LwsLoop::Timer::Timer(Timer&&) noexcept = default;

LwsLoop::Timer& LwsLoop::Timer::operator=(Timer&& other) noexcept {
  if (body_ && this != &other) lws_sul_cancel(&body_->sul);
  body_ = std::move(other.body_);
  return *this;
}

LwsLoop::Timer::~Timer() {
  if (body_) lws_sul_cancel(&body_->sul);
}

bool LwsLoop::Timer::waiting() const { return body_ && body_->waiting; }

LwsLoop::LwsLoop() {
  // libwebsockets would send even connections to this machine through a proxy named in the environment.
  unsetenv("http_proxy");
  unsetenv("socks_proxy");
  lws_set_log_level(0, nullptr);
  static const lws_protocols kProtocols[] = {
      {kWebSocketProtocol, websocket_callback, 0, 4'096, 0, nullptr, 0},
      {kHttpProtocol, http_callback, 0, 4'096, 0, nullptr, 0},
      {nullptr, nullptr, 0, 0, 0, nullptr, 0},
  };
  lws_context_creation_info info{};
  info.port = CONTEXT_PORT_NO_LISTEN;
  info.protocols = kProtocols;
  info.gid = static_cast<gid_t>(-1);
  info.uid = static_cast<uid_t>(-1);
  info.user = this;
  info.options = LWS_SERVER_OPTION_JUST_USE_RAW_ORIGIN;  // the Origin header as it was asked for
  context_ = lws_create_context(&info);
  if (!context_) throw std::runtime_error("libwebsockets could not make a context");
}

LwsLoop::~LwsLoop() {
  ending_ = true;
  lws_context_destroy(context_);
}

LwsLoop::Timer LwsLoop::after(std::int64_t delay_ms, std::function<void()> then) {
  Timer timer;
  timer.body_ = std::make_unique<Timer::Body>();
  timer.body_->then = std::move(then);
  timer.body_->context = context_;
  const auto fire = [](lws_sorted_usec_list_t* sul) {
    // `sul` is the first member of a body that `then` may destroy: nothing of it is touched after the call.
    auto* body = reinterpret_cast<Timer::Body*>(sul);
    body->waiting = false;
    // Timers run before libwebsockets waits for sockets: without this it would wait on, and nobody would look at
    // `done`.
    lws_cancel_service(body->context);
    const auto call = std::move(body->then);
    call();
  };
  lws_sul_schedule(context_, 0, &timer.body_->sul, fire, std::max<std::int64_t>(1, delay_ms * 1'000));
  return timer;
}

void LwsLoop::post(std::function<void()> then) {
  {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(then));
  }
  wake();
}

void LwsLoop::wake() { lws_cancel_service(context_); }

void LwsLoop::run_posted() {
  std::vector<std::function<void()>> now;
  {
    const std::lock_guard lock(mutex_);
    now.swap(posted_);
  }
  for (const auto& then : now) then();
}

bool LwsLoop::service() { return lws_service(context_, 0) >= 0; }

void LwsLoop::run_until(const std::function<bool()>& done) {
  for (;;) {
    run_posted();
    if (done() || !service()) return;
  }
}

bool LwsLoop::run_until(const std::function<bool()>& done, std::int64_t within_ms) {
  bool late = false;
  const auto deadline = after(within_ms, [&late] { late = true; });
  run_until([&] { return late || done(); });
  return done();
}

std::int64_t LwsLoop::now_ms() { return lws_now_usecs() / 1'000; }

}  // namespace samtale::support
