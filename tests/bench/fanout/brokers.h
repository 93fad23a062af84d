#pragma once
// nats-server and mosquitto: brokers that carry what one client publishes to all who subscribed, over WebSockets.
#include <filesystem>
#include <memory>

#include "contender.h"

namespace samtale::bench {

// Null: it is not installed or does not start.
std::unique_ptr<Contender> start_nats(const std::filesystem::path& folder);
std::unique_ptr<Contender> start_mosquitto(const std::filesystem::path& folder);

}  // namespace samtale::bench
