#pragma once
// Who is connected to a room, arranged so that a change reaches exactly those who may see it.
//
// Threads: the shard's.
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "domain/role.h"
#include "live/delivery.h"
#include "live/subscriber.h"

namespace samtale::live {

class Hub {
 public:
  Hub() = default;
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  void add(std::shared_ptr<Subscriber> subscriber, const Viewer& viewer);
  // The viewer it was added as; role `room` when it was not here.
  Viewer remove(const Subscriber& subscriber);
  const Viewer* viewer_of(const Subscriber& subscriber) const;
  // Whether this group device has any connection here.
  bool holds(const Viewer& device) const;
  std::size_t size() const { return staff_.size() + speakers_.size() + devices_.size(); }
  bool has_staff() const { return !staff_.empty(); }

  // In this order; each connection gets what follows each other and is for it in one piece.
  void deliver(std::span<const Delivery* const> run) const;
  void deliver(const Delivery& delivery) const;
  void send_to_staff(const wire::PreparedFrame& frame) const;
  void close_all(CloseCode code);
  void close_group(GroupId group, CloseCode code);

 private:
  struct Member {
    std::shared_ptr<Subscriber> subscriber;
    Viewer viewer;
  };
  // Grows without moving anybody, and without room for as many again.
  using Members = std::deque<Member>;
  using Place = std::uint32_t;
  using Among = Subscriber::Among;

  static Among list_for(Role role);
  Members& members(Among among);
  const Members& members(Among among) const { return const_cast<Hub*>(this)->members(among); }
  // Null: it is not here.
  const Member* find(const Subscriber& subscriber) const;
  void take_out(Among among, Place place);
  void deliver_to_devices(const Delivery& delivery) const;
  void deliver_to(GroupId group, const Delivery& delivery) const;
  static void close_each(const Members& members, CloseCode code);

  Members staff_;
  Members speakers_;
  Members devices_;  // of all groups, side by side: what is for everybody goes through them from end to end
  std::unordered_map<GroupId, std::vector<Place>> groups_;  // places in devices_; no group without any
};

}  // namespace samtale::live
