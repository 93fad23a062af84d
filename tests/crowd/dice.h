#pragma once
// Chance with a seed, so that a run can be repeated as far as people's choices go. Ids and secrets are not made here.
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace samtale::crowd {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  // Both ends included.
  int between(int least, int most) { return std::uniform_int_distribution<int>(least, most)(engine_); }
  double between(double least, double most) { return std::uniform_real_distribution<double>(least, most)(engine_); }
  bool chance(double probability) { return std::bernoulli_distribution(probability)(engine_); }
  std::uint64_t seed() { return engine_(); }

  template <class T>
  const T& one_of(std::span<const T> all) {
    return all[static_cast<std::size_t>(between(0, static_cast<int>(all.size()) - 1))];
  }
  // Different ones, in the order drawn; all of them when `count` is more.
  template <class T>
  std::vector<T> some_of(std::span<const T> all, int count) {
    std::vector<T> drawn(all.begin(), all.end());
    for (std::size_t i = 0; i + 1 < drawn.size(); ++i)
      std::swap(drawn[i],
                drawn[static_cast<std::size_t>(between(static_cast<int>(i), static_cast<int>(drawn.size()) - 1))]);
    if (drawn.size() > static_cast<std::size_t>(count)) drawn.resize(static_cast<std::size_t>(count));
    return drawn;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace samtale::crowd
