// P-66, P-68: uploads to a disk that fills up meanwhile, and a recording as large as there may be one.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>

#include "shelf.h"
#include "support/process_figures.h"
#include "support/small_disk.h"
#include "tests/unit/media/boxes.h"
#include "tests/unit/transport/plain_http.h"

namespace samtale::protocol_test {
namespace {

namespace fs = std::filesystem;
using transport::HttpSocket;
using transport::Reply;

// A sanitizer keeps what has been given back, 256 MiB of it, so that use after it is found.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitizerKeepsMemory = true;
#else
constexpr bool kSanitizerKeepsMemory = false;
#endif

constexpr std::uint64_t kMiB = 1'048'576;
constexpr std::uint64_t kLargest = 4'096 * kMiB;
// More than is kept free for everything else.
constexpr std::size_t kSmallDiskMiB = 300;
constexpr std::int64_t kPreparedWithinMs = 300'000;
constexpr std::int64_t kLookEveryMs = 20;

class UploadRoom : public Shelf {
 protected:
  std::string headers(const std::string& more) const {
    return transport::bearer(token_of("organiser")) + "Tus-Resumable: 1.0.0\r\n" + more;
  }
  std::string talk_path(const std::string& rest) const {
    return "/api/seminars/" + seminar().text() + "/talks/1" + rest;
  }
  std::string begun(std::uint64_t length) {
    auto reply = transport::http(address(), "POST", talk_path("/uploads"), {},
                                 headers("Upload-Length: " + std::to_string(length) + "\r\n"));
    EXPECT_EQ(reply.status, 201);
    return reply.headers["location"];
  }
  static std::string piece_headers(std::uint64_t offset) {
    return "Upload-Offset: " + std::to_string(offset) + "\r\nContent-Type: application/offset+octet-stream\r\n";
  }
  std::uint64_t offset_of(const std::string& path) const {
    auto reply = transport::http(address(), "HEAD", path, {}, headers(""));
    EXPECT_EQ(reply.status, 200);
    return reply.status == 200 ? std::stoull(reply.headers["upload-offset"]) : 0;
  }
  Reply patch(const std::string& path, std::uint64_t offset, std::string_view piece) const {
    return transport::http(address(), "PATCH", path, piece, headers(piece_headers(offset)));
  }
  // A piece that need not be in memory: `first`, and zeros behind it.
  Reply patch_long(const std::string& path, std::uint64_t offset, std::uint64_t length, std::string_view first) {
    static const std::string kZeros(4 * kMiB, '\0');
    HttpSocket socket(address());
    socket.write("PATCH " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(length) + "\r\n" +
                 headers(piece_headers(offset)) + "\r\n");
    socket.write(first);
    for (auto left = length - first.size(); left > 0;) {
      const auto count = std::min<std::uint64_t>(left, kZeros.size());
      if (!socket.write(std::string_view(kZeros).substr(0, count))) return {};
      left -= count;
    }
    return socket.reply();
  }
  v1::PreparationState standing() {
    v1::TalkPreparation told;
    EXPECT_TRUE(told.ParseFromString(get(talk_path("/preparation"), token_of("organiser")).body));
    return told.state();
  }
  bool becomes_done() {
    for (std::int64_t waited_ms = 0; waited_ms < kPreparedWithinMs; waited_ms += kLookEveryMs) {
      const auto now = standing();
      if (now == v1::PREPARATION_STATE_DONE) return true;
      if (now == v1::PREPARATION_STATE_FAILED) return false;
      loop_.run_until([] { return false; }, kLookEveryMs);
    }
    return false;
  }
};

class UploadOnASmallDisk : public UploadRoom {
 protected:
  // The server is started after this, and so sees it.
  void SetUp() override {
    UploadRoom::SetUp();
    if (!disk_.usable()) GTEST_SKIP() << "NOT TESTED: needs the right to mount a small disk";
    fs::create_directory_symlink(disk_.path(), server_.data() / "media");
    open_without_ffmpeg();
  }
  support::SmallDisk disk_{kSmallDiskMiB};
};

TEST_F(UploadOnASmallDisk, P68_IsRefusedWithItsReasonAndGoesOnWhenThereIsRoom) {
  const auto film = media::recording(4'000) + media::box("mdat", std::string(3 * kMiB, 'x'));
  const auto path = begun(film.size());
  ASSERT_EQ(patch(path, 0, std::string_view(film).substr(0, kMiB)).status, 204);
  disk_.fill(64 * kMiB);
  for (int again = 0; again < 2; ++again) {
    const auto reply = patch(path, kMiB, std::string_view(film).substr(kMiB));
    EXPECT_EQ(reply.status, 503);
    const auto why = wire::read_api_error(reply.body);
    EXPECT_TRUE(why && why->code == RejectionCode::not_saved);
    EXPECT_EQ(offset_of(path), kMiB) << "nothing is taken that is not kept";
  }
  EXPECT_GE(fs::space(disk_.path()).available, 60 * kMiB) << "what is left is for others";
  EXPECT_EQ(standing(), v1::PREPARATION_STATE_UNSPECIFIED);
  const auto another =
      transport::http(address(), "POST", talk_path("/uploads"), {}, headers("Upload-Length: 1000\r\n"));
  EXPECT_EQ(another.status, 503);
  disk_.free();
  EXPECT_EQ(patch(path, kMiB, std::string_view(film).substr(kMiB)).status, 204);
  EXPECT_TRUE(becomes_done());
  const auto links = queries();
  ASSERT_EQ(links.size(), 1U);
  EXPECT_TRUE(get("/media/" + links.begin()->first + "/original.mp4?" + links.begin()->second).body == film);
}

// Four gibibytes: a known head, zeros, a known tail. A quarter of a gibibyte is sent at either end; what lies between
// is a hole that the server finds when it starts again, since what its file has is what has come.
TEST_F(UploadRoom, P68_TakesTheLargestRecordingInLittleMemory) {
  constexpr std::uint64_t kPiece = 128 * kMiB;
  constexpr std::uint64_t kAtEitherEnd = 2 * kPiece;
  constexpr std::uint64_t kMostGrowth = 64 * kMiB;
  if (fs::space(folder_.path()).available < 2 * kLargest) GTEST_SKIP() << "NOT TESTED: the disk has too little room";
  open_without_ffmpeg();
  const auto index = media::file_type() + media::box("moov", media::movie_header(1000, 900'000) +
                                                                 media::picture_track() + media::sound_track());
  const auto head = index + media::number(1, 4) + "mdat" + media::number(kLargest - index.size(), 8);
  const std::string tail = "the very end";
  const auto path = begun(kLargest);
  std::uint64_t grown = 0;
  const auto send = [&](std::uint64_t from, std::uint64_t to) {
    const auto before = support::peak_resident_bytes(server_.process_id());
    for (auto offset = from; offset < to; offset += kPiece) {
      const auto piece = std::min(kPiece, to - offset);
      ASSERT_EQ(patch_long(path, offset, piece, offset == 0 ? head : "").status, 204) << offset;
    }
    grown = std::max<std::uint64_t>(grown, support::peak_resident_bytes(server_.process_id()) - before);
  };
  send(0, kAtEitherEnd);
  ASSERT_EQ(offset_of(path), kAtEitherEnd);
  EXPECT_EQ(stop_cleanly(), 0);
  fs::resize_file(server_.data() / "media" / "uploads" / fs::path(path).filename() / "upload", kLargest - kAtEitherEnd);
  ASSERT_TRUE(server_.start_again()) << server_.output();
  ASSERT_EQ(offset_of(path), kLargest - kAtEitherEnd);
  send(kLargest - kAtEitherEnd, kLargest - tail.size());
  ASSERT_EQ(offset_of(path), kLargest - tail.size());
  EXPECT_EQ(patch(path, kLargest - tail.size(), tail + "!").status, 413);
  const auto before = support::peak_resident_bytes(server_.process_id());
  ASSERT_EQ(patch(path, kLargest - tail.size(), tail).status, 204);
  ASSERT_TRUE(becomes_done());
  grown = std::max<std::uint64_t>(grown, support::peak_resident_bytes(server_.process_id()) - before);
  std::printf("the server's memory grew by at most %.1f MiB\n", static_cast<double>(grown) / static_cast<double>(kMiB));
  if (!kSanitizerKeepsMemory) {
    EXPECT_LT(grown, kMostGrowth);
  }

  const auto links = queries();
  ASSERT_EQ(links.size(), 1U);
  media_id_ = links.begin()->first;
  query_ = links.begin()->second;
  const auto part = [this](const std::string& range) {
    return raw("GET", path_of("original.mp4"), "Range: bytes=" + range + "\r\n");
  };
  const auto expect_part = [&part](const std::string& range, const std::string& says, const std::string& body) {
    const auto reply = part(range);
    EXPECT_EQ(reply.status, 206) << range;
    EXPECT_EQ(reply.header("Content-Range"), "bytes " + says + "/4294967296") << range;
    EXPECT_EQ(reply.header("Content-Length"), std::to_string(body.size())) << range;
    EXPECT_TRUE(reply.body == body) << range;
  };
  const std::string zeros(4, '\0');
  expect_part("0-31", "0-31", head.substr(0, 32));
  expect_part("2147483646-2147483649", "2147483646-2147483649", zeros);
  expect_part("4294967284-", "4294967284-4294967295", tail);
  expect_part("-12", "4294967284-4294967295", tail);
  expect_part("4294967295-", "4294967295-4294967295", "d");
  expect_part("4294967294-99999999999999", "4294967294-4294967295", "nd");
  EXPECT_EQ(part("4294967296-").status, 416);
  EXPECT_EQ(part("4294967296-").header("Content-Range"), "bytes */4294967296");
  const auto whole = raw("HEAD", path_of("original.mp4"));
  EXPECT_EQ(whole.status, 200);
  EXPECT_EQ(whole.header("Content-Length"), "4294967296");
}

}  // namespace
}  // namespace samtale::protocol_test
