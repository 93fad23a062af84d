// What libFuzzer calls. SAMTALE_FUZZ_TARGET: the function of targets.h; SAMTALE_FUZZ_RECORDS: its input is records
// behind one byte, and most changes are made inside one of them or to their order, so that their lengths stay right.
#include <algorithm>
#include <cstdint>
#include <random>

#include "fuzz/records.h"
#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  samtale::fuzz::SAMTALE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}

#ifdef SAMTALE_FUZZ_RECORDS
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  constexpr std::size_t kRoomToGrow = 256;
  std::minstd_rand dice(seed);
  auto records = samtale::fuzz::read_records({reinterpret_cast<const char*>(data) + 1, size > 0 ? size - 1 : 0});
  if (dice() % 8 == 0 || records.empty()) return LLVMFuzzerMutate(data, size, max_size);
  const auto at = dice() % records.size();
  auto& record = records[at];
  switch (dice() % 8) {
    case 0: record.kind = static_cast<std::uint8_t>(dice()); break;
    case 1: records.insert(records.begin() + static_cast<std::ptrdiff_t>(dice() % records.size()), record); break;
    case 2: records.erase(records.begin() + static_cast<std::ptrdiff_t>(at)); break;
    case 3: std::swap(record, records[dice() % records.size()]); break;
    default: {
      const auto old_size = record.bytes.size();
      record.bytes.resize(old_size + kRoomToGrow);
      auto* bytes = reinterpret_cast<std::uint8_t*>(record.bytes.data());
      record.bytes.resize(LLVMFuzzerMutate(bytes, old_size, record.bytes.size()));
    }
  }
  const auto written = samtale::fuzz::write_records(records);
  if (written.size() + 1 > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::copy(written.begin(), written.end(), data + 1);
  return written.size() + 1;
}
#endif
