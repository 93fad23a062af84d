#include "own_seminar.h"

#include <stdexcept>
#include <variant>

#include "ops/random.h"
#include "wire/client_frame.h"
#include "wire/server_frame.h"

namespace samtale::bench {
namespace {

constexpr std::uint32_t kProtocol = 1;
constexpr Millis kALittleMs = 1'000;

std::string fragment_of(const std::string& link) { return link.substr(link.find('#') + 1); }

}  // namespace

OwnSeminar::OwnSeminar(const std::string& program, const std::filesystem::path& folder, std::size_t devices)
    : server_(program, folder) {
  if (!server_.start("demo", {})) throw std::runtime_error("the server does not start");
  SeatsWish wish;
  wish.groups = devices / kDevicesOfGroup;
  wish.devices = kDevicesOfGroup;
  seats_ = seat(loop_, server_.address(), fragment_of(server_.demo("organiser")), wish);
}

// As the web client does: Hello comes with the handshake (P-16).
Visit OwnSeminar::visit(std::size_t who) const {
  const auto& token = who < kFacilitators ? seats_.facilitator_token : seats_.seats[who - kFacilitators].token;
  wire::Hello hello{kProtocol, token, {}, {}};
  if (resumes_) hello.position = position_;
  Visit visit;
  visit.subprotocol = hello_protocols(wire::write_hello(hello));
  return visit;
}

// With a Welcome alone, or with the snapshot behind it.
bool OwnSeminar::on_answer(Swarm&, std::size_t who, std::string_view payload) {
  const auto message = wire::read_server_frame(payload);
  if (!message) throw std::runtime_error("an answer to Hello that cannot be read");
  if (const auto* welcome = std::get_if<wire::Welcome>(&*message)) return welcome->resumed;
  if (who < kFacilitators) look(payload);
  const auto* changes = std::get_if<wire::Changes>(&*message);
  return changes != nullptr && changes->snapshot;
}

// To devices everything is a change; to staff, presence is not.
std::size_t OwnSeminar::progress(std::size_t who, std::string_view payload) {
  return who < kFacilitators ? look(payload) : 1;
}

std::size_t OwnSeminar::look(std::string_view payload) {
  const auto message = wire::read_server_frame(payload);
  if (!message) throw std::runtime_error("a message that cannot be read");
  if (const auto* refusal = std::get_if<wire::Refusal>(&*message)) {
    throw std::runtime_error("a command was refused: " + std::to_string(static_cast<int>(refusal->why.code)));
  }
  const auto* changes = std::get_if<wire::Changes>(&*message);
  if (changes == nullptr || !changes->position) return 0;
  position_ = changes->position;
  for (const auto& change : changes->changes) {
    if (const auto* session = std::get_if<Session>(&change)) phase_revision_ = session->phase_revision;
  }
  return 1;
}

std::string OwnSeminar::next_command(News::Kind kind) {
  Command command{ops::random_id<CommandId>(), {}};
  if (kind == News::Kind::timer) {
    command.body = command::AdjustTimer{phase_revision_, longer_ ? kALittleMs : -kALittleMs};
    longer_ = !longer_;
  } else {
    if (forward_) {
      command.body = command::GoToNextPhase{phase_revision_};
    } else {
      command.body = command::GoToPreviousPhase{phase_revision_};
    }
    forward_ = !forward_;
  }
  return wire::write_command(command);
}

void OwnSeminar::tell_all(Swarm& swarm, const News& news, std::size_t count) {
  std::vector<std::string> commands;
  commands.reserve(count);
  for (std::size_t i = 0; i < count; ++i) commands.push_back(next_command(news.kind));
  next_facilitator_ = (next_facilitator_ + 1) % kFacilitators;
  swarm.send_together(next_facilitator_, commands);
}

}  // namespace samtale::bench
