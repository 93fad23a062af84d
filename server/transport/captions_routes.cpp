#include "transport/captions_routes.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "domain/agenda.h"
#include "domain/limits.h"
#include "media/webvtt.h"
#include "ops/random.h"
#include "transport/api_answer.h"
#include "transport/media_in_doubt.h"
#include "transport/talk_access.h"
#include "wire/api.h"

namespace samtale::transport {
namespace {

constexpr std::uint32_t kCaptionsMegabytes = limits::kCaptionsBytes / (1024 * 1024);

struct CaptionsOfTalk {
  SeminarId seminar;
  PhaseKind phase{};
  Language language{};
};

using Done = std::function<void(const std::optional<Rejection>&)>;

std::variant<CaptionsOfTalk, Rejection> captions_behind(const Request& request, const Captures& captures,
                                                        const Services& services) {
  const auto found = talk_behind(request, captures, false, services);
  if (const auto* why = std::get_if<Rejection>(&found)) return *why;
  const auto& talk = std::get<TalkOfSeminar>(found);
  if (captures[2] == "da") return CaptionsOfTalk{talk.seminar, talk.phase, Language::danish};
  if (captures[2] == "en") return CaptionsOfTalk{talk.seminar, talk.phase, Language::english};
  return Rejection{RejectionCode::not_found, "language", 0};
}

MediaId present_captions(const Seminar& seminar, const CaptionsOfTalk& which) {
  const auto* phase = find_phase(seminar.agenda, which.phase);
  if (!phase) return {};
  for (const auto& captions : phase->talk.captions) {
    if (captions.language == which.language) return captions.media;
  }
  return {};
}

// Attaches `media` (empty: takes the captions away), which is in doubt already, and removes the file that is then shown
// by nobody.
void attach(Services& services, const CaptionsOfTalk& which, MediaId media, Done done) {
  const auto end = [&services, media, done](const std::optional<Rejection>& why, MediaId replaced) {
    const bool may_be_in_use = why && why->code == RejectionCode::outcome_unknown;
    if (why && !may_be_in_use) end_doubts(services, replaced, media);
    if (!why) end_doubts(services, media, replaced);
    done(why);
  };
  services.directory.open(which.seminar, [&services, which, media, done, end](const std::shared_ptr<live::Room>& room) {
    if (!room) return end(Rejection{RejectionCode::not_saved, {}, 0}, {});
    room->inspect([&services, which, media, done, end, room](const Seminar* now) {
      if (!now) return end(Rejection{RejectionCode::not_saved, {}, 0}, {});
      const auto present = present_captions(*now, which);
      note_doubts(services, which.seminar, {present}, [&services, which, media, done, end, room, present] {
        room->submit_from_server(
            {ops::random_id<CommandId>(), command::AttachCaptions{which.phase, which.language, media, present}},
            [&services, which, media, done, end, present](const std::optional<Rejection>& why) {
              // Others came in between: now those are replaced.
              if (why && why->code == RejectionCode::stale_revision) return attach(services, which, media, done);
              end(why, present);
            });
      });
    });
  });
}

// A file of captions on its way in; small enough for memory.
class CaptionsUpload final : public BodyTaker, public std::enable_shared_from_this<CaptionsUpload> {
 public:
  CaptionsUpload(Services& services, const CaptionsOfTalk& which) : services_(services), which_(which) {}

  void take(std::string piece, std::function<void(bool)> taken) override {
    too_large_ = text_.size() + piece.size() > limits::kCaptionsBytes;
    if (!too_large_) text_ += piece;
    taken(!too_large_);
  }

  void finish(Respond respond) override {
    if (too_large_) return respond(refuse({RejectionCode::file_too_large, {}, kCaptionsMegabytes}));
    services_.on_disk([self = shared_from_this(), respond = std::move(respond)]() mutable {
      const auto why = self->store();
      const auto& on_shard = self->services_.on_shard;
      on_shard([self = std::move(self), why, respond = std::move(respond)] { self->stored(why, respond); });
    });
  }

 private:
  // On a thread of the disk: a megabyte takes a moment to look through.
  std::optional<Rejection> store() const {
    if (const auto line = media::first_webvtt_mistake(text_)) return Rejection{RejectionCode::not_webvtt, {}, *line};
    services_.media.doubts().note(media_.text(), which_.seminar.text());
    if (services_.media.store(media_.text(), media::MediaFile::captions, text_)) return std::nullopt;
    return Rejection{RejectionCode::not_saved, {}, 0};
  }

  void stored(const std::optional<Rejection>& why, const Respond& respond) {
    if (why) {
      end_doubts(services_, {}, media_);
      return respond(refuse(*why));
    }
    attach(services_, which_, media_, [media = media_, respond](const std::optional<Rejection>& refused) {
      respond(refused ? refuse(*refused) : answer_with(wire::write_captions_stored(media)));
    });
  }

  Services& services_;
  CaptionsOfTalk which_;
  MediaId media_ = ops::random_id<MediaId>();
  std::string text_;
  bool too_large_ = false;
};

std::variant<Response, std::shared_ptr<BodyTaker>> begin(Services& services, const Request& request,
                                                         const Captures& captures) {
  const auto which = captions_behind(request, captures, services);
  if (const auto* why = std::get_if<Rejection>(&which)) return refuse(*why);
  if (request.declared_length.value_or(0) > limits::kCaptionsBytes) {
    return refuse({RejectionCode::file_too_large, {}, kCaptionsMegabytes});
  }
  return std::make_shared<CaptionsUpload>(services, std::get<CaptionsOfTalk>(which));
}

void take_away(Services& services, const Request& request, const Captures& captures, const Respond& respond) {
  const auto which = captions_behind(request, captures, services);
  if (const auto* why = std::get_if<Rejection>(&which)) return respond(refuse(*why));
  attach(services, std::get<CaptionsOfTalk>(which), {},
         [respond](const std::optional<Rejection>& why) { respond(why ? refuse(*why) : answer_empty()); });
}

}  // namespace

void add_captions_routes(Router& router, Services& services) {
  router.add_large_body(
      Method::put, "/api/seminars/{}/talks/{}/captions/{}",
      [&services](const Request& request, const Captures& captures) { return begin(services, request, captures); });
  router.add(Method::remove, "/api/seminars/{}/talks/{}/captions/{}",
             [&services](const Request& request, const Captures& captures, const Respond& respond) {
               take_away(services, request, captures, respond);
             });
}

}  // namespace samtale::transport
