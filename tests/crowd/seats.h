#pragma once
// Which devices of the crowd sit where, kept in a file so that a crowd that is started again comes back as the same
// devices. The file holds device tokens: it is readable by its owner only. Without a path everything is forgotten at
// the end.
#include <filesystem>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "domain/role.h"

namespace samtale::crowd {

struct Seat {
  int group_index = 0;  // in the crowd
  Role role{};
  GroupId group;
  DeviceId device;
  std::string token;
};

class Seats {
 public:
  // Reads what is there for this room code; seats of another code are forgotten.
  Seats(std::filesystem::path path, std::string room_code);

  std::vector<Seat> of_group(int group_index) const;
  // A new seat, or a new token for the same device. Writes the file.
  void keep(const Seat& seat);

 private:
  void read();
  void write() const;

  std::filesystem::path path_;
  std::string room_code_;
  std::vector<Seat> seats_;
};

}  // namespace samtale::crowd
