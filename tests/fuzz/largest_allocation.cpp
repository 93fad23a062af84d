#include "fuzz/largest_allocation.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#if defined(__has_feature)
#define SAMTALE_HAS_FEATURE(name) __has_feature(name)
#else
#define SAMTALE_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || SAMTALE_HAS_FEATURE(address_sanitizer) || \
    SAMTALE_HAS_FEATURE(thread_sanitizer)
#define SAMTALE_SANITIZER_ALLOCATES 1
// As sanitizer/allocator_interface.h has it; g++ has the function and not the header.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*, std::size_t),
                                                         void (*free_hook)(const volatile void*));
#endif

namespace {

std::atomic<std::size_t> largest{0};  // other threads allocate too: those of the libraries

void note(std::size_t size) {
  if (size > largest.load(std::memory_order_relaxed)) largest.store(size, std::memory_order_relaxed);
}

}  // namespace

#ifdef SAMTALE_SANITIZER_ALLOCATES
// A sanitizer has its own `operator new`, and tells who asks it to.
namespace {
[[maybe_unused]] const int installed = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t size) { note(size); }, [](const volatile void*) {});
}  // namespace
#else
void* operator new(std::size_t size) {
  note(size);
  if (void* memory = std::malloc(std::max<std::size_t>(size, 1))) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace samtale::fuzz {

LargestAllocation::LargestAllocation() { largest = 0; }
std::size_t LargestAllocation::bytes() const { return largest; }

}  // namespace samtale::fuzz
