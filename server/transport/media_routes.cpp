#include "transport/media_routes.h"

#include <memory>
#include <string>
#include <utility>

#include "media/byte_range.h"
#include "media/preconditions.h"
#include "transport/api_answer.h"

namespace samtale::transport {
namespace {

struct Wish {
  MediaId media;
  media::MediaFile file{};
  std::int64_t good_for_s = 0;  // how much longer the address is
  std::string range;            // empty: the whole
  std::string if_match;
  std::string if_none_match;
  std::string if_range;
};

void add_part(const Wish& wish, std::string_view range_header, std::shared_ptr<const media::OpenFile> file,
              Response& response) {
  const auto size = file->size();
  const auto range = media::read_byte_range(range_header, size);
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
      return;
  }
  response.headers.emplace_back("Content-Type", media::about(wish.file).content_type);
}

Response answer(const Wish& wish, std::shared_ptr<const media::OpenFile> file) {
  const auto tag = '"' + file->version() + '"';
  Response response;
  // Everybody in the seminar has the same address, and nobody else has it: whatever lies between may keep the file for
  // as long as the address is good.
  response.headers = {{"Accept-Ranges", "bytes"},
                      {"ETag", tag},
                      {"Cache-Control", "public, max-age=" + std::to_string(wish.good_for_s) + ", immutable"}};
  const media::Preconditions asked{wish.if_match, wish.if_none_match, wish.if_range};
  switch (media::check_preconditions(asked, tag)) {
    case media::Precondition::failed: response.status = 412; break;
    case media::Precondition::not_modified: response.status = 304; break;
    case media::Precondition::go_on:
      add_part(wish, media::range_counts(asked, tag) ? std::string_view(wish.range) : std::string_view{},
               std::move(file), response);
      break;
  }
  return response;
}

void serve(const Services& services, const Request& request, const Captures& captures, const Respond& respond) {
  const auto media = MediaId::parse(captures[0]);
  const auto file = media::media_file(captures[1]);
  if (!media || !file) return respond(refuse(RejectionCode::no_such_page));
  const auto good_for_s = services.doorkeeper.media_good_for_s(*media, query_value(request, "until"),
                                                               query_value(request, "sign"), services.clock.now_ms());
  if (!good_for_s) return respond(refuse(RejectionCode::link_expired));
  Wish wish{*media, *file, *good_for_s,
            // A range of HEAD means nothing (RFC 9110, 14.2); two headers are no range.
            request.method == Method::head ? std::string{} : request.header_list("range"),
            request.header_list("if-match"), request.header_list("if-none-match"), request.header_list("if-range")};
  services.on_disk([&services, wish = std::move(wish), respond] {
    auto opened = services.media.open(wish.media.text(), wish.file);
    services.on_shard([wish, opened = std::move(opened), respond] {
      respond(opened ? answer(wish, opened) : refuse(RejectionCode::no_such_page));
    });
  });
}

}  // namespace

void add_media_routes(Router& router, const Services& services) {
  router.add(Method::get, "/media/{}/{}",
             [&services](const Request& request, const Captures& captures, const Respond& respond) {
               serve(services, request, captures, respond);
             });
}

}  // namespace samtale::transport
