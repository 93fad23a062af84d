#include "transport/upload_routes.h"

#include <memory>
#include <utility>

#include "domain/limits.h"
#include "ops/random.h"
#include "transport/api_answer.h"
#include "transport/talk_access.h"
#include "transport/upload_headers.h"

namespace samtale::transport {
namespace {

constexpr std::string_view kPieceType = "application/offset+octet-stream";
constexpr auto kTalkMegabytes = static_cast<std::uint32_t>(limits::kTalkBytes / (1024 * 1024));
const Rejection kNoSuchUpload{RejectionCode::not_found, "upload", 0};

Response refused(const Rejection& why) { return with_version(refuse(why)); }

Response refused(media::UploadRefusal why) {
  switch (why) {
    case media::UploadRefusal::too_many:
      return refused(
          {RejectionCode::limit_reached, "upload", static_cast<std::uint32_t>(limits::kUnfinishedUploadsPerTalk)});
    case media::UploadRefusal::disk_full: return refused({RejectionCode::not_saved, {}, 0});
    case media::UploadRefusal::unknown: return refused(kNoSuchUpload);
    case media::UploadRefusal::other_offset: break;
  }
  return with_version(answer_empty(409));
}

Response at_offset(std::uint64_t offset, int status) {
  auto response = with_version(answer_empty(status));
  response.headers.emplace_back("Upload-Offset", std::to_string(offset));
  return response;
}

// The body of one PATCH. The file is touched only on the disk's threads, one call after the other.
class UploadPiece final : public BodyTaker, public std::enable_shared_from_this<UploadPiece> {
 public:
  UploadPiece(Services& services, media::UploadStore& uploads, TalkPreparation& preparation, std::string id,
              std::uint64_t offset)
      : services_(services),
        on_disk_(services.on_disk),
        uploads_(uploads),
        preparation_(preparation),
        id_(std::move(id)),
        offset_(offset) {}

  // The connection broke: what came stays, and may be all there was to come.
  ~UploadPiece() override {
    if (!writer_) return;
    on_disk_([&services = services_, &uploads = uploads_, &preparation = preparation_, id = id_,
              writer = std::move(writer_)] {
      if (!writer->sync() || !writer->is_whole()) return;
      services.on_shard([&uploads, &preparation, id] {
        if (const auto record = uploads.find(id)) preparation.begin(*record);
      });
    });
  }

  void take(std::string piece, std::function<void(bool)> taken) override {
    on_disk_([self = shared_from_this(), piece = std::move(piece), taken = std::move(taken)] {
      const bool written = self->open() && self->writer_->write(piece);
      if (!written && !self->failure_) self->failure_ = self->why_not(piece.size());
      self->services_.on_shard([self, written, taken] { taken(written); });
    });
  }

  void finish(Respond respond) override {
    on_disk_([self = shared_from_this(), respond = std::move(respond)] {
      if (!self->failure_ && self->open() && !self->writer_->sync()) self->failure_ = self->why_not(0);
      const bool whole = !self->failure_ && self->writer_->is_whole();
      const auto offset = self->failure_ ? 0 : self->writer_->offset();
      self->writer_.reset();
      self->services_.on_shard([self, whole, offset, respond] { self->finished(whole, offset, respond); });
    });
  }

 private:
  // On the disk's thread.
  bool open() {
    if (writer_ || failure_) return writer_ && !failure_;
    auto opened = uploads_.open(id_, offset_);
    if (const auto* refusal = std::get_if<media::UploadRefusal>(&opened)) {
      failure_ = refused(*refusal);
      return false;
    }
    writer_ = std::move(std::get<std::unique_ptr<media::UploadWriter>>(opened));
    return true;
  }

  Response why_not(std::size_t more_bytes) const {
    const auto record = uploads_.find(id_);
    if (!record) return refused(kNoSuchUpload);
    if (more_bytes > record->total_bytes - writer_->offset()) {
      return refused({RejectionCode::file_too_large, {}, kTalkMegabytes});
    }
    if (!writer_->counts()) return refused(media::UploadRefusal::other_offset);
    return refused({RejectionCode::not_saved, {}, 0});
  }

  void finished(bool whole, std::uint64_t offset, const Respond& respond) {
    if (failure_) return respond(std::move(*failure_));
    const auto record = whole ? uploads_.find(id_) : std::nullopt;
    if (record) preparation_.begin(*record);
    respond(at_offset(offset, 204));
  }

  Services& services_;
  std::function<void(Task)> on_disk_;  // a copy, since a piece that was cut off may be the last to go
  media::UploadStore& uploads_;
  TalkPreparation& preparation_;
  std::string id_;
  std::uint64_t offset_;
  std::shared_ptr<media::UploadWriter> writer_;
  std::optional<Response> failure_;
};

// The upload that a request names, when it is of a seminar of whoever asks.
std::variant<media::UploadRecord, Response> upload_behind(const Request& request, const std::string& id,
                                                          const Services& services, const media::UploadStore& uploads,
                                                          const TalkPreparation& preparation) {
  const auto organiser = organiser_behind(request, services);
  if (const auto* why = std::get_if<Rejection>(&organiser)) return refused(*why);
  auto record = uploads.find(id);
  if (!record) record = preparation.newest_with(id);
  if (!record) return refused(kNoSuchUpload);
  const auto access = access_to_seminar(request, record->seminar, false, services);
  if (std::holds_alternative<Rejection>(access)) return refused(kNoSuchUpload);
  if (auto wrong = wrong_version(request)) return with_version(std::move(*wrong));
  return std::move(*record);
}

void create(Services& services, media::UploadStore& uploads, const Request& request, const Captures& captures,
            const Respond& respond) {
  const auto wish = talk_to_change(request, captures, services);
  if (const auto* why = std::get_if<Rejection>(&wish)) return respond(refused(*why));
  if (auto wrong = wrong_version(request)) return respond(with_version(std::move(*wrong)));
  const auto total = read_byte_count(request.header("upload-length"));
  if (!total) return respond(with_version(answer_empty(400)));
  if (*total > limits::kTalkBytes) return respond(refused({RejectionCode::file_too_large, {}, kTalkMegabytes}));
  if (*total == 0) return respond(refused({RejectionCode::not_a_recording, {}, 0}));
  const auto& talk = std::get<TalkOfSeminar>(wish);
  media::UploadRecord record;
  record.id = ops::random_id<MediaId>().text();
  record.seminar = talk.seminar.text();
  record.talk = talk.number();
  record.total_bytes = *total;
  record.file_name = file_name_in(request.header("upload-metadata"));
  record.made_at_ms = services.clock.now_ms();
  services.on_disk([&services, &uploads, record = std::move(record), respond] {
    uploads.remove_older_than(record.made_at_ms - limits::kUploadWithinMs);
    const auto refusal = uploads.begin(record);
    services.on_shard([refusal, id = record.id, respond] {
      if (refusal) return respond(refused(*refusal));
      auto response = with_version(answer_empty(201));
      response.headers.emplace_back("Location", "/api/uploads/" + id);
      respond(std::move(response));
    });
  });
}

}  // namespace

void add_upload_routes(Router& router, Services& services, media::UploadStore& uploads, TalkPreparation& preparation) {
  const auto options = [](const Request&, const Captures&, const Respond& respond) { respond(tus_options()); };
  router.add(Method::options, "/api/seminars/{}/talks/{}/uploads", options);
  router.add(Method::options, "/api/uploads/{}", options);
  router.add(Method::post, "/api/seminars/{}/talks/{}/uploads",
             [&](const Request& request, const Captures& captures, const Respond& respond) {
               create(services, uploads, request, captures, respond);
             });
  // HEAD, that is: a client that will go on asks how far it came.
  router.add(Method::get, "/api/uploads/{}",
             [&](const Request& request, const Captures& captures, const Respond& respond) {
               auto found = upload_behind(request, captures[0], services, uploads, preparation);
               if (auto* refusal = std::get_if<Response>(&found)) return respond(std::move(*refusal));
               const auto total = std::get<media::UploadRecord>(found).total_bytes;
               auto response = at_offset(uploads.take_over(captures[0]).value_or(total), 200);
               response.headers.emplace_back("Upload-Length", std::to_string(total));
               respond(std::move(response));
             });
  router.add_large_body(
      Method::patch, "/api/uploads/{}",
      [&](const Request& request, const Captures& captures) -> std::variant<Response, std::shared_ptr<BodyTaker>> {
        auto found = upload_behind(request, captures[0], services, uploads, preparation);
        if (auto* refusal = std::get_if<Response>(&found)) return std::move(*refusal);
        const auto& record = std::get<media::UploadRecord>(found);
        if (request.header("content-type") != kPieceType) return with_version(answer_empty(415));
        const auto offset = read_byte_count(request.header("upload-offset"));
        if (!offset) return with_version(answer_empty(400));
        if (uploads.offset_of(record.id) != offset) return refused(media::UploadRefusal::other_offset);
        if (request.declared_length.value_or(0) > record.total_bytes - *offset) {
          return refused({RejectionCode::file_too_large, {}, kTalkMegabytes});
        }
        return std::make_shared<UploadPiece>(services, uploads, preparation, record.id, *offset);
      });
  router.add(Method::remove, "/api/uploads/{}",
             [&](const Request& request, const Captures& captures, const Respond& respond) {
               auto found = upload_behind(request, captures[0], services, uploads, preparation);
               if (auto* refusal = std::get_if<Response>(&found)) return respond(std::move(*refusal));
               const auto& record = std::get<media::UploadRecord>(found);
               // What has come as a whole belongs to the talk, and goes with it.
               if (record.stage != media::UploadStage::receiving) return respond(refused(kNoSuchUpload));
               services.on_disk([&services, &uploads, id = record.id, respond] {
                 uploads.remove(id);
                 services.on_shard([respond] { respond(with_version(answer_empty())); });
               });
             });
}

}  // namespace samtale::transport
