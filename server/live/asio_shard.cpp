#include "live/asio_shard.h"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace samtale::live {
namespace {

class AsioAlarm final : public Alarm {
 public:
  explicit AsioAlarm(boost::asio::io_context& loop) : timer_(loop) {}

  void set(std::chrono::milliseconds from_now, std::function<void()> ring) override {
    timer_.expires_after(from_now);
    timer_.async_wait([this, ring = std::move(ring), setting = ++setting_, alive = std::weak_ptr(alive_)](
                          const boost::system::error_code& error) {
      // A ring that was already on its way when the alarm was set anew or destroyed comes without an error.
      if (!error && alive.lock() && setting == setting_) ring();
    });
  }
  void cancel() override {
    ++setting_;
    timer_.cancel();
  }

 private:
  boost::asio::steady_timer timer_;
  unsigned setting_ = 0;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace

void AsioShard::post(std::function<void()> task) { boost::asio::post(loop_, std::move(task)); }

std::unique_ptr<Alarm> AsioShard::make_alarm() { return std::make_unique<AsioAlarm>(loop_); }

}  // namespace samtale::live
