// P-65: nothing but the files of the media folder, and those only with a link; and nobody who takes them slowly, or
// goes away in the middle, harms anybody else.
#include <cstdio>
#include <fstream>
#include <memory>
#include <set>

#include "shelf.h"
#include "support/raw_socket.h"

namespace samtale::protocol_test {
namespace {

constexpr const char* kSecret = "THE SECRET OF THIS TEST";

class MediaAttack : public Shelf {
 protected:
  // In the media folder, beside it, and above it.
  void plant_secrets() const {
    const auto data = server_.data();
    for (const auto& place :
         {data / "media" / "secret.vtt", data / "media" / "uploads" / "secret.vtt",
          data / "media" / media_id_ / "secret.vtt", data / "secret.vtt", folder_.path() / "secret.vtt"}) {
      std::ofstream(place) << kSecret;
    }
  }
  // True: it was refused as it should be.
  static bool is_refused(const RawReply& reply, std::string& why) {
    for (const auto* secret : {kSecret, "SQLite format 3", "root:x:", "room_code"}) {
      if (reply.body.find(secret) != std::string::npos) why = std::string("it gave away ") + secret;
    }
    if (reply.status < 400 || reply.status > 499) why += " status " + std::to_string(reply.status);
    return why.empty();
  }
};

// The ways to say "one folder up" and "a slash" that have fooled a server somewhere.
std::vector<std::string> ups() {
  return {"..",
          "%2e%2e",
          "%2E%2E",
          ".%2e",
          "%2e.",
          "%252e%252e",
          "%25252e%25252e",
          "%c0%ae%c0%ae",
          "%C0%2E%C0%2E",
          "%e0%80%ae%e0%80%ae",
          "%f0%80%80%ae%f0%80%80%ae",
          "%ef%bc%8e%ef%bc%8e",
          "%u002e%u002e",
          "..%00",
          "..;",
          "...",
          "....",
          "..%20",
          "%20..",
          "..%09",
          "..\xC0\xAE",
          ".%00.",
          "%%32%65%%32%65"};
}

std::vector<std::string> slashes() {
  return {"/",         "//",           "/./",   "%2f",    "%2F",    "%252f",  "%25252f",
          "\\",        "%5c",          "%5C",   "%255c",  "%c0%af", "%C1%9C", "%e0%80%af",
          "%ef%bc%8f", "%f0%80%80%af", "/%2e/", "%u2215", "%00/",   "%%32%66"};
}

std::vector<std::string> hostile_paths(const std::string& media_id) {
  const std::string below = "/media/" + media_id + "/";
  std::vector<std::string> paths;
  for (const auto& up : ups()) {
    for (const auto& slash : slashes()) {
      paths.push_back("/media/" + up + slash + "secret.vtt");
      paths.push_back(below + up + slash + "secret.vtt");
      paths.push_back(below + up + slash + up + slash + "samtale.db");
      paths.push_back(below + "low.mp4" + slash + up + slash + up + slash + up + slash + "link-key");
      std::string far = below;
      for (int i = 0; i < 12; ++i) far += up + slash;
      paths.push_back(far + "etc" + slash + "passwd");
    }
  }
  for (const auto& slash : slashes()) {
    paths.push_back("/media" + slash + slash + "etc" + slash + "passwd");
    paths.push_back("/media" + slash + "uploads" + slash + "secret.vtt");
    paths.push_back("/media/uploads" + slash + "secret.vtt");
    paths.push_back("/media/unfinished" + slash + "secret.vtt");
    paths.push_back(below + slash + "etc" + slash + "passwd");
    paths.push_back(below + "." + slash + "secret.vtt");
  }
  // Names that look like one of ours.
  for (const auto* name : {"captions.vtt/",
                           "captions.vtt/.",
                           "captions.vtt%00",
                           "captions.vtt%00.vtt",
                           "captions.vtt%20",
                           "captions.vtt.",
                           "captions.vtt::$DATA",
                           "CAPTIONS.VTT",
                           "Captions.vtt",
                           "%20captions.vtt",
                           "captions.vtt;x=1",
                           "captions%2evtt%2f",
                           "captions.vt",
                           "captions.vttx",
                           "captions",
                           "*",
                           "?",
                           "%2a",
                           "secret.vtt",
                           "%73ecret.vtt",
                           "",
                           "%2f",
                           "%00",
                           "captions.vtt%0d%0aX: y",
                           "captions.vtt%7f",
                           "captions.vtt\\",
                           "low.mp4/captions.vtt",
                           "original.mp4%2f..%2fsecret.vtt",
                           "captions.vtt%e2%80%ae",
                           "cap\xC2\xADtions.vtt",
                           "captions\xEF\xBC\x8Evtt",
                           "captions.vtt%",
                           "captions.vtt%2"}) {
    paths.push_back(below + name);
  }
  // Ids that look like one.
  const auto tail = media_id.substr(1);
  for (const auto& id : {media_id + "%00",
                         media_id + ".",
                         media_id + "/.",
                         media_id + "%20",
                         "%20" + media_id,
                         media_id + "A",
                         tail,
                         "../" + media_id,
                         "./" + media_id,
                         "x/../" + media_id,
                         media_id + "%2f",
                         media_id + "=",
                         std::string(22, '.'),
                         std::string(22, '/'),
                         std::string(22, '%'),
                         std::string(22, '\\'),
                         std::string("..%2f..%2f..%2f..%2f..%2f"),
                         std::string("-1"),
                         std::string("*"),
                         std::string("")}) {
    paths.push_back("/media/" + id + "/captions.vtt");
    paths.push_back("/media/" + id + "/secret.vtt");
    paths.push_back("/media/" + id + ".mp4");
    paths.push_back("/media/" + id);
  }
  for (const std::size_t length : {255U, 256U, 4'095U, 4'096U, 8'000U, 20'000U}) {
    paths.push_back(below + std::string(length, 'a'));
    paths.push_back("/media/" + std::string(length, 'A') + "/captions.vtt");
    std::string deep = below;
    while (deep.size() < length) deep += "../";
    paths.push_back(deep + "etc/passwd");
    while (deep.size() < length * 2) deep += "x/";
    paths.push_back(deep + "captions.vtt");
  }
  for (int byte = 1; byte < 256; ++byte) {
    char escaped[4];
    std::snprintf(escaped, sizeof escaped, "%%%02x", static_cast<unsigned>(byte));
    paths.push_back(below + "captions.vtt" + escaped);
    paths.push_back(below + ".." + escaped + "secret.vtt");
  }
  return paths;
}

TEST_F(MediaAttack, NoSpellingOfAPathLeadsOutOfTheFolder) {
  open_shelf();
  plant_secrets();
  ASSERT_EQ(raw("GET", path_of("captions.vtt")).status, 200) << "the link itself is good";
  const auto paths = hostile_paths(media_id_);
  const std::set<std::string> different(paths.begin(), paths.end());
  for (const auto& path : different) {
    for (const auto* before : {"", "http://example.org"}) {
      std::string why;
      EXPECT_TRUE(is_refused(raw("GET", before + path + "?" + query_), why)) << path.substr(0, 200) << ": " << why;
      if (path.size() > 300) break;
    }
  }
  // What is not even a path.
  for (const auto* target : {"*", "media/x/captions.vtt", "file:///etc/passwd", "..", "//etc/passwd", "/..//etc/passwd",
                             "?", "#", "/media?", "\\media\\secret.vtt"}) {
    std::string why;
    EXPECT_TRUE(is_refused(raw("GET", target), why)) << target << ": " << why;
  }
  EXPECT_EQ(raw("GET", path_of("captions.vtt")).body, kCaptions) << "the server is as it was";
  EXPECT_GE(different.size(), 2'000U);
  std::printf("%zu paths refused, most of them also as absolute addresses\n", different.size() + 10);
}

TEST_F(MediaAttack, OnlyTheRightLinkOpens) {
  open_shelf();
  const auto file = "/media/" + media_id_ + "/captions.vtt";
  const auto at = query_.find("&sign=");
  ASSERT_NE(at, std::string::npos);
  const auto until = query_.substr(6, at - 6);
  const auto sign = query_.substr(at + 6);
  ASSERT_EQ(raw("GET", file + "?until=" + until + "&sign=" + sign).status, 200);
  ASSERT_EQ(raw("GET", file + "?x=1&sign=" + sign + "&until=" + until + "&y").status, 200);

  std::vector<std::string> queries{"",
                                   "?",
                                   "?until=" + until,
                                   "?sign=" + sign,
                                   "?until=" + until + "&sign=",
                                   "?until=&sign=" + sign,
                                   "?until=" + until + "&sign=" + sign + "=",
                                   "?until=" + until + "&sign=" + sign + "A",
                                   "?until=" + until + "&sign=" + sign.substr(1),
                                   "?until=" + until + "&sign=" + sign.substr(0, 42),
                                   "?until=0&sign=" + sign,
                                   "?until=-1&sign=" + sign,
                                   "?until=0" + until + "&sign=" + sign,
                                   "?until=+" + until + "&sign=" + sign,
                                   "?until=%20" + until + "&sign=" + sign,
                                   "?until=" + until + ".0&sign=" + sign,
                                   "?until=" + until + "0&sign=" + sign,
                                   "?until=99999999999999999999999&sign=" + sign,
                                   "?until=" + std::to_string(std::stoll(until) + 1) + "&sign=" + sign,
                                   "?until=" + std::to_string(std::stoll(until) - 1) + "&sign=" + sign,
                                   "?until=" + std::to_string(std::stoll(until) + 21'600) + "&sign=" + sign,
                                   "?UNTIL=" + until + "&SIGN=" + sign,
                                   "?until=" + until + ";sign=" + sign,
                                   "?until=1&until=" + until + "&sign=" + sign,
                                   "?until=" + until + "&sign=x&sign=" + sign,
                                   "#until=" + until + "&sign=" + sign,
                                   "?until=" + sign + "&sign=" + until};
  // Every bit of the signature, in the six that each character stands for; of the last, also those that stand for
  // nothing.
  const std::string symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (std::size_t bit = 0; bit < sign.size() * 6; ++bit) {
    auto other = sign;
    auto& symbol = other[bit / 6];
    symbol = symbols[symbols.find(symbol) ^ std::size_t{1} << bit % 6];
    queries.push_back("?until=" + until + "&sign=" + other);
  }
  for (const auto& query : queries) {
    const auto reply = raw("GET", file + query);
    EXPECT_EQ(reply.status, 403) << query;
    const auto why = wire::read_api_error(reply.body);
    EXPECT_EQ(why ? why->code : RejectionCode{}, RejectionCode::link_expired) << query;
    EXPECT_EQ(reply.header("Cache-Control"), "no-store") << query;
  }
  // A good link of one recording says nothing of others, and does not tell whether they are there.
  const auto flipped = [&](std::size_t bit) {
    auto id = *MediaId::parse(media_id_);
    id.bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    return id.text();
  };
  for (std::size_t bit = 0; bit < kIdBytes * 8; ++bit) {
    EXPECT_EQ(raw("GET", "/media/" + flipped(bit) + "/captions.vtt?" + query_).status, 403) << bit;
  }
  std::printf("%zu wrong links, and the right one on %zu other recordings\n", queries.size(), kIdBytes * 8);
}

TEST_F(MediaAttack, ALinkOfWhatWasTakenAwayLeadsToNothing) {
  open_shelf();
  EXPECT_EQ(raw("GET", path_of("captions.vtt")).status, 200);
  EXPECT_EQ(request({.method = "DELETE", .path = captions_path(1, "en"), .bearer = token_of("organiser")}).status, 204);
  const auto organiser = staff("organiser");
  EXPECT_TRUE(organiser->wait_for([&] { return raw("GET", path_of("captions.vtt")).status == 404; }));
}

// Kilobytes of memory that the process has in use.
std::size_t resident_kilobytes(int process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    if (word != "VmRSS:") continue;
    std::size_t kilobytes = 0;
    status >> kilobytes;
    return kilobytes;
  }
  return 0;
}

TEST_F(MediaAttack, WhoTakesAFileSlowlyOrGoesAwayHarmsNobody) {
  constexpr int kReaders = 100;
  constexpr int kSmallBuffer = 4'096;
  constexpr std::size_t kFileBytes = 24 * 1024 * 1024;
  constexpr std::size_t kMostKilobytesEach = 128;
  open_shelf();
  std::string file;
  file.reserve(kFileBytes);
  for (std::size_t i = 0; file.size() < kFileBytes; ++i) file += std::to_string(i * i) + '\n';
  plant("high.mp4", file);
  const auto request = "GET " + path_of("high.mp4") + " HTTP/1.1\r\nHost: " + address().authority() + "\r\n\r\n";
  ASSERT_TRUE(raw("GET", path_of("high.mp4")).body == file);
  const auto before = resident_kilobytes(server_.process_id());

  std::vector<std::unique_ptr<support::RawSocket>> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.push_back(std::make_unique<support::RawSocket>(address(), kSmallBuffer));
    ASSERT_TRUE(readers.back()->write(request));
  }
  // All have begun, and none goes on.
  for (const auto& reader : readers) {
    ASSERT_TRUE(
        reader->read_until([](const std::string& got) { return got.find("\r\n\r\n") != std::string::npos; }, 20'000));
  }
  const auto during = resident_kilobytes(server_.process_id());
  const auto facilitator = staff("facilitator");
  lead_to(*facilitator, PhaseKind::talk_1);
  EXPECT_TRUE(raw("GET", path_of("high.mp4")).body == file) << "somebody who reads is served beside them";
  std::printf("%d downloads that stand still: %zu KiB of memory before, %zu KiB during\n", kReaders, before, during);
  EXPECT_LE(during, before + kReaders * kMostKilobytesEach);

  // Every second one goes away in the middle, some of them without a goodbye, while the server sends to them.
  for (std::size_t i = 0; i < readers.size(); i += 2) {
    readers[i]->read_until([&](const std::string& got) { return got.size() > 100'000 * (i % 7); }, 20'000);
    readers[i].reset();
  }
  EXPECT_TRUE(facilitator->catch_up());
  const auto& last = readers.back();
  const auto complete = [&](const std::string& got) {
    const auto end = got.find("\r\n\r\n");
    return end != std::string::npos && got.size() >= end + 4 + file.size();
  };
  EXPECT_TRUE(last->read_until(complete, 60'000)) << "one that was slow gets the whole when it goes on";
  EXPECT_TRUE(last->received().compare(last->received().find("\r\n\r\n") + 4, std::string::npos, file) == 0);
  // And the connection is good for more.
  last->clear();
  ASSERT_TRUE(last->write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_TRUE(last->read_until([](const std::string& got) { return got.starts_with("HTTP/1.1 200"); }, 20'000));
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_TRUE(server_.running());
}

TEST_F(MediaAttack, AFileThatBecomesShorterDoesNotLookWhole) {
  constexpr std::size_t kFileBytes = 24 * 1024 * 1024;
  open_shelf();
  plant("high.mp4", std::string(kFileBytes, 'x'));
  support::RawSocket reader(address(), 4'096);
  ASSERT_TRUE(reader.write("GET " + path_of("high.mp4") + " HTTP/1.1\r\nHost: x\r\n\r\n"));
  ASSERT_TRUE(reader.read_until([](const std::string& got) { return got.size() > 1'000; }, 20'000));
  std::filesystem::resize_file(server_.data() / "media" / media_id_ / "high.mp4", 1'000'000);
  EXPECT_FALSE(reader.read_until([](const std::string& got) { return got.size() >= kFileBytes; }, 60'000));
  EXPECT_TRUE(reader.closed_by_peer());
  EXPECT_EQ(get("/healthz").status, 200);
}

}  // namespace
}  // namespace samtale::protocol_test
