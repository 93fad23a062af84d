#pragma once
// What another process of this machine holds at this moment, from /proc. Any thread.
#include <cstddef>

namespace samtale::support {

// Memory that is in RAM (VmRSS), in bytes; 0 when there is no such process. What the kernel keeps for the process's
// sockets is not in it.
std::size_t resident_bytes(int process_id);
// The most that it ever was (VmHWM).
std::size_t peak_resident_bytes(int process_id);
std::size_t open_descriptors(int process_id);

}  // namespace samtale::support
