// The bench itself, small: every server that is here tells everybody, and each has its figures. Nobody looks at how
// good they are.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <boost/json.hpp>

#include "support/temporary_folder.h"

namespace samtale::bench {
namespace {

namespace json = boost::json;

json::object run(const std::string& options) {
  const support::TemporaryFolder folder;
  const auto file = (folder.path() / "fanout.json").string();
  FILE* bench = popen((std::string(SAMTALE_BENCH_FANOUT) + " --json " + file + " " + options).c_str(), "w");
  EXPECT_EQ(pclose(bench), 0);
  std::ifstream stream(file);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return text.empty() ? json::object{} : json::parse(text).as_object();
}

TEST(Fanout, EverybodyIsToldByEveryServer) {
  const auto report = run("--clients 96 --rounds 1 --changes 2 --bursts 1 --clock-seconds 0.2");
  ASSERT_FALSE(report.empty());
  std::set<std::string> subjects;
  for (const auto& each : report.at("figures").as_array()) {
    const auto& figure = each.as_object();
    subjects.emplace(figure.at("subject").as_string());
    EXPECT_FALSE(figure.at("rounds").as_array().empty());
    EXPECT_GT(figure.at("median").as_double(), 0) << json::serialize(figure);
  }
  EXPECT_EQ(subjects.count("Samtale"), 1U);
  EXPECT_EQ(subjects.count("bare epoll server"), 1U);
  EXPECT_EQ(subjects.count("Boost.Beast, naive"), 1U);
  // The others are measured, or it is said why not.
  std::size_t missing = 0;
  for (const auto& remark : report.at("remarks").as_array()) {
    EXPECT_EQ(remark.as_string().find("Left out"), json::string::npos) << remark;
    if (remark.as_string().find("is not measured") != json::string::npos) ++missing;
  }
  EXPECT_EQ(subjects.size() + missing, 8U);
}

}  // namespace
}  // namespace samtale::bench
