// The test of the test: plants one violation of each rule in an empty folder and expects exactly that to be found,
// beside a lawful neighbour that must be let through.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "rules.h"

namespace samtale::tidy {
namespace {

namespace fs = std::filesystem;

class PlantedTree : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    root_ = fs::path(testing::TempDir()) / (std::string("samtale_tidy_") + info->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void plant(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  Files files() const { return read_tree(root_); }

 private:
  fs::path root_;
};

TEST_F(PlantedTree, StoreMayNotIncludeLive) {
  plant("server/store/a.cpp", "#include \"domain/ids.h\"\n#include \"live/room.h\"\n");
  EXPECT_EQ(server_includes_go_one_way(files()), Violations{"server/store/a.cpp:2: store may not include live"});
}

TEST_F(PlantedTree, AFolderOutsideTheTableIsFound) {
  plant("server/cellar/a.h", "#pragma once\n#include <string>\n");
  ASSERT_EQ(server_includes_go_one_way(files()).size(), 1U);
}

TEST_F(PlantedTree, AnIncludeInACommentIsNotAnInclude) {
  plant("server/domain/a.h", "#pragma once\n/* so never:\n#include \"live/room.h\"\n*/\n// #include \"live/room.h\"\n");
  EXPECT_EQ(server_includes_go_one_way(files()), Violations{});
}

TEST_F(PlantedTree, BeastOutsideTransportIsFound) {
  plant("server/transport/http.cpp", "#include <boost/beast/http.hpp>\n");
  plant("server/live/room.cpp", "#include <boost/beast/core.hpp>\n");
  EXPECT_EQ(libraries_stay_in_their_folder(files()), Violations{"server/live/room.cpp:1: live may not use Beast"});
}

TEST_F(PlantedTree, GeneratedProtobufOutsideWireIsFound) {
  plant("server/wire/frames.cpp", "#include \"samtale/v1/frame.pb.h\"\n");
  plant("server/transport/http.cpp", "#include \"samtale/v1/api.pb.h\"\n");
  EXPECT_EQ(libraries_stay_in_their_folder(files()),
            Violations{"server/transport/http.cpp:1: transport may not use generated protobuf"});
}

TEST_F(PlantedTree, SqliteAndSpdlogOutsideTheirFoldersAreFound) {
  plant("server/auth/a.cpp", "#include <sqlite3.h>\n");
  plant("server/live/b.cpp", "#include <spdlog/spdlog.h>\n");
  EXPECT_EQ(libraries_stay_in_their_folder(files()).size(), 2U);
}

TEST_F(PlantedTree, ALibraryInDomainIsFound) {
  plant("server/domain/a.h", "#pragma once\n#include <vector>\n#include \"domain/ids.h\"\n#include <fmt/format.h>\n");
  EXPECT_EQ(domain_includes_only_the_standard_library(files()),
            Violations{"server/domain/a.h:4: domain may not include fmt/format.h"});
}

TEST_F(PlantedTree, SqlOutsideStoreIsFound) {
  const std::string query = "auto q = \"SELECT a FROM b\";\n";
  plant("server/store/a.cpp", query);
  plant("server/auth/a.cpp", query + "// CREATE TABLE is done by store\n");
  EXPECT_EQ(sql_stays_in_store(files()), Violations{"server/auth/a.cpp:1: SQL belongs in store"});
}

TEST_F(PlantedTree, ClockAndRandomnessOutsideOpsAreFound) {
  plant("server/ops/clock.cpp", "auto t = std::chrono::system_clock::now();\n");
  plant("server/live/a.cpp", "auto t = std::chrono::steady_clock::now();\n");
  plant("server/auth/b.cpp", "randombytes_buf(p, 32);\n");
  plant("server/domain/c.cpp", "std::random_device d;\nauto t = time(nullptr);\nroom.set_time(0);\n");
  EXPECT_EQ(clock_and_randomness_stay_in_ops(files()).size(), 4U);
}

TEST_F(PlantedTree, AScreenMayReachDownButNeverUp) {
  plant("clients/web/src/screens/join/a.svelte", "import { x } from '../../session/store';\n");
  plant("clients/web/src/session/b.ts", "import { y } from \"../screens/join\";\n");
  plant("clients/web/src/main.ts", "import App from './screens/App.svelte';\n");
  EXPECT_EQ(client_imports_go_one_way(files()),
            Violations{"clients/web/src/session/b.ts:1: session may not import screens"});
}

TEST_F(PlantedTree, AScreenMayAskTheRouterButNotTheWhole) {
  plant("clients/web/src/screens/a.svelte",
        "import { go } from '../router.svelte';\nimport App from '../App.svelte';\n");
  plant("clients/web/src/session/b.ts", "import { go } from '../router.svelte';\n");
  EXPECT_EQ(client_imports_go_one_way(files()),
            (Violations{"clients/web/src/screens/a.svelte:2: screens may not import ../App.svelte",
                        "clients/web/src/session/b.ts:1: session may not import ../router.svelte"}));
}

TEST_F(PlantedTree, UiKnowsNoneOfThem) {
  plant("clients/web/src/ui/Button.svelte", "import type { E } from '../protocol/entities';\nimport './tokens.css';\n");
  EXPECT_EQ(client_imports_go_one_way(files()),
            Violations{"clients/web/src/ui/Button.svelte:1: ui may not import protocol"});
}

TEST_F(PlantedTree, AnAliasAndALazyImportAreFound) {
  plant("clients/web/src/session/a.ts", "import { z } from '$screens/x';\nconst s = await import('../screens/y');\n");
  EXPECT_EQ(client_imports_go_one_way(files()).size(), 2U);
}

TEST_F(PlantedTree, TheLineLimitIsExact) {
  std::string text;
  for (int i = 0; i < 500; ++i) text += "x\n";
  plant("server/domain/just_fits.cpp", text);
  plant("server/domain/too_long.cpp", text + "x\n");
  EXPECT_EQ(files_are_short(files()), Violations{"server/domain/too_long.cpp: 501 lines; at most 500"});
}

TEST_F(PlantedTree, AHeaderWithoutPragmaOnceIsFound) {
  plant("server/domain/good.h", "// What it is.\n\n#pragma once\n");
  plant("server/domain/bad.h", "#include <string>\n#pragma once\n");
  const auto found = headers_begin_with_pragma_once(files());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rfind("server/domain/bad.h:", 0), 0u);
}

TEST_F(PlantedTree, ACoroutineIsFound) {
  plant("server/live/a.cpp", "// never co_await here\nauto text = \"//\"; co_await tick();\n");
  ASSERT_EQ(there_are_no_coroutines(files()).size(), 1U);
  EXPECT_EQ(there_are_no_coroutines(files())[0].rfind("server/live/a.cpp:2:", 0), 0u);
}

TEST_F(PlantedTree, WorkPutOffIsFound) {
  plant("server/live/a.cpp", std::string("// TO") + "DO: later\n");
  plant("dev", std::string("# FIX") + "ME\n");
  EXPECT_EQ(nothing_is_put_off(files()).size(), 2U);
}

TEST_F(PlantedTree, APathOfOneMachineIsFound) {
  plant("docs/a.md", "see /home/anna/samtale\n");
  plant("docs/b.md", "a link to https://example.org/home/page and ./wo" "rk/x are no such paths\n");
  EXPECT_EQ(no_path_of_one_machine(files()), Violations{"docs/a.md:1: a path of one machine"});
}

TEST_F(PlantedTree, ALockfileWithResolvedIsFound) {
  plant("clients/web/package-lock.json", "{\n  \"resolved\": \"x\"\n}\n");
  plant("clients/web/.npmrc", "engine-strict=true\nregistry=http://x/\n");
  EXPECT_EQ(lockfiles_name_no_registry(files()).size(), 2U);
}

TEST_F(PlantedTree, ADrawerIsFound) {
  plant("server/live/utils.h", "#pragma once\n");
  plant("server/live/utility_of_rounds.h", "#pragma once\n");
  EXPECT_EQ(no_file_is_a_drawer(files()).size(), 1U);
}

TEST_F(PlantedTree, WhatIsBuiltOrFetchedIsNotRead) {
  plant("build/dev/a.cpp", "co_await x;\n");
  plant("clients/web/node_modules/a/utils.js", "x\n");
  plant("server/live/a.cpp", "int x;\n");
  ASSERT_EQ(files().size(), 1U);
  EXPECT_EQ(files()[0].path, "server/live/a.cpp");
}

TEST(WithoutComments, KeepsLiteralsAndLineNumbers) {
  EXPECT_EQ(without_comments("a // b\nc /* d\ne */ f"), "a     \nc     \n     f");
  EXPECT_EQ(without_comments("auto u = \"http://x\"; // y"), "auto u = \"http://x\";     ");
  EXPECT_EQ(without_comments("R\"sql(-- // \" )sql\" // x"), "R\"sql(-- // \" )sql\"     ");
  EXPECT_EQ(without_comments("n = 1'000; // '"), "n = 1'000;     ");
  EXPECT_EQ(without_comments("c = '\"'; // x"), "c = '\"';     ");
}

}  // namespace
}  // namespace samtale::tidy
