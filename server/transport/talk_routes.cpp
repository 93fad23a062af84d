#include "transport/talk_routes.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "domain/limits.h"
#include "ops/random.h"
#include "transport/api_answer.h"
#include "transport/staff_access.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

std::optional<PhaseKind> talk_phase(std::string_view number) {
  if (number == "1") return PhaseKind::talk_1;
  if (number == "2") return PhaseKind::talk_2;
  return std::nullopt;
}

// Attaches `media` (empty: takes the recording away) and removes the file that it replaces.
void attach_talk(Services& services, SeminarId seminar, command::AttachTalk talk,
                 std::function<void(std::optional<Rejection>)> done) {
  services.directory.open(seminar, [&services, seminar, talk, done = std::move(done)](std::shared_ptr<live::Room> room) {
    const auto end = [&services, talk, done](const std::optional<Rejection>& why, MediaId replaced) {
      const auto useless = why ? talk.media : replaced;
      const bool may_be_in_use = why && why->code == RejectionCode::outcome_unknown;
      if (!useless.empty() && !may_be_in_use) {
        services.on_disk([&services, useless] { services.media.remove(useless.text()); });
      }
      done(why);
    };
    if (!room) return end(Rejection{RejectionCode::not_saved, {}, 0}, {});
    room->inspect([&services, seminar, room, talk, done, end](const Seminar* now) {
      if (!now) return end(Rejection{RejectionCode::not_saved, {}, 0}, {});
      const auto* phase = find_phase(now->agenda, talk.phase);
      auto replacing = talk;
      replacing.replaces = phase ? phase->talk.media : MediaId{};
      room->submit_from_server({ops::random_id<CommandId>(), replacing},
                               [&services, seminar, replacing, done, end](const std::optional<Rejection>& why) {
                                 // Another upload came in between: its file is now what this one replaces.
                                 if (why && why->code == RejectionCode::stale_revision) {
                                   return attach_talk(services, seminar, replacing, done);
                                 }
                                 end(why, replacing.replaces);
                               });
    });
  });
}

// One recording on its way in. The file is touched only on the disk's threads, one call after the other.
class TalkUpload final : public BodyTaker, public std::enable_shared_from_this<TalkUpload> {
 public:
  TalkUpload(Services& services, SeminarId seminar, PhaseKind phase)
      : services_(services),
        on_disk_(services.on_disk),
        seminar_(seminar),
        phase_(phase),
        media_(ops::random_id<MediaId>()) {}

  ~TalkUpload() override {
    if (upload_) on_disk_([upload = std::move(upload_)]() mutable { upload.reset(); });
  }

  void take(std::string piece, std::function<void(bool)> taken) override {
    received_ += piece.size();
    if (received_ > limits::kTalkBytes) {
      failure_ = Rejection{RejectionCode::file_too_large, {}, kTalkMegabytes};
      return taken(false);
    }
    services_.on_disk([self = shared_from_this(), piece = std::move(piece), taken = std::move(taken)] {
      if (!self->upload_) self->upload_ = self->services_.media.begin_upload(self->media_.text());
      const bool written = self->upload_ && self->upload_->write(piece);
      self->services_.on_shard([self, written, taken] {
        if (!written) self->failure_ = Rejection{RejectionCode::not_saved, {}, 0};
        taken(written);
      });
    });
  }

  void finish(Respond respond) override {
    if (failure_) return respond(refuse(*failure_));
    if (!upload_) return respond(refuse(RejectionCode::not_an_mp4));  // nothing came
    services_.on_disk([self = shared_from_this(), respond = std::move(respond)] {
      const auto result = self->upload_->store();
      self->services_.on_shard([self, result, respond] { self->stored(result, respond); });
    });
  }

 private:
  static constexpr auto kTalkMegabytes = static_cast<std::uint32_t>(limits::kTalkBytes / (1024 * 1024));

  void stored(media::StoreResult result, const Respond& respond) {
    if (result == media::StoreResult::not_an_mp4) return respond(refuse(RejectionCode::not_an_mp4));
    if (result == media::StoreResult::failed) return respond(refuse(RejectionCode::not_saved));
    const auto length_ms = upload_->length_ms();
    attach_talk(services_, seminar_, {phase_, media_, length_ms},
                [media = media_, length_ms, respond](const std::optional<Rejection>& why) {
                  respond(why ? refuse(*why) : answer_with(wire::write_talk_stored(media, length_ms)));
                });
  }

  Services& services_;
  std::function<void(Task)> on_disk_;  // a copy, since an upload that was cut off may be the last to go
  SeminarId seminar_;
  PhaseKind phase_;
  MediaId media_;
  std::shared_ptr<media::Upload> upload_;
  std::uint64_t received_ = 0;
  std::optional<Rejection> failure_;
};

struct TalkWish {
  SeminarId seminar;
  PhaseKind phase{};
};

std::variant<TalkWish, Rejection> talk_wish(const Request& request, const Captures& captures,
                                            const Services& services) {
  auto access = access_to_seminar(request, captures[0], false, services);
  if (auto* why = std::get_if<Rejection>(&access)) return std::move(*why);
  const auto phase = talk_phase(captures[1]);
  if (!phase) return Rejection{RejectionCode::not_found, "talk", 0};
  return TalkWish{std::get<SeminarAccess>(access).seminar.seminar, *phase};
}

}  // namespace

void add_talk_routes(Router& router, Services& services) {
  router.add_large_body(Method::put, "/api/seminars/{}/talks/{}",
                        [&services](const Request& request,
                                    const Captures& captures) -> std::variant<Response, std::shared_ptr<BodyTaker>> {
                          const auto wish = talk_wish(request, captures, services);
                          if (const auto* why = std::get_if<Rejection>(&wish)) return refuse(*why);
                          const auto& [seminar, phase] = std::get<TalkWish>(wish);
                          return std::make_shared<TalkUpload>(services, seminar, phase);
                        });
  router.add(Method::remove, "/api/seminars/{}/talks/{}",
             [&services](const Request& request, const Captures& captures, const Respond& respond) {
               const auto wish = talk_wish(request, captures, services);
               if (const auto* why = std::get_if<Rejection>(&wish)) return respond(refuse(*why));
               const auto& [seminar, phase] = std::get<TalkWish>(wish);
               attach_talk(services, seminar, {phase, {}, 0}, [respond](const std::optional<Rejection>& why) {
                 respond(why ? refuse(*why) : answer_empty());
               });
             });
}

}  // namespace samtale::transport
