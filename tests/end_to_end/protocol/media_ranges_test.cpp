// P-66: files of the media folder, whole, in parts and under conditions, as RFC 9110 has it.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "shelf.h"
#include "support/raw_socket.h"

namespace samtale::protocol_test {
namespace {

// A film that ffmpeg made, where there is one.
std::string film(const std::filesystem::path& folder) {
  const auto path = folder / "film.mp4";
  const auto make =
      "ffmpeg -y -loglevel error -f lavfi -i testsrc2=size=320x180:rate=25 -f lavfi -i sine=frequency=440 -t 4 "
      "-pix_fmt yuv420p -movflags +faststart " +
      path.string();
  if (std::system("ffmpeg -version >/dev/null 2>&1") != 0 || std::system(make.c_str()) != 0) {
    std::printf("no ffmpeg here: made up bytes instead of a film\n");
    std::string bytes;
    for (int i = 0; i < 200'000; ++i) bytes.push_back(static_cast<char>(i * 31 + i / 251));
    return bytes;
  }
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class MediaRanges : public Shelf {
 protected:
  void open_with_film() {
    open_shelf();
    film_ = film(folder_.path());
    ASSERT_GT(film_.size(), 10'000U);
    plant("low.mp4", film_);
    path_ = path_of("low.mp4");
  }
  RawReply part(const std::string& range, const std::string& more = {}) const {
    return raw("GET", path_, "Range: " + range + "\r\n" + more);
  }
  void expect_part(const RawReply& reply, std::size_t first, std::size_t count, const std::string& what) const {
    EXPECT_EQ(reply.status, 206) << what;
    EXPECT_EQ(reply.header("Content-Range"), "bytes " + std::to_string(first) + "-" +
                                                 std::to_string(first + count - 1) + "/" + std::to_string(film_.size()))
        << what;
    EXPECT_EQ(reply.header("Content-Length"), std::to_string(count)) << what;
    EXPECT_TRUE(reply.body == film_.substr(first, count)) << what;
  }
  void expect_whole(const RawReply& reply, const std::string& what) const {
    EXPECT_EQ(reply.status, 200) << what;
    EXPECT_EQ(reply.header("Content-Range"), "") << what;
    EXPECT_TRUE(reply.body == film_) << what;
  }

  std::string film_;
  std::string path_;
};

TEST_F(MediaRanges, EveryFileHasItsType) {
  open_shelf();
  for (const auto& [file, type] : std::vector<std::pair<std::string, std::string>>{{"original.mp4", "video/mp4"},
                                                                                   {"high.mp4", "video/mp4"},
                                                                                   {"low.mp4", "video/mp4"},
                                                                                   {"sound.m4a", "audio/mp4"},
                                                                                   {"poster.jpg", "image/jpeg"}}) {
    EXPECT_EQ(raw("GET", path_of(file)).status, 404) << file;
    plant(file, file);
    const auto reply = raw("GET", path_of(file));
    EXPECT_EQ(reply.status, 200) << file;
    EXPECT_EQ(reply.header("Content-Type"), type) << file;
    EXPECT_EQ(reply.body, file);
  }
  const auto captions = raw("GET", path_of("captions.vtt"));
  EXPECT_EQ(captions.header("Content-Type"), "text/vtt; charset=utf-8");
  EXPECT_EQ(captions.body, kCaptions);
}

TEST_F(MediaRanges, PartsAreTheBytesThatWereAskedFor) {
  open_with_film();
  const auto size = film_.size();
  const auto end = std::to_string(size);
  int tried = 0;
  const auto expect = [&](const std::string& range, std::size_t first, std::size_t count) {
    ++tried;
    expect_part(part(range), first, count, range);
  };
  expect("bytes=0-0", 0, 1);
  expect("bytes=0-", 0, size);
  expect("bytes=1-1", 1, 1);
  expect("bytes=100-199", 100, 100);
  expect("BYTES=4-7", 4, 4);
  expect("bytes= 4-7 ", 4, 4);
  expect("bytes=007-0009", 7, 3);
  expect("bytes=" + std::to_string(size - 1) + "-", size - 1, 1);
  expect("bytes=" + std::to_string(size - 1) + "-" + end, size - 1, 1);
  expect("bytes=5-99999999999999999999999999", 5, size - 5);
  expect("bytes=5-18446744073709551615", 5, size - 5);
  expect("bytes=-1", size - 1, 1);
  expect("bytes=-500", size - 500, 500);
  expect("bytes=-" + end, 0, size);
  expect("bytes=-" + std::to_string(size + 1), 0, size);
  expect("bytes=-99999999999999999999999999", 0, size);
  std::printf("%d parts\n", tried);
}

TEST_F(MediaRanges, PartsPutTogetherAreTheWhole) {
  open_with_film();
  std::string all;
  for (std::size_t at = 0; at < film_.size(); at += 7'919) {
    all += part("bytes=" + std::to_string(at) + "-" + std::to_string(at + 7'918)).body;
  }
  EXPECT_TRUE(all == film_);
}

TEST_F(MediaRanges, WhatLiesBehindTheEndIs416) {
  open_with_film();
  const auto end = std::to_string(film_.size());
  int tried = 0;
  for (const auto& range :
       {"bytes=" + end + "-", "bytes=" + end + "-" + end, std::string("bytes=99999999999999999999999-"),
        std::string("bytes=18446744073709551615-18446744073709551615"), std::string("bytes=18446744073709551616-"),
        std::string("bytes=9223372036854775808-"), std::string("bytes=-0"), std::string("bytes=-000")}) {
    ++tried;
    const auto reply = part(range);
    EXPECT_EQ(reply.status, 416) << range;
    EXPECT_EQ(reply.header("Content-Range"), "bytes */" + end) << range;
    EXPECT_EQ(reply.header("Content-Length"), "0") << range;
    EXPECT_EQ(reply.body, "") << range;
  }
  std::printf("%d ranges behind the end\n", tried);
}

TEST_F(MediaRanges, WhatIsNoRangeIsAnsweredWithTheWhole) {
  open_with_film();
  std::string many = "bytes=";
  for (int i = 0; i < 1'000; ++i) many += std::to_string(i * 2) + "-" + std::to_string(i * 2) + (i < 999 ? "," : "");
  int tried = 0;
  for (const auto& range : std::vector<std::string>{"bytes=9-5",
                                                    "bytes=18446744073709551617-5",
                                                    "bytes=-",
                                                    "bytes=",
                                                    "bytes",
                                                    "bytes=a-b",
                                                    "bytes=1-b",
                                                    "bytes=0x0-0x5",
                                                    "bytes=-5-9",
                                                    "bytes=--5",
                                                    "bytes=+1-5",
                                                    "bytes=1 -5",
                                                    "bytes=1- 5",
                                                    "bytes=1\t-\t5",
                                                    "bytes=1.0-5",
                                                    "bytes=1e3-2e3",
                                                    "bytes=0-1-2",
                                                    "bytes=0-1;2-3",
                                                    "bytes:0-5",
                                                    "bytes 0-5",
                                                    "items=0-5",
                                                    "=0-5",
                                                    "0-5",
                                                    "bytes=\xD9\xA0-\xD9\xA5",
                                                    "bytes=%30-%35",
                                                    "bytes=0-1,3-4",
                                                    "bytes=0-1,",
                                                    "bytes=,0-1",
                                                    "bytes=,",
                                                    "bytes=0-,0-,0-,0-",
                                                    "bytes=-1,-1",
                                                    "none",
                                                    "*",
                                                    "bytes=*",
                                                    "bytes=*/5",
                                                    many}) {
    ++tried;
    expect_whole(part(range), range.substr(0, 60));
  }
  expect_whole(part("bytes=0-1", "Range: bytes=3-4\r\n"), "two headers");
  std::printf("%d ranges that are none\n", tried + 1);
}

TEST_F(MediaRanges, IfRangeLetsThroughOnlyOurTagExactly) {
  open_with_film();
  const auto tag = raw("HEAD", path_).header("ETag");
  ASSERT_GT(tag.size(), 2U);
  expect_part(part("bytes=5-9", "If-Range: " + tag + "\r\n"), 5, 5, tag);
  const auto bare = tag.substr(1, tag.size() - 2);
  for (const auto& other :
       {"W/" + tag, "w/" + tag, bare, "'" + bare + "'", tag + "," + tag, "\"" + bare + "x\"", std::string("\"\""),
        std::string("*"), std::string("Sun, 22 Nov 2026 07:00:00 GMT"), std::string("nonsense"), tag + " x"}) {
    expect_whole(part("bytes=5-9", "If-Range: " + other + "\r\n"), other);
  }
  // Without a range it says nothing, and with one that is none neither.
  expect_whole(raw("GET", path_, "If-Range: " + tag + "\r\n"), "no range");
}

TEST_F(MediaRanges, OtherBytesHaveAnotherTag) {
  open_with_film();
  const auto tag = raw("HEAD", path_).header("ETag");
  const auto folder = server_.data() / "media" / media_id_;
  std::ofstream(folder / "new", std::ios::binary) << film_.substr(0, film_.size() - 1) + "!";
  std::filesystem::rename(folder / "new", folder / "low.mp4");
  EXPECT_NE(raw("HEAD", path_).header("ETag"), tag);
  EXPECT_EQ(part("bytes=0-3", "If-Range: " + tag + "\r\n").status, 200);
  EXPECT_EQ(raw("GET", path_, "If-Match: " + tag + "\r\n").status, 412);
}

TEST_F(MediaRanges, ConditionsSaveTheWay) {
  open_with_film();
  const auto tag = raw("HEAD", path_).header("ETag");
  for (const auto& list : {tag, "W/" + tag, "\"a\", " + tag, std::string("*")}) {
    const auto reply = raw("GET", path_, "If-None-Match: " + list + "\r\n");
    EXPECT_EQ(reply.status, 304) << list;
    EXPECT_EQ(reply.header("ETag"), tag) << list;
    EXPECT_EQ(reply.body, "") << list;
  }
  EXPECT_EQ(part("bytes=0-3", "If-None-Match: " + tag + "\r\n").status, 304) << "looked at before the range";
  expect_whole(raw("GET", path_, "If-None-Match: \"other\"\r\n"), "another tag");
  expect_whole(raw("GET", path_, "If-Match: " + tag + "\r\n"), "ours");
  const auto failed = raw("GET", path_, "If-Match: \"other\"\r\n");
  EXPECT_EQ(failed.status, 412);
  EXPECT_EQ(failed.body, "");
}

TEST_F(MediaRanges, HeadHasTheHeadersOfGet) {
  open_with_film();
  const auto tag = raw("HEAD", path_).header("ETag");
  int tried = 0;
  for (const auto& [target, headers] :
       std::vector<std::pair<std::string, std::string>>{{path_, ""},
                                                        {path_of("captions.vtt"), ""},
                                                        {path_of("high.mp4"), ""},
                                                        {path_of("nothing.mp4"), ""},
                                                        {path_, "If-None-Match: " + tag + "\r\n"},
                                                        {path_, "If-Match: \"other\"\r\n"},
                                                        {"/media/" + media_id_ + "/low.mp4", ""},
                                                        {path_ + "x", ""}}) {
    ++tried;
    const auto get = raw("GET", target, headers);
    const auto head = raw("HEAD", target, headers);
    EXPECT_EQ(head.status, get.status) << target << headers;
    EXPECT_EQ(head.headers, get.headers) << target << headers;
    EXPECT_EQ(head.body, "") << target << headers;
  }
  const auto head = raw("HEAD", path_, "Range: bytes=0-3\r\n");
  EXPECT_EQ(head.status, 200) << "a range of HEAD means nothing";
  EXPECT_EQ(head.header("Content-Length"), std::to_string(film_.size()));
  EXPECT_EQ(raw("POST", path_).header("Allow"), "GET, HEAD");
  std::printf("%d pairs of GET and HEAD\n", tried);
}

}  // namespace
}  // namespace samtale::protocol_test
