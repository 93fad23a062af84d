#pragma once
// A shard on an io_context: the real one.
#include <boost/asio/io_context.hpp>

#include "live/shard.h"

namespace samtale::live {

class AsioShard final : public Shard {
 public:
  // `loop` is run by one thread and outlives the shard and its alarms.
  explicit AsioShard(boost::asio::io_context& loop) : loop_(loop) {}
  void post(std::function<void()> task) override;
  std::unique_ptr<Alarm> make_alarm() override;

 private:
  boost::asio::io_context& loop_;
};

}  // namespace samtale::live
