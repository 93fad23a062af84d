#include "store/sqlite_accounts.h"

#include <utility>

#include "domain/limits.h"
#include "store/stored_id.h"

namespace samtale::store {
namespace {

TokenHash stored_hash(std::string_view blob) {
  TokenHash hash{};
  if (blob.size() == hash.size()) std::memcpy(hash.data(), blob.data(), blob.size());
  return hash;
}

}  // namespace

SqliteAccounts::SqliteAccounts(SqliteDatabase& database, StoreThread& thread)
    : thread_(thread),
      insert_link_(database.prepare("INSERT INTO personal_links (token_hash, role, name, organiser, seminar) "
                                    "VALUES (?, ?, ?, ?, ?)")),
      insert_device_(database.prepare("INSERT INTO devices (token_hash, device, seminar, group_id, role, given) VALUES (?1, ?2, ?3, "
                                      "?4, ?5, 1 + ifnull((SELECT max(given) FROM devices WHERE device = ?2), 0))")),
      remove_old_tokens_(
          database.prepare("DELETE FROM devices WHERE device = ?1 AND given <= (SELECT max(given) FROM devices WHERE "
                           "device = ?1) - ?2")) {
  load(database);
}

void SqliteAccounts::load(SqliteDatabase& database) {
  auto links = database.prepare("SELECT token_hash, role, name, organiser, seminar FROM personal_links");
  while (links.next_row()) {
    remember(stored_hash(links.blob(0)),
             PersonalLink{static_cast<Role>(links.integer(1)), std::string{links.text(2)},
                          stored_id<OrganiserId>(links.blob(3)), stored_id<SeminarId>(links.blob(4))});
  }
  auto devices = database.prepare("SELECT token_hash, device, seminar, group_id, role FROM devices ORDER BY device, given");
  while (devices.next_row()) {
    remember(stored_hash(devices.blob(0)),
             Device{stored_id<DeviceId>(devices.blob(1)), stored_id<SeminarId>(devices.blob(2)),
                    stored_id<GroupId>(devices.blob(3)), static_cast<Role>(devices.integer(4))});
  }
}

void SqliteAccounts::add_personal_link(TokenHash token, PersonalLink link, std::function<void(AppendOutcome)> done) {
  add(token, std::move(link), std::move(done));
}

void SqliteAccounts::add_device(TokenHash token, Device device, std::function<void(AppendOutcome)> done) {
  add(token, device, std::move(done));
}

template <class Account>
void SqliteAccounts::add(const TokenHash& token, Account account, std::function<void(AppendOutcome)> done) {
  auto added = std::make_shared<const Account>(std::move(account));
  thread_.post(
      {[this, token, added] { return insert_now(token, *added) ? AppendOutcome::committed : AppendOutcome::conflict; },
       [this, token, added, tell = std::move(done)](AppendOutcome outcome) {
         if (outcome == AppendOutcome::committed) {
           const std::unique_lock lock(mutex_);
           remember(token, *added);
         }
         tell(outcome);
       }});
}

std::optional<PersonalLink> SqliteAccounts::personal_link(const TokenHash& token) const {
  const std::shared_lock lock(mutex_);
  const auto found = links_.find(token);
  if (found == links_.end()) return std::nullopt;
  return found->second;
}

std::optional<Device> SqliteAccounts::device(const TokenHash& token) const {
  const std::shared_lock lock(mutex_);
  const auto found = devices_.find(token);
  if (found == devices_.end()) return std::nullopt;
  return found->second;
}

std::optional<Device> SqliteAccounts::find_device(DeviceId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = devices_by_id_.find(id);
  if (found == devices_by_id_.end()) return std::nullopt;
  return found->second.device;
}

bool SqliteAccounts::has_organiser() const {
  const std::shared_lock lock(mutex_);
  return has_organiser_;
}

bool SqliteAccounts::insert_now(const TokenHash& token, const PersonalLink& link) {
  return insert_link_.bind_blob(1, token)
      .bind(2, static_cast<int>(link.role))
      .bind_text(3, link.name)
      .bind_blob(4, link.organiser.bytes)
      .bind_blob(5, link.seminar.bytes)
      .insert();
}

bool SqliteAccounts::insert_now(const TokenHash& token, const Device& device) {
  const bool is_new = insert_device_.bind_blob(1, token)
                          .bind_blob(2, device.id.bytes)
                          .bind_blob(3, device.seminar.bytes)
                          .bind_blob(4, device.group.bytes)
                          .bind(5, static_cast<int>(device.role))
                          .insert();
  if (!is_new) return false;
  constexpr auto kKept = static_cast<std::int64_t>(limits::kTokensPerDevice);
  remove_old_tokens_.bind_blob(1, device.id.bytes).bind(2, kKept).run();
  return true;
}

void SqliteAccounts::remember(const TokenHash& token, const PersonalLink& link) {
  has_organiser_ = has_organiser_ || link.role == Role::organiser;
  links_.emplace(token, link);
}

void SqliteAccounts::remember(const TokenHash& token, const Device& device) {
  devices_.emplace(token, device);
  auto& known = devices_by_id_.try_emplace(device.id, Known{device, {}}).first->second;
  known.tokens.push_back(token);
  if (known.tokens.size() <= limits::kTokensPerDevice) return;
  devices_.erase(known.tokens.front());
  known.tokens.erase(known.tokens.begin());
}

}  // namespace samtale::store
