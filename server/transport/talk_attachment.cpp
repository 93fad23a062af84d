#include "transport/talk_attachment.h"

#include <memory>
#include <utility>

#include "domain/agenda.h"
#include "domain/seminar.h"
#include "ops/random.h"
#include "transport/media_in_doubt.h"

namespace samtale::transport {
namespace {

const Rejection kNotSaved{RejectionCode::not_saved, {}, 0};
const Rejection kOther{RejectionCode::stale_revision, "media_id", 0};

// One attempt: from the question of what is there to the room's answer.
struct Attempt {
  Services& services;
  SeminarId seminar;
  command::AttachTalk talk;
  bool only_again;
  std::function<void(const TalkAttachment&)> done;
};

void attempt(const std::shared_ptr<Attempt>& wish);

// Removes a file only when it is known that the seminar does not show it.
void end(const Attempt& wish, const TalkAttachment& attached) {
  const auto& why = attached.why_not;
  const bool outcome_is_known = !why || why->code != RejectionCode::outcome_unknown;
  if (attached.looked && outcome_is_known) {
    const auto [shown, other] =
        why ? std::pair(wish.talk.replaces, wish.talk.media) : std::pair(wish.talk.media, wish.talk.replaces);
    end_doubts(wish.services, shown, attached.shown_before ? MediaId{} : other);
  }
  wish.done(attached);
}

void ask_room(const std::shared_ptr<Attempt>& wish, const std::shared_ptr<live::Room>& room, const Seminar* now) {
  if (!now) return end(*wish, {kNotSaved});
  const auto* phase = find_phase(now->agenda, wish->talk.phase);
  wish->talk.replaces = phase ? phase->talk.media : MediaId{};
  TalkAttachment attached;
  attached.looked = true;
  attached.shown_before = wish->talk.replaces == wish->talk.media;
  attached.may_be_playing = now->session.state != SessionState::planned;
  if (wish->only_again && !attached.shown_before) {
    attached.why_not = kOther;
    return end(*wish, attached);
  }
  const auto submit = [wish, room, attached] {
    room->submit_from_server({ops::random_id<CommandId>(), wish->talk},
                             [wish, attached](const std::optional<Rejection>& why) mutable {
                               // Another recording came in between: its file is now what this one replaces.
                               if (why && why->code == RejectionCode::stale_revision) return attempt(wish);
                               attached.why_not = why;
                               end(*wish, attached);
                             });
  };
  if (attached.shown_before) return submit();
  note_doubts(wish->services, wish->seminar, {wish->talk.media, wish->talk.replaces}, submit);
}

void attempt(const std::shared_ptr<Attempt>& wish) {
  wish->services.directory.open(wish->seminar, [wish](const std::shared_ptr<live::Room>& room) {
    if (!room) return end(*wish, {kNotSaved});
    room->inspect([wish, room](const Seminar* now) { ask_room(wish, room, now); });
  });
}

}  // namespace

void attach_talk(Services& services, SeminarId seminar, command::AttachTalk talk,
                 std::function<void(const TalkAttachment&)> done) {
  attempt(std::make_shared<Attempt>(Attempt{services, seminar, std::move(talk), false, std::move(done)}));
}

void attach_talk_again(Services& services, SeminarId seminar, command::AttachTalk talk,
                       std::function<void(const TalkAttachment&)> done) {
  attempt(std::make_shared<Attempt>(Attempt{services, seminar, std::move(talk), true, std::move(done)}));
}

}  // namespace samtale::transport
