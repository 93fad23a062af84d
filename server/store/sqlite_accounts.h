#pragma once
// Who may come in, in SQLite, with all of it in memory: every Hello looks here.
#include <cstring>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "store/accounts.h"
#include "store/store_thread.h"

namespace samtale::store {

class SqliteAccounts final : public Accounts {
 public:
  // Reads the tables at once. Borrows both; the thread must be closed before this goes.
  SqliteAccounts(SqliteDatabase& database, StoreThread& thread);

  void add_personal_link(TokenHash token, PersonalLink link, std::function<void(AppendOutcome)> done) override;
  void add_device(TokenHash token, Device device, std::function<void(AppendOutcome)> done) override;
  std::optional<PersonalLink> personal_link(const TokenHash& token) const override;
  std::optional<Device> device(const TokenHash& token) const override;
  std::optional<Device> find_device(DeviceId id) const override;
  bool has_organiser() const override;

 private:
  struct HashOfHash {
    std::size_t operator()(const TokenHash& token) const noexcept {
      std::size_t value;  // SHA-256: any eight bytes are a good hash
      std::memcpy(&value, token.data(), sizeof value);
      return value;
    }
  };

  void load(SqliteDatabase& database);
  bool insert_now(const TokenHash& token, const PersonalLink& link);
  bool insert_now(const TokenHash& token, const Device& device);
  void remember(const TokenHash& token, const PersonalLink& link);
  void remember(const TokenHash& token, const Device& device);
  template <class Account>
  void add(const TokenHash& token, Account account, std::function<void(AppendOutcome)> done);

  StoreThread& thread_;
  SqliteStatement insert_link_;
  SqliteStatement insert_device_;
  SqliteStatement remove_old_tokens_;

  mutable std::shared_mutex mutex_;  // guards what follows
  std::unordered_map<TokenHash, PersonalLink, HashOfHash> links_;
  std::unordered_map<TokenHash, Device, HashOfHash> devices_;
  struct Known {
    Device device;                  // as it was first added
    std::vector<TokenHash> tokens;  // oldest first
  };
  std::unordered_map<DeviceId, Known> devices_by_id_;
  bool has_organiser_ = false;
};

}  // namespace samtale::store
