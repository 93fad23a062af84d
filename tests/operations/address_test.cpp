// Which addresses the program says: where it listens, and what people type, which need not be the same.
#include "tests/operations/program.h"
#include "tests/support/temporary_folder.h"

namespace samtale::operations {
namespace {

TEST(Address, WithAPublicOneBothAreSaid) {
  const support::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "web");
  std::ofstream(folder.path() / "web" / "index.html") << "<!doctype html><title>Samtale</title>";
  support::ServerProcess server(SAMTALE_PROGRAM, folder.path());
  ASSERT_TRUE(server.start("serve", {"--web", (folder.path() / "web").string(), "--public-url", "https://samtale.example"}))
      << server.output();
  EXPECT_NE(server.output().find("people use https://samtale.example\n"), std::string::npos) << server.output();
  support::LwsLoop loop;
  EXPECT_EQ(support::exchange_now(loop, server.address(), {.path = "/healthz"}).status, 200) << "this one is bound";
}

}  // namespace
}  // namespace samtale::operations
