#include "transport/report_routes.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "domain/limits.h"
#include "reports/action_point_table.h"
#include "reports/calendar.h"
#include "reports/group_page.h"
#include "reports/group_paper.h"
#include "transport/api_answer.h"

namespace samtale::transport {
namespace {

// Makes the file's bytes; empty: it could not be made. On a thread that may block.
using Print = std::string (*)(const reports::GroupPage& page, Language language, Millis now_ms);

struct FileKind {
  std::string_view path;
  std::string_view content_type;
  std::string_view file_name;
  Print print;
};

constexpr FileKind kKinds[] = {
    {"/api/group/page.pdf", "application/pdf", "samtale.pdf",
     [](const reports::GroupPage& page, Language language, Millis) { return reports::group_paper(page, language); }},
    {"/api/group/share-pack.pdf", "application/pdf", "samtale-share-pack.pdf",
     [](const reports::GroupPage& page, Language language, Millis) { return reports::share_pack(page, language); }},
    {"/api/group/page.csv", "text/csv; charset=utf-8", "samtale.csv",
     [](const reports::GroupPage& page, Language language, Millis) {
       return reports::action_point_table(page, language);
     }},
    {"/api/group/page.ics", "text/calendar; charset=utf-8", "samtale.ics",
     [](const reports::GroupPage& page, Language language, Millis now_ms) {
       return reports::calendar(page, language, now_ms);
     }},
};

std::optional<Language> language_of(const Request& request) {
  const auto wish = request.header("accept-language").substr(0, 2);
  if (same_ignoring_case(wish, "da")) return Language::danish;
  if (same_ignoring_case(wish, "en")) return Language::english;
  return std::nullopt;
}

Response as_file(const FileKind& kind, std::string bytes) {
  return {200,
          {{"Content-Type", std::string{kind.content_type}},
           {"Content-Disposition", "attachment; filename=\"" + std::string{kind.file_name} + '"'},
           {"Cache-Control", "no-store"}},
          std::move(bytes)};
}

// How many are being made or wait to be; counted on the shard's thread.
using Waiting = std::shared_ptr<std::size_t>;

struct Wish {
  const FileKind& kind;
  Language language;
  Respond respond;
};

void print(Services& services, const Waiting& waiting, Wish wish, reports::GroupPage page) {
  if (*waiting >= limits::kReportsWaiting) return wish.respond(refuse(RejectionCode::too_fast));
  ++*waiting;
  services.on_disk([&services, waiting, wish = std::move(wish), page = std::move(page), now_ms = services.clock.now_ms()] {
    auto bytes = wish.kind.print(page, wish.language, now_ms);
    services.on_shard([waiting, wish, bytes = std::move(bytes)]() mutable {
      --*waiting;
      wish.respond(bytes.empty() ? refuse(RejectionCode::not_saved) : as_file(wish.kind, std::move(bytes)));
    });
  });
}

void answer(Services& services, const Waiting& waiting, const FileKind& kind, const Request& request,
            const Respond& respond) {
  const auto who = services.doorkeeper.identify(bearer_token(request));
  if (!who) return respond(refuse(RejectionCode::sign_in_needed));
  if (!is_group_device(who->viewer.role)) return respond(refuse(RejectionCode::not_allowed));
  const auto wished = language_of(request);
  services.directory.open(
      who->seminar, [&services, waiting, &kind, wished, respond, group = who->viewer.group](const auto& room) {
        if (!room) return respond(refuse(RejectionCode::not_saved));
        room->inspect([&services, waiting, &kind, wished, respond, group](const Seminar* seminar) {
          if (!seminar) return respond(refuse(RejectionCode::not_saved));
          const Group* theirs = find_group(*seminar, group);
          if (!theirs) return respond(refuse(RejectionCode::not_found));
          const auto language = wished.value_or(seminar->plan.language);
          print(services, waiting, {kind, language, respond}, reports::page_of(*seminar, *theirs));
        });
      });
}

}  // namespace

void add_report_routes(Router& router, Services& services) {
  const auto waiting = std::make_shared<std::size_t>(0);
  for (const FileKind& kind : kKinds) {
    router.add(Method::get, kind.path,
               [&services, waiting, &kind](const Request& request, const Captures&, const Respond& respond) {
                 answer(services, waiting, kind, request, respond);
               });
  }
}

}  // namespace samtale::transport
