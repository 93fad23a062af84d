#pragma once
// The rooms that are alive on this shard. See room_directory.h for the contract.
//
// A room that nobody holds and that is at rest for a while is put away: whoever asks for it next finds it read from the
// log again. Nobody can have kept it, so nothing can come to it late.
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

  struct Kept {
    std::shared_ptr<LiveRoom> room;
    bool rested = false;  // at the last look, and nobody has asked for it since
  };

  void put_away_what_rests();
  void look_again_later();
  void loaded(SeminarId seminar, std::optional<wire::StoredState> state);
  std::shared_ptr<LiveRoom> bring_to_life(SeminarId seminar, wire::StoredState state);

  RoomSurroundings around_;
  store::Catalogue& catalogue_;
  std::unordered_map<SeminarId, Kept> rooms_;
  std::unordered_map<SeminarId, Waiters> loading_;
  std::unique_ptr<Alarm> next_look_;
  bool looks_ = false;  // the alarm is set
  bool stopped_ = false;
};

}  // namespace samtale::live
