#include "transport/http_connection.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include "domain/limits.h"
#include "transport/api_answer.h"
#include "transport/socket.h"

namespace samtale::transport {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::buffer_body>;

Method method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::get;
    case http::verb::head: return Method::head;
    case http::verb::post: return Method::post;
    case http::verb::put: return Method::put;
    case http::verb::patch: return Method::patch;
    case http::verb::delete_: return Method::remove;
    case http::verb::options: return Method::options;
    default: return Method::other;
  }
}

Request request_of(const Parser& parser) {
  const auto& message = parser.get();
  Request request;
  request.method = method_of(message.method());
  request.target = std::string(message.target());
  request.path = decode_path(request.target).value_or(std::string{});
  request.http_1_1 = message.version() == 11;
  for (const auto& field : message) request.headers.emplace_back(field.name_string(), field.value());
  if (const auto length = parser.content_length()) request.declared_length = *length;
  return request;
}

std::uint64_t body_length(const Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return text->size();
  if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response.body)) return (*shared)->size();
  return std::get<FilePart>(response.body).length;
}

std::string header_text(const Response& response, bool keep_alive) {
  http::response<http::empty_body> message;
  message.version(11);
  message.result(static_cast<unsigned>(response.status));
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.keep_alive(keep_alive);
  if (response.status != 204 && response.status != 304) message.content_length(body_length(response));
  std::ostringstream out;
  out << message.base();
  return out.str();
}

class HttpConnection final : public HttpConnections::Member, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(Socket socket, const HttpSurroundings& around, HttpConnections& all)
      : socket_(std::move(socket)), deadline_(around.loop), around_(around), all_(all) {
    buffer_.max_size(limits::kHttpHeaderBytes + kHttpPieceBytes);
  }

  // A route that a stopping room never answered lets go of us without a word.
  ~HttpConnection() override {
    if (!gone_) all_.remove(place_);
  }

  void start(HttpConnections::Place place, const Newcomer& newcomer) {
    place_ = place;
    const auto peer = newcomer.peer.address();
    peer_ = peer.to_string();
    peer_is_loopback_ = peer.is_loopback();
    buffer_.commit(
        asio::buffer_copy(buffer_.prepare(newcomer.already_read.size()), asio::buffer(newcomer.already_read)));
    read_headers(newcomer.headers_within_ms);
  }

  void finish() override {
    finishing_ = true;
    if (idle_) drop();
  }

  void drop() override {
    if (std::exchange(gone_, true)) return;
    error_code ignored;
    deadline_.cancel();
    // While a thread of the disk sends by the descriptor it must not become somebody else's: then it is closed with us,
    // when that thread has done.
    if (disk_sends_) {
      socket_.shutdown(Socket::shutdown_both, ignored);
    } else {
      socket_.close(ignored);
    }
    all_.remove(place_);
  }

 private:
  template <class Handler>
  auto then(Handler handler) {
    return [self = shared_from_this(), handler = std::move(handler)](error_code error, std::size_t count) {
      if (!self->gone_) handler(*self, error, count);
    };
  }

  // Drops the connection unless set again, or cancelled, before `ms` have passed.
  void within(limits::Millis ms) {
    const auto number = ++deadline_number_;
    deadline_.expires_after(std::chrono::milliseconds(ms));
    deadline_.async_wait([weak = weak_from_this(), number](error_code cancelled) {
      const auto self = weak.lock();
      // A wait that had already run out when the next was set is told apart by its number.
      if (!cancelled && self && self->deadline_number_ == number) self->drop();
    });
  }

  void read_headers(limits::Millis within_ms) {
    parser_.emplace();
    parser_->header_limit(limits::kHttpHeaderBytes);
    parser_->body_limit(boost::none);  // HttpDispatch knows which limit holds
    request_ = {};
    idle_ = true;
    within(within_ms);
    http::async_read_header(socket_, buffer_, *parser_, then([](HttpConnection& self, error_code error, std::size_t) {
                              self.idle_ = false;
                              if (error) return self.on_header_error(error);
                              self.on_headers();
                            }));
  }

  void on_header_error(error_code error) {
    const bool ours = error.category() == http::make_error_code(http::error::bad_method).category();
    if (!ours || error == http::error::end_of_stream || error == http::error::partial_message) return drop();
    must_close_ = true;
    respond(answer_empty(error == http::error::header_limit || error == http::error::buffer_overflow ? 431 : 400));
  }

  void on_headers() {
    request_ = request_of(*parser_);
    request_.address =
        client_address(peer_, peer_is_loopback_, request_.header_list("x-forwarded-for"), around_.behind_proxy);
    auto decision = around_.dispatch.on_headers(request_);
    if (auto* refused = std::get_if<Response>(&decision)) return respond(std::move(*refused));
    if (auto* upgrade = std::get_if<BecomeWebsocket>(&decision)) return become_websocket(std::move(*upgrade));
    if (auto* small = std::get_if<ReadSmallBody>(&decision)) small_ = std::move(*small);
    if (auto* large = std::get_if<ReadLargeBody>(&decision)) taker_ = std::move(large->taker);
    if (!same_ignoring_case(request_.header("expect"), "100-continue") || parser_->is_done()) return read_body();
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    within(kHttpProgressMs);
    asio::async_write(socket_, asio::buffer(kGoOn), then([](HttpConnection& self, error_code error, std::size_t) {
                        if (error) return self.drop();
                        self.read_body();
                      }));
  }

  void read_body() {
    if (parser_->is_done()) return body_is_complete();
    piece_.resize(kHttpPieceBytes);
    parser_->get().body().data = piece_.data();
    parser_->get().body().size = piece_.size();
    parser_->get().body().more = true;
    within(kHttpProgressMs);
    http::async_read(socket_, buffer_, *parser_, then([](HttpConnection& self, error_code error, std::size_t) {
                       self.piece_.resize(self.piece_.size() - self.parser_->get().body().size);
                       if (error && error != http::error::need_buffer) return self.body_broke_off();
                       self.on_piece();
                     }));
  }

  // What came before the client went away still counts, for those who go on from there.
  void body_broke_off() {
    if (taker_ && !piece_.empty()) taker_->take(std::move(piece_), [](bool) {});
    taker_.reset();
    drop();
  }

  void on_piece() {
    if (!taker_) {
      request_.body += piece_;
      if (request_.body.size() <= limits::kHttpBodyBytes) return read_body();
      return respond(refuse({RejectionCode::file_too_large, {}, static_cast<std::uint32_t>(limits::kHttpBodyBytes)}));
    }
    within(kHttpProgressMs);
    taker_->take(std::move(piece_), [self = shared_from_this()](bool go_on) {
      if (self->gone_) return;
      if (go_on) return self->read_body();
      self->body_is_complete();
    });
  }

  void body_is_complete() {
    within(taker_ ? kHttpStoreMs : kHttpProgressMs);
    auto answer = [self = shared_from_this()](Response response) {
      if (!self->gone_) self->respond(std::move(response));
    };
    if (taker_) return std::exchange(taker_, nullptr)->finish(std::move(answer));
    around_.dispatch.answer_to(request_, small_, std::move(answer));
  }

  void respond(Response response) {
    small_ = {};
    taker_.reset();
    response_ = std::move(response);
    around_.security.add_to(response_, request_);
    // What is left of the body would be taken for the next request.
    if (finishing_ || !parser_->is_done() || !parser_->keep_alive()) must_close_ = true;
    written_ = header_text(response_, !must_close_);
    std::vector<asio::const_buffer> buffers{asio::buffer(written_)};
    if (request_.method != Method::head) {
      if (const auto* text = std::get_if<std::string>(&response_.body)) buffers.push_back(asio::buffer(*text));
      if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&response_.body)) {
        buffers.push_back(asio::buffer(**shared));
      }
    }
    within(kHttpProgressMs);
    asio::async_write(socket_, buffers, then([](HttpConnection& self, error_code error, std::size_t) {
                        if (error) return self.drop();
                        self.begin_file();
                      }));
  }

  void begin_file() {
    const auto* part = std::get_if<FilePart>(&response_.body);
    if (!part || request_.method == Method::head) return answered();
    error_code error;
    socket_.native_non_blocking(true, error);
    if (error) return drop();
    within(kHttpProgressMs);
    taken_since_deadline_ = 0;
    write_file();
  }

  // The socket is waited for here; sending may block on the disk, so it is done there.
  void write_file() {
    if (std::get<FilePart>(response_.body).length == 0) {
      response_.body = std::string{};
      return answered();
    }
    socket_.async_wait(Socket::wait_write, [self = shared_from_this()](error_code error) {
      if (self->gone_) return;
      if (error) return self->drop();
      self->send_piece();
    });
  }

  void send_piece() {
    disk_sends_ = true;
    const auto& part = std::get<FilePart>(response_.body);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(part.length, kHttpFilePieceBytes));
    around_.on_disk([self = shared_from_this(), socket = socket_.native_handle(), part, count]() mutable {
      const auto sent = part.file->send_to(socket, part.first, count);
      // Ours may be the last hand on the connection, and it goes on its own thread.
      const auto& on_shard = self->around_.on_shard;
      on_shard([self = std::move(self), sent] { self->piece_sent(sent); });
    });
  }

  // Nullopt also for a file that is shorter than it was: its length is promised, so what came must not look whole.
  void piece_sent(std::optional<std::size_t> sent) {
    disk_sends_ = false;
    if (gone_) return;
    if (!sent) return drop();
    auto& part = std::get<FilePart>(response_.body);
    part.first += *sent;
    part.length -= *sent;
    taken_since_deadline_ += *sent;
    if (taken_since_deadline_ >= kHttpPieceBytes) {
      taken_since_deadline_ = 0;
      within(kHttpProgressMs);
    }
    write_file();
  }

  void answered() {
    response_ = {};
    written_ = {};
    piece_ = {};
    if (!must_close_ && !finishing_) return read_headers(kHttpHeadersWithinMs);
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    within(kHttpLingerMs);
    linger();
  }

  // Closing while the client still sends would make its system throw our answer away.
  void linger() {
    piece_.resize(kHttpPieceBytes);
    socket_.async_read_some(asio::buffer(piece_), then([](HttpConnection& self, error_code error, std::size_t) {
                              if (error) return self.drop();
                              self.linger();
                            }));
  }

  void become_websocket(BecomeWebsocket upgrade) {
    if (finishing_) return drop();
    const auto data = buffer_.data();
    std::string already_read(static_cast<const char*>(data.data()), data.size());
    gone_ = true;
    deadline_.cancel();
    all_.remove(place_);
    around_.on_websocket(Descriptor(socket_.release()),
                         {switching_protocols(upgrade.accept_key, upgrade.hello.has_value()), std::move(upgrade.hello),
                          std::move(already_read)});
  }

  Socket socket_;
  asio::steady_timer deadline_;
  const HttpSurroundings& around_;
  HttpConnections& all_;
  HttpConnections::Place place_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  Response response_;
  ReadSmallBody small_;
  std::shared_ptr<BodyTaker> taker_;      // null: the body is read into request_
  std::string piece_;                     // of a body on its way in
  std::string written_;                   // what is being written
  std::size_t taken_since_deadline_ = 0;  // of a file, by the client
  bool disk_sends_ = false;               // a thread of the disk uses our descriptor
  std::uint64_t deadline_number_ = 0;
  bool peer_is_loopback_ = false;
  bool idle_ = false;  // between requests
  bool must_close_ = false;
  bool finishing_ = false;
  bool gone_ = false;
};

}  // namespace

void HttpConnections::serve(Newcomer newcomer, const HttpSurroundings& surroundings) {
  Socket socket(surroundings.loop);
  error_code error;
  socket.assign(newcomer.peer.protocol(), newcomer.socket.number(), error);
  if (error) return;
  newcomer.socket.release();
  const auto connection = std::make_shared<HttpConnection>(std::move(socket), surroundings, *this);
  connection->start(members_.insert(members_.end(), connection), newcomer);
}

void HttpConnections::finish_all() {
  for (const auto& member : std::vector(members_.begin(), members_.end())) {
    if (const auto connection = member.lock()) connection->finish();
  }
}

void HttpConnections::drop_all() {
  for (const auto& member : std::vector(members_.begin(), members_.end())) {
    if (const auto connection = member.lock()) connection->drop();
  }
}

}  // namespace samtale::transport
