#pragma once
// Memory that is free inside the program, back to the system. Threads: any.
namespace samtale::ops {

// After work that took much at once and will not be done again soon. glibc keeps what was freed for the next time, in a
// store of its own for each thread. Elsewhere this does nothing.
void give_back_free_memory();

}  // namespace samtale::ops
