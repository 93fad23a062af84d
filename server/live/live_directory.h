#pragma once
// The rooms that are alive on this shard. See room_directory.h for the contract.
#include <memory>
#include <unordered_map>
#include <vector>

#include "live/live_room.h"
#include "live/room_directory.h"

namespace samtale::live {

class LiveDirectory final : public RoomDirectory {
 public:
  LiveDirectory(RoomSurroundings surroundings, store::Catalogue& catalogue);

  void open(SeminarId seminar, std::function<void(std::shared_ptr<Room>)> found) override;
  void create(store::CatalogueEntry entry, event::SeminarCreated created,
              std::function<void(std::optional<Rejection>)> done) override;
  void revive(std::function<void()> done) override;
  void stop() override;

 private:
  using Waiters = std::vector<std::function<void(std::shared_ptr<Room>)>>;

  void loaded(SeminarId seminar, std::optional<wire::StoredState> state);
  std::shared_ptr<LiveRoom> bring_to_life(SeminarId seminar, wire::StoredState state);

  RoomSurroundings around_;
  store::Catalogue& catalogue_;
  std::unordered_map<SeminarId, std::shared_ptr<LiveRoom>> rooms_;
  std::unordered_map<SeminarId, Waiters> loading_;
  bool stopped_ = false;
};

}  // namespace samtale::live
