#include "transport/talk_routes.h"

#include <memory>
#include <optional>
#include <utility>

#include "domain/limits.h"
#include "ops/random.h"
#include "transport/api_answer.h"
#include "transport/talk_access.h"
#include "transport/talk_attachment.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

constexpr auto kTalkMegabytes = static_cast<std::uint32_t>(limits::kTalkBytes / (1024 * 1024));

// One recording on its way in, in one go: an upload that is gone when the client is. The file is touched only on the
// disk's threads, one call after the other.
class WholeTalk final : public BodyTaker, public std::enable_shared_from_this<WholeTalk> {
 public:
  WholeTalk(Services& services, media::UploadStore& uploads, TalkPreparation& preparation, media::UploadRecord record)
      : services_(services),
        on_disk_(services.on_disk),
        uploads_(uploads),
        preparation_(preparation),
        record_(std::move(record)) {}

  ~WholeTalk() override {
    if (handed_on_) return;
    on_disk_([&uploads = uploads_, id = record_.id, writer = std::move(writer_)]() mutable {
      writer.reset();
      uploads.remove(id);
    });
  }

  void take(std::string piece, std::function<void(bool)> taken) override {
    on_disk_([self = shared_from_this(), piece = std::move(piece), taken = std::move(taken)] {
      const bool written = self->open() && self->writer_->write(piece);
      self->services_.on_shard([self, written, taken] {
        if (!written && !self->failure_) self->failure_ = Rejection{RejectionCode::not_saved, {}, 0};
        taken(written);
      });
    });
  }

  void finish(Respond respond) override {
    if (failure_) return respond(refuse(*failure_));
    if (!writer_) return respond(refuse(RejectionCode::not_an_mp4));  // nothing came
    on_disk_([self = shared_from_this(), respond = std::move(respond)] {
      const bool whole = self->writer_->sync() && self->writer_->is_whole();
      self->writer_.reset();
      self->services_.on_shard([self, whole, respond] {
        if (!whole) return respond(refuse(RejectionCode::not_saved));
        self->hand_on(respond);
      });
    });
  }

 private:
  // On the disk's thread.
  bool open() {
    if (writer_) return true;
    uploads_.remove_older_than(record_.made_at_ms - limits::kUploadWithinMs);
    if (const auto refusal = uploads_.begin(record_)) {
      if (*refusal == media::UploadRefusal::too_many) {
        failure_ = Rejection{RejectionCode::limit_reached, "upload",
                             static_cast<std::uint32_t>(limits::kUnfinishedUploadsPerTalk)};
      }
      return false;
    }
    auto opened = uploads_.open(record_.id, 0);
    if (auto* writer = std::get_if<std::unique_ptr<media::UploadWriter>>(&opened)) writer_ = std::move(*writer);
    return writer_ != nullptr;
  }

  void hand_on(const Respond& respond) {
    handed_on_ = true;
    const auto media = MediaId::parse(record_.id).value_or(MediaId{});
    const auto record = uploads_.find(record_.id);
    if (!record) return respond(refuse(RejectionCode::not_saved));
    preparation_.begin(*record, [media, respond](const std::optional<Rejection>& why, Millis length_ms) {
      respond(why ? refuse(*why) : answer_with(wire::write_talk_stored(media, length_ms)));
    });
  }

  Services& services_;
  std::function<void(Task)> on_disk_;  // a copy, since an upload that was cut off may be the last to go
  media::UploadStore& uploads_;
  TalkPreparation& preparation_;
  media::UploadRecord record_;
  std::shared_ptr<media::UploadWriter> writer_;
  bool handed_on_ = false;
  std::optional<Rejection> failure_;
};

}  // namespace

void add_talk_routes(Router& router, Services& services, media::UploadStore& uploads, TalkPreparation& preparation) {
  router.add_large_body(
      Method::put, "/api/seminars/{}/talks/{}",
      [&](const Request& request, const Captures& captures) -> std::variant<Response, std::shared_ptr<BodyTaker>> {
        const auto wish = talk_to_change(request, captures, services);
        if (const auto* why = std::get_if<Rejection>(&wish)) return refuse(*why);
        if (!request.declared_length) return answer_empty(411);
        if (*request.declared_length > limits::kTalkBytes) {
          return refuse({RejectionCode::file_too_large, {}, kTalkMegabytes});
        }
        const auto& talk = std::get<TalkOfSeminar>(wish);
        media::UploadRecord record;
        record.id = ops::random_id<MediaId>().text();
        record.seminar = talk.seminar.text();
        record.talk = talk.number();
        record.total_bytes = *request.declared_length;
        record.made_at_ms = services.clock.now_ms();
        return std::make_shared<WholeTalk>(services, uploads, preparation, std::move(record));
      });
  router.add(Method::remove, "/api/seminars/{}/talks/{}",
             [&](const Request& request, const Captures& captures, const Respond& respond) {
               const auto wish = talk_to_change(request, captures, services);
               if (const auto* why = std::get_if<Rejection>(&wish)) return respond(refuse(*why));
               const auto talk = std::get<TalkOfSeminar>(wish);
               command::AttachTalk nothing;
               nothing.phase = talk.phase;
               attach_talk(services, talk.seminar, nothing, [&preparation, talk, respond](const TalkAttachment& done) {
                 if (done.why_not) return respond(refuse(*done.why_not));
                 preparation.give_up_others(talk.seminar, talk.phase, {});
                 respond(answer_empty());
               });
             });
  router.add(Method::get, "/api/seminars/{}/talks/{}/preparation",
             [&](const Request& request, const Captures& captures, const Respond& respond) {
               const auto wish = talk_behind(request, captures, true, services);
               if (const auto* why = std::get_if<Rejection>(&wish)) return respond(refuse(*why));
               const auto& talk = std::get<TalkOfSeminar>(wish);
               respond(answer_with(wire::write(preparation.standing(talk.seminar, talk.phase))));
             });
}

}  // namespace samtale::transport
