// Preloaded into the server that is measured: counts what is taken from glibc's heap and given back, in a page of
// memory that the bench looks at (heap_count.h). Costs one addition for each.
#include <malloc.h>

#include <cerrno>
#include <cstddef>

#include "counted_page.h"
#include "heap_count.h"

// What glibc's own malloc and its kin are called beside their names: asking for them by dlsym(3) would allocate.
extern "C" {
void* __libc_malloc(std::size_t bytes);                          // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t bytes);       // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* piece, std::size_t bytes);            // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t boundary, std::size_t bytes);  // NOLINT(bugprone-reserved-identifier)
void __libc_free(void* piece);                                   // NOLINT(bugprone-reserved-identifier)
}

namespace {

using samtale::bench::HeapPage;

constexpr std::int64_t kBesideEach = 8;

HeapPage* page = nullptr;  // null: the program has not begun, and what it takes until then stays uncounted

__attribute__((constructor)) void begin() { page = samtale::bench::counted_page<HeapPage>(); }

std::int64_t size_of(void* piece) {
  return piece == nullptr ? 0 : static_cast<std::int64_t>(malloc_usable_size(piece)) + kBesideEach;
}

void count(std::int64_t bytes) {
  if (page != nullptr) page->bytes.fetch_add(bytes, std::memory_order_relaxed);
}

void* counted(void* piece) {
  count(size_of(piece));
  return piece;
}

}  // namespace

extern "C" {

void* malloc(std::size_t bytes) { return counted(__libc_malloc(bytes)); }
void* calloc(std::size_t number, std::size_t bytes) { return counted(__libc_calloc(number, bytes)); }
void* memalign(std::size_t boundary, std::size_t bytes) { return counted(__libc_memalign(boundary, bytes)); }
void* aligned_alloc(std::size_t boundary, std::size_t bytes) { return memalign(boundary, bytes); }

int posix_memalign(void** piece, std::size_t boundary, std::size_t bytes) {
  void* const found = memalign(boundary, bytes);
  if (found == nullptr) return ENOMEM;
  *piece = found;
  return 0;
}

void* realloc(void* piece, std::size_t bytes) {
  const auto before = size_of(piece);
  void* const moved = __libc_realloc(piece, bytes);
  if (moved != nullptr || bytes == 0) count(size_of(moved) - before);
  return moved;
}

void free(void* piece) {
  count(-size_of(piece));
  __libc_free(piece);
}
}
