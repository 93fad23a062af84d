// Loaded before the C library into a real server: its wall clock is as many seconds ahead as the first eight bytes of the file say
// that SAMTALE_WALL_CLOCK_AHEAD names; the file can be changed at any moment. The clocks that only count are left alone,
// as they are when somebody sets the time of a machine. In C, since the functions it stands in for are.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef int read_clock(clockid_t, struct timespec*);

static const volatile int64_t* ahead_s;
static read_clock* real_clock_gettime;

__attribute__((constructor)) static void begin(void) {
  real_clock_gettime = (read_clock*)dlsym(RTLD_NEXT, "clock_gettime");
  const char* name = getenv("SAMTALE_WALL_CLOCK_AHEAD");
  const int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return;
  void* mapped = mmap(NULL, sizeof(*ahead_s), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) ahead_s = mapped;
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  if (!real_clock_gettime) real_clock_gettime = (read_clock*)dlsym(RTLD_NEXT, "clock_gettime");
  const int failed = real_clock_gettime(clock, now);
  const int is_wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
  if (!failed && is_wall && ahead_s) now->tv_sec += *ahead_s;
  return failed;
}

int gettimeofday(struct timeval* restrict now, void* restrict zone) {
  (void)zone;
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact)) return -1;
  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* also) {
  struct timespec exact;
  if (clock_gettime(CLOCK_REALTIME, &exact)) return (time_t)-1;
  if (also) *also = exact.tv_sec;
  return exact.tv_sec;
}
