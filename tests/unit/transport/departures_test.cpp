#include "transport/departures.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <utility>

namespace samtale::transport {
namespace {

// A loop that runs one task at a time.
struct DeparturesTest : ::testing::Test {
  struct Traveller final : Departing {
    explicit Traveller(std::string name_given, std::string& seen) : name(std::move(name_given)), log(seen) {}
    void depart() override {
      log += name;
      if (then) std::exchange(then, nullptr)();
    }
    std::string name;
    std::string& log;
    std::function<void()> then;
  };

  std::shared_ptr<Traveller> traveller(std::string name) { return std::make_shared<Traveller>(std::move(name), log); }
  void put(const std::string& names) {
    for (const char name : names) departures.put(traveller(std::string(1, name)));
  }
  // False: there was nothing to do.
  bool turn() {
    if (tasks.empty()) return false;
    std::exchange(tasks.front(), nullptr)();
    tasks.pop_front();
    return true;
  }

  std::deque<std::function<void()>> tasks;
  std::string log;
  Departures departures{[this](std::function<void()> task) { tasks.push_back(std::move(task)); }, 3};
};

TEST_F(DeparturesTest, nobody_departs_before_the_turn_is_over) {
  put("ab");
  EXPECT_EQ(log, "");
  EXPECT_TRUE(turn());
  EXPECT_EQ(log, "ab");
  EXPECT_FALSE(turn()) << "nothing is asked for when nobody waits";
}

TEST_F(DeparturesTest, many_depart_in_slices_with_other_tasks_in_between) {
  put("abcdefgh");
  tasks.push_back([this] { log += "-read-"; });
  while (turn()) {
  }
  EXPECT_EQ(log, "abc-read-defgh");
  put("i");
  turn();
  EXPECT_EQ(log, "abc-read-defghi");
}

TEST_F(DeparturesTest, who_comes_between_two_slices_departs_after_those_who_wait) {
  put("abcde");
  turn();
  put("xyz");
  turn();
  EXPECT_EQ(log, "abcdex");
  turn();
  EXPECT_EQ(log, "abcdexyz");
  EXPECT_FALSE(turn());
}

TEST_F(DeparturesTest, who_is_put_in_while_departing_departs_in_a_later_slice) {
  const auto first = traveller("a");
  first->then = [&] { departures.put(first); };
  departures.put(first);
  turn();
  EXPECT_EQ(log, "a");
  EXPECT_TRUE(turn());
  EXPECT_EQ(log, "aa");
  EXPECT_FALSE(turn());
}

TEST_F(DeparturesTest, holds_nobody_who_has_departed) {
  const auto one = traveller("a");
  departures.put(one);
  put("bcd");
  EXPECT_EQ(one.use_count(), 2);
  turn();
  EXPECT_EQ(one.use_count(), 1);
}

TEST(DeparturesEnd, what_was_asked_for_later_is_harmless_afterwards) {
  std::deque<std::function<void()>> tasks;
  std::string log;
  {
    Departures departures([&](std::function<void()> task) { tasks.push_back(std::move(task)); });
    departures.put(std::make_shared<DeparturesTest::Traveller>("a", log));
  }
  tasks.front()();
  EXPECT_EQ(log, "");
}

}  // namespace
}  // namespace samtale::transport
