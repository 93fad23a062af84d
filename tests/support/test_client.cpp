#include "support/test_client.h"

#include <utility>

#include "ops/random.h"

namespace samtale::support {

TestClient::TestClient(LwsLoop& loop, const ServerAddress& address, std::string token, std::string seminar_id)
    : loop_(loop),
      token_(std::move(token)),
      client_(loop, address, {.token = token_, .seminar_id = std::move(seminar_id), .measures_clock = false},
              {.ended = [this](const Ended& ended) { ended_ = ended; },
               .received =
                   [this](const std::string& message) {
                     received_ += message;
                     auto read = wire::read_server_frame(message);
                     if (!read) return;
                     if (std::holds_alternative<wire::ClockPong>(*read)) ++pongs_;
                     messages_.push_back(std::move(*read));
                   }}) {}

void TestClient::start_hello() {
  ended_.reset();
  client_.connect();
}

bool TestClient::hello() {
  start_hello();
  wait_for([this] { return mirror().synced() || ended_; });
  return mirror().synced();
}

void TestClient::drop() {
  client_.drop();
  wait_for_end();
}

void TestClient::close() {
  client_.close();
  wait_for_end();
}

CommandId TestClient::send(command::Body body) {
  last_sent_ = {ops::random_id<CommandId>(), std::move(body)};
  client_.send(last_sent_);
  return last_sent_.id;
}

std::optional<Answer> TestClient::answer_to(CommandId id) {
  wait_for([&] { return mirror().answer(id).has_value() || ended_; });
  return mirror().answer(id);
}

std::optional<Answer> TestClient::ask(command::Body body) { return answer_to(send(std::move(body))); }

bool TestClient::took_effect(command::Body body) {
  const auto answer = ask(std::move(body));
  last_refusal_ = answer ? answer->why : Rejection{};
  return answer && answer->took_effect;
}

bool TestClient::wait_for(const std::function<bool()>& predicate, std::int64_t within_ms) {
  return loop_.run_until(predicate, within_ms);
}

bool TestClient::catch_up() {
  const auto before = pongs_;
  client_.send_clock_ping();
  return wait_for([&] { return pongs_ > before; });
}

}  // namespace samtale::support
