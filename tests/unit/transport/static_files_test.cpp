#include "transport/static_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_folder.h"

namespace samtale::transport {
namespace {

namespace fs = std::filesystem;

std::string header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

std::string body(const Response& response) {
  if (const auto* text = std::get_if<std::string>(&response.body)) return *text;
  return *std::get<std::shared_ptr<const std::string>>(response.body);
}

class BuiltClient : public testing::Test {
 protected:
  void SetUp() override {
    plant("web/index.html", "<!doctype html>page");
    plant("web/favicon.svg", "<svg/>");
    plant("web/assets/index-Ab12.js", "script");
    plant("web/assets/index-Ab12.js.gz", "compressed");
    plant("web/.env", "secret");
    plant("web/.git/config", "secret");
    plant("outside.txt", "secret");
    fs::create_symlink(folder_.path() / "outside.txt", folder_.path() / "web" / "link.txt");
    files_ = StaticFiles::load(folder_.path() / "web");
  }

  void plant(const fs::path& path, std::string_view text) {
    fs::create_directories((folder_.path() / path).parent_path());
    std::ofstream(folder_.path() / path) << text;
  }

  Response get(const std::string& target, std::vector<std::pair<std::string, std::string>> headers = {}) const {
    Request request;
    request.method = Method::get;
    request.target = target;
    request.path = decode_path(target).value_or("");
    request.headers = std::move(headers);
    return files_.answer(request);
  }

  support::TemporaryFolder folder_;
  StaticFiles files_;
};

TEST_F(BuiltClient, FilesHaveTheirTypesAndMayBeKeptAsTheirNamesSay) {
  const auto script = get("/assets/index-Ab12.js");
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(body(script), "script");
  EXPECT_EQ(header(script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(script, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(get("/favicon.svg"), "Content-Type"), "image/svg+xml");
  EXPECT_EQ(header(get("/favicon.svg"), "Cache-Control"), "no-cache");
}

TEST_F(BuiltClient, PagesOfTheClientAreItsOnePage) {
  for (const std::string path : {"/", "/index.html", "/join", "/staff", "/planner", "/planner/AAECAwQFBgcICQoLDA0ODw",
                                 "/board/x", "/console/x", "/speaker", "/group", "/join?code=K7QM"}) {
    const auto page = get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_EQ(body(page), "<!doctype html>page") << path;
    EXPECT_EQ(header(page, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(header(page, "Cache-Control"), "no-cache");
  }
  EXPECT_EQ(get("/nothing-here").status, 404);
  EXPECT_EQ(get("/assets/index-old.js").status, 404) << "a missing script is not a page";
}

TEST_F(BuiltClient, NothingElseIsServed) {
  for (const std::string path : {"/.env",
                                 "/.git/config",
                                 "/link.txt",
                                 "/outside.txt",
                                 "/../outside.txt",
                                 "/assets/../../outside.txt",
                                 "/%2e%2e/outside.txt",
                                 "/%2e%2e%2foutside.txt",
                                 "/..%2foutside.txt",
                                 "/.%2e/outside.txt",
                                 "/..%5coutside.txt",
                                 "/assets/..%2f..%2foutside.txt",
                                 "/%252e%252e/outside.txt",
                                 "//outside.txt",
                                 "/assets//../../outside.txt",
                                 "/assets/%00/../../outside.txt",
                                 "/outside.txt%00.html",
                                 "/assets",
                                 "/assets/",
                                 "/web/index.html"}) {
    const auto response = get(path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_EQ(body(response).find("secret"), std::string::npos) << path;
  }
}

TEST_F(BuiltClient, APersonWhoMistypedAnAddressGetsThePageThatSaysSo) {
  const auto mistyped = get("/jion", {{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}});
  EXPECT_EQ(mistyped.status, 404);
  EXPECT_EQ(body(mistyped), "<!doctype html>page");
  EXPECT_EQ(header(mistyped, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header(get("/jion", {{"Accept", "*/*"}}), "Content-Type"), "application/x-protobuf");
}

TEST_F(BuiltClient, ABrowserThatHasItGetsNothing) {
  const auto tag = header(get("/favicon.svg"), "ETag");
  ASSERT_FALSE(tag.empty());
  const auto again = get("/favicon.svg", {{"If-None-Match", tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(body(again), "");
  EXPECT_EQ(header(again, "ETag"), tag);
  EXPECT_EQ(get("/favicon.svg", {{"If-None-Match", "\"other\""}}).status, 200);
}

TEST_F(BuiltClient, TheCompressedFormGoesToWhoTakesIt) {
  const auto compressed = get("/assets/index-Ab12.js", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(body(compressed), "compressed");
  EXPECT_EQ(header(compressed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(compressed, "Content-Type"), "text/javascript; charset=utf-8");
  const auto plain = get("/assets/index-Ab12.js");
  EXPECT_EQ(header(plain, "Content-Encoding"), "");
  EXPECT_EQ(header(plain, "Vary"), "Accept-Encoding");
  EXPECT_NE(header(plain, "ETag"), header(compressed, "ETag"));
}

TEST_F(BuiltClient, OnlyReadingIsAllowed) {
  Request request;
  request.method = Method::post;
  request.target = request.path = "/";
  EXPECT_EQ(files_.answer(request).status, 405);
}

TEST(StaticFiles, AFolderThatIsNotThereHasNoFiles) {
  EXPECT_EQ(StaticFiles::load("/there/is/no/such/folder").size(), 0U);
}

}  // namespace
}  // namespace samtale::transport
