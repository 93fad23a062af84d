#include "app/demo_seminar.h"

#include <fstream>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include "app/default_agenda.h"
#include "app/demo_texts.h"
#include "domain/date.h"
#include "domain/room_code.h"
#include "live/subscriber.h"
#include "media/file_digest.h"
#include "ops/log.h"
#include "ops/random.h"
#include "wire/server_frame.h"

namespace samtale::app {
namespace {

constexpr std::size_t kCopyBytes = 1 << 20;

// Copies a recording into the media folder; it is checked there like an uploaded one.
void attach(Talk& talk, const std::filesystem::path& file, media::MediaFolder& media, Millis& phase_length_ms) {
  if (file.empty()) return;
  std::ifstream recording(file, std::ios::binary);
  if (!recording) throw std::runtime_error("cannot read the talk " + file.string());
  const auto id = ops::random_id<MediaId>();
  const auto upload = media.begin_upload(id.text());
  if (!upload) throw std::runtime_error("cannot write into the media folder");
  std::string piece(kCopyBytes, '\0');
  while (recording.read(piece.data(), static_cast<std::streamsize>(piece.size())) || recording.gcount() > 0)
    if (!upload->write(std::string_view(piece).substr(0, static_cast<std::size_t>(recording.gcount()))))
      throw std::runtime_error("cannot write into the media folder: is the disk full?");
  if (upload->store() != media::StoreResult::stored) throw std::runtime_error(file.string() + " is not an MP4 file");
  talk.media = id;
  talk.media_length_ms = upload->length_ms();
  // Screens fetch beforehand only what they know the size of.
  auto digest = media::digest_of(media.path(id.text(), media::MediaFile::original), false);
  if (!digest) throw std::runtime_error("cannot read what was written into the media folder");
  talk.versions = {{MediaKind::original, digest->bytes, std::move(digest->sha256)}};
  phase_length_ms = phase_length_for(talk.media_length_ms);
}

std::string new_room_code() {
  std::array<std::uint8_t, kRoomCodeLength> indices{};
  for (auto& index : indices) index = static_cast<std::uint8_t>(ops::random_below(kRoomCodeSymbols.size()));
  return room_code_from(indices);
}

// Sends an organiser's commands to the room, one after the other, as a browser would.
class Organiser final : public live::Subscriber, public std::enable_shared_from_this<Organiser> {
 public:
  Organiser(boost::asio::io_context& shard, std::shared_ptr<live::Room> room, std::vector<command::Body> commands,
            std::function<void(bool)> done)
      : shard_(shard), room_(std::move(room)), commands_(std::move(commands)), done_(std::move(done)) {}

  void start() {
    room_->join(shared_from_this(), live::Joiner{{Role::organiser, {}, {}}, {}, {}, {}, {}});
    send_next();
  }
  void send(const wire::PreparedFrame& frame) override {
    const auto message = wire::read_server_frame(wire::payload_of(frame));
    if (!message) return;
    if (const auto* changes = std::get_if<wire::Changes>(&*message))
      if (!changes->commands.empty() && changes->commands.front() == waiting_for_) send_next();
    if (const auto* refusal = std::get_if<wire::Refusal>(&*message)) {
      ops::log::error("demo command refused", {{"code", static_cast<int>(refusal->why.code)}});
      finish(false);
    }
  }
  void close(live::CloseCode) override { finish(false); }

 private:
  void send_next() {
    if (next_ == commands_.size()) return finish(true);
    waiting_for_ = ops::random_id<CommandId>();
    room_->submit(shared_from_this(), {waiting_for_, commands_[next_++]});
  }
  void finish(bool well) {
    if (!done_) return;
    // Not at once: a subscriber must not leave from within send().
    boost::asio::post(shard_, [self = shared_from_this(), done = std::exchange(done_, nullptr), well] {
      self->room_->leave(*self);
      done(well);
    });
  }

  boost::asio::io_context& shard_;
  std::shared_ptr<live::Room> room_;
  std::vector<command::Body> commands_;
  std::function<void(bool)> done_;
  CommandId waiting_for_;
  std::size_t next_ = 0;
};

// The steps of making it, each when the one before is done.
class Making : public std::enable_shared_from_this<Making> {
 public:
  Making(DemoParts parts, std::function<void(std::optional<DemoLinks>)> done)
      : parts_(parts), done_(std::move(done)), seminar_(ops::random_id<SeminarId>()), organiser_(ops::random_id<store::OrganiserId>()) {}

  void start(const DemoTalks& talks) {
    agenda_ = default_agenda(Language::danish);
    const std::filesystem::path files[] = {talks.first, talks.second};
    const PhaseKind phases[] = {PhaseKind::talk_1, PhaseKind::talk_2};
    for (std::size_t i = 0; i < 2; ++i) {
      Phase& phase = *find_phase(agenda_, phases[i]);
      phase.talk.title = texts_.talks[i].title;
      phase.talk.speaker_name = texts_.talks[i].speaker_name;
      attach(phase.talk, files[i], parts_.media, phase.length_ms);
    }
    links_.seminar_id = seminar_.text();
    invite(Role::organiser, texts_.organiser, links_.organiser, &Making::invite_facilitator);
  }

 private:
  using Step = void (Making::*)();

  void invite(Role role, const std::string& name, std::string& token, Step then) {
    const store::PersonalLink link{role, name, organiser_, role == Role::organiser ? SeminarId{} : seminar_};
    parts_.doorkeeper.invite(link, [self = shared_from_this(), &token, then](std::optional<std::string> made) {
      boost::asio::post(self->parts_.shard, [self, &token, then, made = std::move(made)] {
        if (!made) return self->done_(std::nullopt);
        token = *made;
        ((*self).*then)();
      });
    });
  }
  void invite_facilitator() { invite(Role::facilitator, texts_.facilitator, links_.facilitator, &Making::invite_speaker); }
  void invite_speaker() { invite(Role::speaker, texts_.speaker, links_.speaker, &Making::create); }

  void create() {
    const auto code = new_room_code();
    links_.room_code = in_two_halves(code);
    const Date today{std::chrono::sys_days{std::chrono::days{parts_.clock.today_days()}}};
    const PlanText plan{texts_.title, to_text(today), "09:00", to_text(days_after(today, 28)), Language::danish,
                        {}, texts_.themes};
    const store::CatalogueEntry entry{seminar_, organiser_, code, plan.title, plan.date, SessionState::planned};
    parts_.rooms.create(entry, {seminar_, plan, agenda_, code}, [self = shared_from_this()](const std::optional<Rejection>& why) {
      if (why) return self->done_(std::nullopt);
      self->parts_.rooms.open(self->seminar_, [self](std::shared_ptr<live::Room> room) {
        if (!room) return self->done_(std::nullopt);
        self->expect_groups(std::move(room));
      });
    });
  }

  void expect_groups(std::shared_ptr<live::Room> room) {
    command::AddGroups expected;
    for (const auto& group : texts_.groups) expected.groups.push_back({ops::random_id<GroupId>(), group});
    std::make_shared<Organiser>(parts_.shard, std::move(room), std::vector<command::Body>{expected, command::OpenLobby{}},
                                [self = shared_from_this()](bool well) {
                                  self->done_(well ? std::optional(self->links_) : std::nullopt);
                                })
        ->start();
  }

  DemoParts parts_;
  std::function<void(std::optional<DemoLinks>)> done_;
  DemoTexts texts_ = demo_texts();
  SeminarId seminar_;
  store::OrganiserId organiser_;
  Agenda agenda_;
  DemoLinks links_;
};

}  // namespace

std::optional<DemoLinks> read_demo_links(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) return std::nullopt;
  const auto json = boost::json::parse(std::string(std::istreambuf_iterator<char>(stream), {})).as_object();
  const auto text = [&](std::string_view key) { return std::string(json.at(key).as_string()); };
  return DemoLinks{text("seminar_id"), text("room_code"), text("organiser_token"), text("facilitator_token"), text("speaker_token")};
}

void write_demo_links(const std::filesystem::path& file, const DemoLinks& links, const std::string& url) {
  const auto link = [&](const std::string& token) { return url + "/staff#" + token; };
  const boost::json::object json{{"url", url},
                                 {"seminar_id", links.seminar_id},
                                 {"room_code", links.room_code},
                                 {"organiser_token", links.organiser},
                                 {"facilitator_token", links.facilitator},
                                 {"speaker_token", links.speaker},
                                 {"organiser", link(links.organiser)},
                                 {"facilitator", link(links.facilitator)},
                                 {"speaker", link(links.speaker)}};
  // Only the owner may read it, from its first moment on; the new name appears when it is whole.
  auto half_done = file;
  half_done += ".new";
  std::ofstream(half_done, std::ios::trunc).flush();
  std::filesystem::permissions(half_done, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream stream(half_done, std::ios::trunc);
  stream << boost::json::serialize(json) << '\n';
  stream.close();
  if (!stream) throw std::runtime_error("cannot write " + half_done.string());
  std::filesystem::rename(half_done, file);
}

void make_demo_seminar(DemoParts parts, DemoTalks talks, std::function<void(std::optional<DemoLinks>)> done) {
  std::make_shared<Making>(parts, std::move(done))->start(talks);
}

}  // namespace samtale::app
