#include "shelf.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "support/raw_socket.h"

namespace samtale::protocol_test {
namespace {

constexpr std::int64_t kAnswerWithinMs = 20'000;

}  // namespace

std::string RawReply::header(const std::string& name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::string Shelf::captions_path(int talk, const std::string& language) const {
  return "/api/seminars/" + seminar().text() + "/talks/" + std::to_string(talk) + "/captions/" + language;
}

std::map<std::string, std::string> Shelf::queries() {
  const auto answer = get("/api/media-links?seminar=" + seminar().text(), token_of("organiser"));
  EXPECT_EQ(answer.status, 200);
  std::map<std::string, std::string> by_id;
  const auto links = wire::read_media_links(answer.body).value_or(wire::MediaLinks{});
  for (const auto& [media, query] : links.queries) by_id[media.text()] = query;
  return by_id;
}

void Shelf::open_shelf() {
  open();
  const auto answer = request({.method = "PUT",
                               .path = captions_path(1, "en"),
                               .body = kCaptions,
                               .content_type = "text/vtt",
                               .bearer = token_of("organiser")});
  ASSERT_EQ(answer.status, 200);
  v1::CaptionsStored stored;
  ASSERT_TRUE(stored.ParseFromString(answer.body));
  media_id_ = stored.media_id();
  query_ = queries()[media_id_];
  ASSERT_FALSE(query_.empty());
}

void Shelf::plant(const std::string& file, const std::string& bytes) const {
  const auto folder = server_.data() / "media" / media_id_;
  ASSERT_TRUE(std::filesystem::is_directory(folder));
  std::ofstream(folder / file, std::ios::binary) << bytes;
}

RawReply Shelf::raw(const std::string& method, const std::string& target, const std::string& headers) const {
  return raw_request(method + " " + target + " HTTP/1.1\r\nHost: " + address().authority() +
                     "\r\nConnection: close\r\n" + headers + "\r\n");
}

RawReply Shelf::raw_request(const std::string& request) const {
  support::RawSocket socket(address());
  RawReply reply;
  if (!socket.write(request)) return reply;
  socket.read_until([](const std::string&) { return false; }, kAnswerWithinMs);
  const auto& all = socket.received();
  const auto end = all.find("\r\n\r\n");
  if (!socket.closed_by_peer() || end == std::string::npos || all.size() < 12) return reply;
  reply.status = std::atoi(all.substr(9, 3).c_str());
  for (auto at = all.find("\r\n") + 2; at < end + 2;) {
    const auto line_end = all.find("\r\n", at);
    const auto colon = all.find(": ", at);
    reply.headers.emplace_back(all.substr(at, colon - at), all.substr(colon + 2, line_end - colon - 2));
    at = line_end + 2;
  }
  reply.body = all.substr(end + 4);
  return reply;
}

}  // namespace samtale::protocol_test
