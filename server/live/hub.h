#pragma once
// Who is connected to a room, arranged so that a change reaches exactly those who may see it.
//
// Threads: the shard's.
#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

#include "domain/role.h"
#include "live/delivery.h"
#include "live/subscriber.h"

namespace samtale::live {

class Hub {
 public:
  void add(std::shared_ptr<Subscriber> subscriber, const Viewer& viewer);
  // The viewer it was added as; role `room` when it was not here.
  Viewer remove(const Subscriber& subscriber);
  const Viewer* viewer_of(const Subscriber& subscriber) const;
  // Whether this group device has any connection here.
  bool holds(const Viewer& device) const;
  std::size_t size() const { return viewers_.size(); }
  bool has_staff() const { return !staff_.empty(); }

  void deliver(const Delivery& delivery) const;
  void send_to_staff(const wire::PreparedFrame& frame) const;
  void close_all(CloseCode code);
  void close_group(GroupId group, CloseCode code);

 private:
  struct Member {
    std::shared_ptr<Subscriber> subscriber;
    Viewer viewer;
  };
  using Members = std::vector<Member>;

  Members& members_like(const Viewer& viewer);
  static void close_members(const Members& members, CloseCode code);

  std::unordered_map<const Subscriber*, Viewer> viewers_;
  Members staff_;
  Members speakers_;
  std::unordered_map<GroupId, Members> groups_;
};

}  // namespace samtale::live
