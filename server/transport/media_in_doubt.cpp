#include "transport/media_in_doubt.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "domain/seminar.h"
#include "ops/log.h"

namespace samtale::transport {
namespace {

bool shows(const Seminar& seminar, MediaId media) {
  return std::any_of(seminar.agenda.phases.begin(), seminar.agenda.phases.end(), [media](const auto& phase) {
    const auto& captions = phase.talk.captions;
    return phase.talk.media == media ||
           std::any_of(captions.begin(), captions.end(), [media](const auto& one) { return one.media == media; });
  });
}

struct OldDoubts {
  Services& services;
  const media::UploadStore& uploads;
  std::vector<media::Doubt> left;
};
using OldDoubtsPtr = std::shared_ptr<OldDoubts>;

// Nullopt: the seminar cannot be asked.
using Shown = std::optional<bool>;

void ask(Services& services, SeminarId seminar, MediaId media, std::function<void(Shown)> answered) {
  services.directory.open(seminar, [media, answered = std::move(answered)](const std::shared_ptr<live::Room>& room) {
    if (!room) return answered(std::nullopt);
    room->inspect([media, answered](const Seminar* now) { answered(now ? Shown(shows(*now, media)) : std::nullopt); });
  });
}

void settle(Services& services, MediaId media, Shown shown) {
  if (!shown) {
    ops::log::warning("nobody can say whether a recording is shown: it stays", {{"media", media}});
  } else if (*shown) {
    end_doubts(services, media, {});
  } else {
    ops::log::info("a recording that nobody shows is removed", {{"media", media}});
    end_doubts(services, {}, media);
  }
}

void settle_next(const OldDoubtsPtr& doubts) {
  if (doubts->left.empty()) return;
  const auto doubt = std::move(doubts->left.back());
  doubts->left.pop_back();
  // Not at once: many answers that are there already would be calls within calls.
  const auto go_on = [doubts] { doubts->services.on_shard([doubts] { settle_next(doubts); }); };
  const auto media = MediaId::parse(doubt.media_id);
  const auto seminar = SeminarId::parse(doubt.seminar);
  if (!media || !seminar) return go_on();
  ask(doubts->services, *seminar, *media, [doubts, media, go_on](Shown shown) {
    // Whoever prepares it attaches it, or clears it away.
    const bool is_prepared = doubts->uploads.find(media->text()).has_value();
    if (!is_prepared || shown.value_or(false)) settle(doubts->services, *media, shown);
    go_on();
  });
}

}  // namespace

void note_doubts(Services& services, SeminarId seminar, std::vector<MediaId> in_doubt, Task then) {
  services.on_disk([&services, seminar, in_doubt = std::move(in_doubt), then = std::move(then)]() mutable {
    for (const auto media : in_doubt) {
      if (!media.empty()) services.media.doubts().note(media.text(), seminar.text());
    }
    services.on_shard(std::move(then));
  });
}

void end_doubts(Services& services, MediaId shown, MediaId useless) {
  services.on_disk([&services, shown, useless] {
    if (!useless.empty()) services.media.remove(useless.text());
    if (!shown.empty()) services.media.doubts().strike_out(shown.text());
  });
}

void settle_doubt(Services& services, SeminarId seminar, MediaId media) {
  ask(services, seminar, media, [&services, media](Shown shown) { settle(services, media, shown); });
}

void settle_old_doubts(Services& services, const media::UploadStore& uploads) {
  services.on_disk([&services, &uploads] {
    const auto doubts = std::make_shared<OldDoubts>(OldDoubts{services, uploads, services.media.doubts().all()});
    services.on_shard([doubts] { settle_next(doubts); });
  });
}

}  // namespace samtale::transport
