#include "transport/media_routes.h"

#include <memory>
#include <string>
#include <utility>

#include "media/byte_range.h"
#include "transport/api_answer.h"

namespace samtale::transport {
namespace {

constexpr std::string_view kEnding = ".mp4";

struct Wish {
  std::string media_id;
  std::string range;
  std::string if_range;
  std::string if_none_match;
};

// A recording never changes under its id, so the id says which version it is.
std::string entity_tag(const std::string& media_id) { return '"' + media_id + '"'; }

Response answer(const Wish& wish, std::shared_ptr<const media::OpenFile> file) {
  const auto size = file->size();
  const auto tag = entity_tag(wish.media_id);
  Response response;
  response.headers = {{"Content-Type", "video/mp4"},
                      {"Accept-Ranges", "bytes"},
                      {"ETag", tag},
                      {"Cache-Control", "private, max-age=86400, immutable"}};
  if (list_has_token(wish.if_none_match, tag)) {
    response.status = 304;
    return response;
  }
  // If-Range with anything but our tag (another tag, a date): the client's part is of something else, it gets the
  // whole.
  const bool range_counts = wish.if_range.empty() || wish.if_range == tag;
  const auto range = media::read_byte_range(range_counts ? wish.range : std::string{}, size);
  switch (range.kind) {
    case media::ByteRange::Kind::whole: response.body = FilePart{std::move(file), 0, size}; break;
    case media::ByteRange::Kind::part:
      response.status = 206;
      response.headers.emplace_back("Content-Range", "bytes " + std::to_string(range.first) + '-' +
                                                         std::to_string(range.last) + '/' + std::to_string(size));
      response.body = FilePart{std::move(file), range.first, range.last - range.first + 1};
      break;
    case media::ByteRange::Kind::unsatisfiable:
      response.status = 416;
      response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
      break;
  }
  return response;
}

}  // namespace

void add_media_routes(Router& router, const Services& services) {
  router.add(Method::get, "/media/{}", [&services](const Request& request, const Captures& captures, Respond respond) {
    const std::string_view name = captures[0];
    if (!name.ends_with(kEnding)) return respond(refuse(RejectionCode::no_such_page));
    Wish wish{std::string(name.substr(0, name.size() - kEnding.size())), std::string(request.header("range")),
              std::string(request.header("if-range")), request.header_list("if-none-match")};
    services.on_disk([&services, wish = std::move(wish), respond = std::move(respond)] {
      auto file = services.media.open(wish.media_id, media::MediaFile::original);
      services.on_shard([wish, file = std::move(file), respond] {
        respond(file ? answer(wish, file) : refuse(RejectionCode::no_such_page));
      });
    });
  });
}

}  // namespace samtale::transport
