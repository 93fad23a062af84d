#include "account.h"

#include <string>
#include <unordered_map>

#include "store/stored_data.h"

namespace samtale::bench {

Reckoning reckon(const People& people, SeminarId seminar, const std::filesystem::path& database) {
  std::unordered_map<std::string, std::size_t> places;
  store::StoredData data(database);
  data.each_event(seminar, 0, [&](Position, const store::EventRecord& event) {
    ++places[event.command.text()];
    return true;
  });
  Reckoning reckoning;
  for (std::size_t who = 0; who < people.size(); ++who) {
    for (const auto& entry : people.account(who)) {
      const auto found = places.find(entry.command.id);
      const auto count = found != places.end() ? found->second : 0;
      if (entry.fate == People::Fate::took_effect) {
        ++reckoning.acknowledged;
        reckoning.lost += count == 0 ? 1 : 0;
      }
      reckoning.twice += count > 1 ? 1 : 0;
    }
  }
  return reckoning;
}

}  // namespace samtale::bench
