#include "auth/doorkeeper.h"

#include <utility>

#include "auth/token.h"

namespace samtale::auth {
namespace {

// Gives the token out only once its hash is durable: a token that a restart forgets would lock its holder out.
std::function<void(store::AppendOutcome)> when_stored(std::string token, Doorkeeper::TokenMade done) {
  return [token = std::move(token), tell = std::move(done)](store::AppendOutcome outcome) {
    if (outcome == store::AppendOutcome::committed) return tell(token);
    tell(std::nullopt);
  };
}

}  // namespace

Doorkeeper::Doorkeeper(store::Accounts& accounts, LinkKey key) : accounts_(accounts), key_(key) {}

std::optional<Identity> Doorkeeper::identify(std::string_view token) const {
  const auto hash = hash_of_token(token);
  if (!hash) return std::nullopt;
  if (const auto device = accounts_.device(*hash)) {
    return Identity{Viewer{device->role, device->group, device->id}, {}, device->seminar, {}, *hash};
  }
  if (auto link = accounts_.personal_link(*hash)) {
    return Identity{Viewer{link->role, {}, {}}, std::move(link->name), link->seminar, link->organiser, *hash};
  }
  return std::nullopt;
}

void Doorkeeper::invite(store::PersonalLink link, TokenMade done) {
  auto token = make_token();
  const auto hash = hash_of_token(token).value();
  accounts_.add_personal_link(hash, std::move(link), when_stored(std::move(token), std::move(done)));
}

void Doorkeeper::enrol(store::Device device, TokenMade done) {
  auto token = make_token();
  const auto hash = hash_of_token(token).value();
  accounts_.add_device(hash, device, when_stored(std::move(token), std::move(done)));
}

std::optional<store::Device> Doorkeeper::find_device(DeviceId id) const { return accounts_.find_device(id); }

std::string Doorkeeper::room_link(SeminarId seminar) const { return seal_link({seminar, {}}, key_); }

std::string Doorkeeper::group_link(SeminarId seminar, GroupId group) const {
  const auto kept = group_links_.find(group);
  if (kept != group_links_.end() && kept->second.seminar == seminar) return kept->second.link;
  auto link = seal_link({seminar, group}, key_);
  if (group_links_.size() >= kGroupLinksKept) group_links_.clear();
  group_links_[group] = {seminar, link};
  return link;
}

std::optional<LinkTarget> Doorkeeper::read_link(std::string_view link) const { return open_link(link, key_); }

std::string Doorkeeper::media_query(MediaId media, std::int64_t ends_at_ms) const {
  return media_link_query(media, ends_at_ms, key_);
}

std::optional<std::int64_t> Doorkeeper::media_good_for_s(MediaId media, std::string_view until, std::string_view sign,
                                                         std::int64_t now_ms) const {
  return media_link_good_for_s(media, until, sign, now_ms, key_);
}

}  // namespace samtale::auth
