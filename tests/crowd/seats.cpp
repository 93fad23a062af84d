#include "crowd/seats.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace samtale::crowd {

Seats::Seats(std::filesystem::path path, std::string room_code)
    : path_(std::move(path)), room_code_(std::move(room_code)) {
  if (!path_.empty()) read();
}

// First line: the room code. Each line after it: a seat, its parts divided by spaces (none of them can hold one).
void Seats::read() {
  std::ifstream file(path_);
  std::string code;
  if (!std::getline(file, code) || code != room_code_) return;
  int group_index = 0;
  int role = 0;
  std::string group, device, token;
  while (file >> group_index >> role >> group >> device >> token) {
    const auto group_id = GroupId::parse(group);
    const auto device_id = DeviceId::parse(device);
    if (group_id && device_id) seats_.push_back({group_index, static_cast<Role>(role), *group_id, *device_id, token});
  }
}

// Whole, beside the old one, then in its place: a crowd that is killed leaves no half file.
void Seats::write() const {
  const auto beside = path_.string() + ".new";
  {
    std::ofstream file(beside, std::ios::trunc);
    chmod(beside.c_str(), S_IRUSR | S_IWUSR);
    file << room_code_ << '\n';
    for (const auto& seat : seats_) {
      file << seat.group_index << ' ' << static_cast<int>(seat.role) << ' ' << seat.group.text() << ' '
           << seat.device.text() << ' ' << seat.token << '\n';
    }
  }
  std::error_code ignored;
  std::filesystem::rename(beside, path_, ignored);
}

std::vector<Seat> Seats::of_group(int group_index) const {
  std::vector<Seat> found;
  for (const auto& seat : seats_) {
    if (seat.group_index == group_index) found.push_back(seat);
  }
  return found;
}

void Seats::keep(const Seat& seat) {
  const auto same = [&](const Seat& other) { return other.device == seat.device; };
  const auto found = std::find_if(seats_.begin(), seats_.end(), same);
  if (found == seats_.end())
    seats_.push_back(seat);
  else
    *found = seat;
  if (!path_.empty()) write();
}

}  // namespace samtale::crowd
