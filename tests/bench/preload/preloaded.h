#pragma once
// A library that is preloaded into the server that is measured, and the page of memory in which it counts: the bench
// looks at it while the server runs. Sanitizers would have to be loaded before it: such builds have none. Any one
// thread.
#include <cstddef>
#include <filesystem>
#include <new>
#include <string>

namespace samtale::bench {

// Where the library finds the file of its page.
inline constexpr char kCountedFile[] = "SAMTALE_BENCH_COUNTED";

class Preloading {
 public:
  // Programs that are started from now on until the end of this object, or stop(), are counted. `library`: its path.
  Preloading(const std::filesystem::path& library, const std::filesystem::path& folder, std::size_t page_bytes);
  ~Preloading();
  Preloading(const Preloading&) = delete;
  Preloading& operator=(const Preloading&) = delete;

  void stop();
  void* page() const { return page_; }

 private:
  void* page_ = nullptr;
  std::size_t page_bytes_;
};

template <class Page>
class Preloaded {
 public:
  Preloaded(const std::filesystem::path& library, const std::filesystem::path& folder)
      : preloading_(library, folder, sizeof(Page)), page_(new (preloading_.page()) Page) {}

  void stop_preloading() { preloading_.stop(); }
  const Page& page() const { return *page_; }

 private:
  Preloading preloading_;
  Page* page_;
};

}  // namespace samtale::bench
