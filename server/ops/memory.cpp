#include "ops/memory.h"

#include <cstdlib>  // which tells whether this is glibc

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace samtale::ops {

void give_back_free_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace samtale::ops
