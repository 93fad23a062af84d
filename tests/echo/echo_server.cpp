#include "echo/echo_server.h"

#include <memory>
#include <string_view>
#include <utility>

#include <boost/asio/post.hpp>

#include "transport/websocket_connection.h"
#include "wire/prepared_frame.h"

namespace samtale::echo {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using transport::Opcode;
using transport::Task;

constexpr char kFinalText = '\x81';

wire::PreparedFrame frame_of(Opcode kind, std::string_view message) {
  auto bytes = wire::binary_header(message.size());
  if (kind == Opcode::text) bytes.front() = kFinalText;
  bytes.append(message);
  return std::make_shared<const std::string>(std::move(bytes));
}

class EchoHandler final : public transport::MessageHandler {
 public:
  // `connection` owns the handler.
  explicit EchoHandler(transport::WebsocketConnection& connection) : connection_(connection) {}
  void on_message(Opcode kind, std::string_view message) override { connection_.send(frame_of(kind, message)); }
  void on_sign_of_life() override {}
  void on_ended() override {}

 private:
  transport::WebsocketConnection& connection_;
};

}  // namespace

EchoServer::EchoServer(asio::io_context& context, const ops::Clock& clock, transport::FrameRules rules,
                       transport::Router router)
    : rules_(rules),
      table_(context.get_executor(), clock),
      dispatch_(std::move(router), transport::StaticFiles::load({}), {}),
      surroundings_{context,
                    dispatch_,
                    security_,
                    [&context](Task task) { asio::post(context, std::move(task)); },
                    [&context](Task task) { asio::post(context, std::move(task)); },  // there are no files to read
                    false,
                    [this](transport::Descriptor socket, transport::Opening opening) {
                      welcome(std::move(socket), std::move(opening));
                    }},
      arrivals_(http_, surroundings_, table_),
      acceptor_(context) {}

EchoServer::~EchoServer() {
  arrivals_.drop_all();
  http_.drop_all();
  table_.drop_all();
}

tcp::endpoint EchoServer::listen(const std::string& address, std::uint16_t port) {
  const tcp::endpoint endpoint(asio::ip::make_address(address), port);
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(tcp::acceptor::reuse_address(true));
  acceptor_.set_option(tcp::no_delay(true));  // of those who are accepted, too
  acceptor_.bind(endpoint);
  acceptor_.listen();
  table_.start_sweeping();
  accept();
  return acceptor_.local_endpoint();
}

void EchoServer::accept() {
  acceptor_.async_accept([this](boost::system::error_code error, transport::Socket socket) {
    if (error == asio::error::operation_aborted) return;
    boost::system::error_code gone;
    const auto peer = error ? tcp::endpoint() : socket.remote_endpoint(gone);
    if (!error && !gone) serve(transport::Descriptor(socket.release()), peer);
    accept();
  });
}

void EchoServer::welcome(transport::Descriptor socket, transport::Opening opening) {
  const auto connection = std::make_shared<transport::WebsocketConnection>(std::move(socket), table_, rules_);
  connection->greeted();  // nobody says hello here
  connection->start(std::make_unique<EchoHandler>(*connection), std::move(opening));
}

}  // namespace samtale::echo
