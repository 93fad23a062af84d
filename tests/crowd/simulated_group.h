#pragma once
// One simulated workplace group: a host device, a screen, one to three phones. It arrives, takes part, may lose its
// network. Threads: the loop's.
#include <functional>
#include <memory>
#include <vector>

#include "crowd/device.h"
#include "crowd/host_mind.h"
#include "crowd/phone_mind.h"
#include "crowd/surroundings.h"

namespace samtale::crowd {

class SimulatedGroup {
 public:
  // `index` in the crowd; the seats kept for it are taken again.
  SimulatedGroup(Surroundings& around, int index);

  // Looks up the code and takes its seats: those it had, else a free expected group, else one that it names itself.
  void arrive();
  // Once the seminar runs, and a while after.
  void arrive_late();
  // For a while, now and then, as long as it lives.
  void lose_network_now_and_then();
  void leave();

  // Every device has joined and got its first snapshot.
  bool all_here() const;
  std::size_t devices() const { return devices_.size(); }
  std::size_t connected() const;
  bool failed() const { return failed_; }

 private:
  void look_up(std::function<void(const wire::JoinOptions&)> then);
  void look_again_later(std::function<void(const wire::JoinOptions&)> then);
  void take_kept_seats(const std::vector<Seat>& seats);
  void take_a_place(const wire::JoinOptions& options);
  void name_a_group();
  void others_join(GroupId group);
  Device& add_device(Seat seat);
  void fail(const std::string& what, const Rejection& why);

  Surroundings& around_;
  int index_;
  int phones_;
  int names_tried_ = 0;
  bool complete_ = false;  // every device has been told to join
  bool failed_ = false;
  std::vector<std::unique_ptr<Device>> devices_;
  std::vector<support::LwsLoop::Timer> arrivals_;
  support::LwsLoop::Timer next_look_;
  support::LwsLoop::Timer next_loss_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace samtale::crowd
