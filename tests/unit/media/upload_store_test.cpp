#include "media/upload_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "media/upload_record.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr UploadLimits kLimits{2, 3, 0};
constexpr const char* kFirst = "AAECAwQFBgcICQoLDA0ODw";
constexpr const char* kSecond = "BAECAwQFBgcICQoLDA0ODw";
constexpr const char* kThird = "CAECAwQFBgcICQoLDA0ODw";
constexpr const char* kFourth = "DAECAwQFBgcICQoLDA0ODw";

UploadRecord record(const std::string& id, std::uint64_t total = 10, std::int64_t made_at_ms = 1'000, int talk = 1,
                    const std::string& seminar = "seminar") {
  return {id, seminar, talk, total, "Oplæg 1.mov", made_at_ms, UploadStage::receiving};
}

class Uploads : public testing::Test {
 protected:
  void SetUp() override { start_again(); }
  // As after a crash: nothing is said to the store that was.
  void start_again(UploadLimits limits = kLimits) { store.emplace(path(), limits); }

  fs::path path() const { return folder_.path() / "uploads"; }
  std::string bytes(const std::string& id) const {
    std::ifstream file(store->bytes_of(id), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::unique_ptr<UploadWriter> writer(const std::string& id, std::uint64_t offset) {
    auto opened = store->open(id, offset);
    auto* writer = std::get_if<std::unique_ptr<UploadWriter>>(&opened);
    return writer ? std::move(*writer) : nullptr;
  }
  std::optional<UploadRefusal> refusal(const std::string& id, std::uint64_t offset) {
    const auto opened = store->open(id, offset);
    const auto* why = std::get_if<UploadRefusal>(&opened);
    return why ? std::optional(*why) : std::nullopt;
  }
  std::size_t folders() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path()), fs::directory_iterator{}));
  }

  std::optional<UploadStore> store;

 private:
  support::TemporaryFolder folder_;
};

// A disk that is full in the middle: what was told to be there is there, and it goes on when there is room.
TEST(UploadsOnASmallDisk, StopWhereItIsFullAndGoOn) {
  const support::SmallDisk disk(8);
  if (!disk.usable()) GTEST_SKIP() << "NOT TESTED: needs the right to mount a small disk";
  constexpr std::uint64_t kTotal = 4'000'000;
  constexpr std::size_t kPiece = 100'000;
  const std::string piece(kPiece, 'x');
  for (const std::uint64_t kept : {0, 1'000'000}) {
    UploadStore store(disk.path() / "uploads", {2, 3, kept});
    ASSERT_EQ(store.begin(record(kFirst, kTotal)), std::nullopt);
    const auto open = [&store](std::uint64_t offset) {
      auto opened = store.open(kFirst, offset);
      return std::move(std::get<std::unique_ptr<UploadWriter>>(opened));
    };
    const auto written = [&](UploadWriter& writer) {
      while (!writer.is_whole() && writer.write(piece)) continue;
      return writer.offset();
    };
    disk.fill(kept + 1'234'567);
    const auto offset = written(*open(0));
    EXPECT_GE(offset, 1'100'000U);
    EXPECT_LE(offset, 1'234'567U);
    EXPECT_EQ(store.offset_of(kFirst), offset);
    EXPECT_EQ(fs::file_size(store.bytes_of(kFirst)), offset);
    EXPECT_GE(fs::space(disk.path()).available, kept) << "that is not for uploads";
    EXPECT_EQ(written(*open(offset)), offset) << "it is still full";
    disk.free();
    const auto writer = open(offset);
    EXPECT_EQ(written(*writer), kTotal);
    EXPECT_TRUE(writer->sync());
    EXPECT_EQ(store.received().size(), 1U);
    store.remove(kFirst);
  }
}

TEST_F(Uploads, ComeInPieces) {
  ASSERT_EQ(store->begin(record(kFirst)), std::nullopt);
  EXPECT_EQ(store->offset_of(kFirst), 0U);
  {
    const auto first = writer(kFirst, 0);
    ASSERT_TRUE(first && first->write("abc") && first->sync());
    EXPECT_FALSE(first->is_whole());
  }
  EXPECT_EQ(store->offset_of(kFirst), 3U);
  EXPECT_TRUE(store->received().empty());
  {
    const auto second = writer(kFirst, 3);
    ASSERT_TRUE(second && second->write("defg") && second->write("hij") && second->sync());
    EXPECT_TRUE(second->is_whole());
  }
  EXPECT_EQ(bytes(kFirst), "abcdefghij");
  ASSERT_EQ(store->received().size(), 1U);
  EXPECT_EQ(store->received().front().stage, UploadStage::whole);
  EXPECT_EQ(refusal(kFirst, 10), UploadRefusal::unknown) << "there is nothing more to write";
}

TEST_F(Uploads, GoOnOnlyWhereTheyAre) {
  ASSERT_EQ(store->begin(record(kFirst)), std::nullopt);
  ASSERT_TRUE(writer(kFirst, 0)->write("abc"));
  EXPECT_EQ(refusal(kFirst, 2), UploadRefusal::other_offset);
  EXPECT_EQ(refusal(kFirst, 4), UploadRefusal::other_offset);
  EXPECT_EQ(refusal(kSecond, 0), UploadRefusal::unknown);
  EXPECT_EQ(refusal("../uploads", 0), UploadRefusal::unknown);
}

TEST_F(Uploads, AreNeverLongerThanWasSaid) {
  ASSERT_EQ(store->begin(record(kFirst)), std::nullopt);
  const auto one = writer(kFirst, 0);
  EXPECT_FALSE(one->write("abcdefghijk"));
  EXPECT_EQ(one->offset(), 0U);
  EXPECT_TRUE(one->write("abcdefghij"));
  EXPECT_FALSE(one->write("k"));
}

TEST_F(Uploads, ACrashKeepsWhatTheFileReallyHas) {
  ASSERT_EQ(store->begin(record(kFirst)), std::nullopt);
  const auto dying = writer(kFirst, 0);
  ASSERT_TRUE(dying->write("abcd"));
  // The next server knows the file only; somebody wrote more than anybody was told.
  std::ofstream(store->bytes_of(kFirst), std::ios::app) << "ef";
  UploadStore next(path(), kLimits);
  EXPECT_EQ(next.offset_of(kFirst), 6U);
  ASSERT_TRUE(next.find(kFirst));
  EXPECT_EQ(*next.find(kFirst), record(kFirst));
}

TEST_F(Uploads, ACrashBetweenTheLastByteAndTheNoteOfItLosesNothing) {
  ASSERT_EQ(store->begin(record(kFirst, 3)), std::nullopt);
  const auto dying = writer(kFirst, 0);
  ASSERT_TRUE(dying->write("abc"));
  const UploadStore next(path(), kLimits);
  ASSERT_EQ(next.received().size(), 1U);
  EXPECT_EQ(next.received().front().stage, UploadStage::whole);
}

TEST_F(Uploads, AStageSurvivesARestart) {
  ASSERT_EQ(store->begin(record(kFirst, 3)), std::nullopt);
  ASSERT_TRUE(writer(kFirst, 0)->write("abc"));
  for (const auto stage : {UploadStage::whole, UploadStage::attached, UploadStage::made_useless}) {
    ASSERT_TRUE(store->set_stage(kFirst, stage));
    start_again();
    ASSERT_TRUE(store->find(kFirst));
    EXPECT_EQ(store->find(kFirst)->stage, stage);
  }
  EXPECT_FALSE(store->set_stage(kSecond, UploadStage::whole));
}

TEST_F(Uploads, WhatCannotBeReadIsClearedAwayAtTheStart) {
  fs::create_directories(path() / kFirst);
  std::ofstream(path() / kFirst / "record.json") << "{\"talk\":1";
  std::ofstream(path() / kFirst / "upload") << "abc";
  fs::create_directories(path() / kSecond);
  std::ofstream(path() / "stray") << "x";
  ASSERT_EQ(store->begin(record(kThird, 2)), std::nullopt);
  std::ofstream(store->bytes_of(kThird)) << "longer than was said";
  start_again();
  EXPECT_EQ(folders(), 0U);
  EXPECT_FALSE(store->find(kThird));
}

TEST_F(Uploads, TheNewestWriterCounts) {
  ASSERT_EQ(store->begin(record(kFirst)), std::nullopt);
  const auto silent = writer(kFirst, 0);
  ASSERT_TRUE(silent->write("abc"));
  const auto next = writer(kFirst, 3);
  ASSERT_TRUE(next);
  EXPECT_FALSE(silent->counts());
  EXPECT_FALSE(silent->write("xyz"));
  EXPECT_FALSE(silent->sync());
  ASSERT_TRUE(next->write("def") && next->sync());
  EXPECT_EQ(store->offset_of(kFirst), 6U);
  EXPECT_EQ(bytes(kFirst), "abcdef");
  EXPECT_EQ(store->take_over(kFirst), 6U) << "who asks how far it came will go on from there";
  EXPECT_FALSE(next->write("ghi"));
}

TEST_F(Uploads, ATalkHasTwoUnfinishedOnesAndTheOldestMakesRoom) {
  ASSERT_EQ(store->begin(record(kFirst, 10, 1'000)), std::nullopt);
  ASSERT_EQ(store->begin(record(kSecond, 10, 2'000)), std::nullopt);
  ASSERT_EQ(store->begin(record(kThird, 10, 3'000)), std::nullopt);
  EXPECT_FALSE(store->find(kFirst));
  EXPECT_TRUE(store->find(kSecond));
  EXPECT_EQ(folders(), 2U);
  const auto writing_second = writer(kSecond, 0);
  const auto writing_third = writer(kThird, 0);
  EXPECT_EQ(store->begin(record(kFirst, 10, 4'000)), UploadRefusal::too_many) << "both are coming in just now";
  EXPECT_EQ(store->begin(record(kFirst, 10, 4'000, 2)), std::nullopt) << "the other talk has room of its own";
}

TEST_F(Uploads, ThereIsALimitToAllOfThem) {
  ASSERT_EQ(store->begin(record(kFirst, 10, 1, 1, "one")), std::nullopt);
  ASSERT_EQ(store->begin(record(kSecond, 10, 1, 1, "two")), std::nullopt);
  ASSERT_EQ(store->begin(record(kThird, 1, 1, 1, "three")), std::nullopt);
  EXPECT_EQ(store->begin(record(kFourth, 10, 1, 1, "four")), UploadRefusal::too_many);
  {
    const auto one = writer(kThird, 0);
    ASSERT_TRUE(one->write("x") && one->sync());
  }
  EXPECT_EQ(store->begin(record(kFourth, 10, 1, 1, "four")), std::nullopt) << "a whole one is not unfinished";
}

TEST_F(Uploads, NeedRoomOnTheDisk) {
  const auto free = fs::space(path()).available;
  EXPECT_EQ(store->begin(record(kFirst, free * 2)), UploadRefusal::disk_full);
  EXPECT_EQ(folders(), 0U);
  start_again({2, 3, free * 2});
  EXPECT_EQ(store->begin(record(kFirst, 1)), UploadRefusal::disk_full) << "kept for others";
}

TEST_F(Uploads, GoWhenNobodyGoesOnWithThem) {
  ASSERT_EQ(store->begin(record(kFirst, 10, 1'000)), std::nullopt);
  ASSERT_EQ(store->begin(record(kSecond, 10, 999)), std::nullopt);
  ASSERT_EQ(store->begin(record(kThird, 3, 1, 2)), std::nullopt);
  {
    const auto whole = writer(kThird, 0);
    ASSERT_TRUE(whole->write("abc") && whole->sync());
  }
  store->remove_older_than(1'000);
  EXPECT_TRUE(store->find(kFirst)) << "exactly old enough to stay";
  EXPECT_FALSE(store->find(kSecond));
  EXPECT_FALSE(fs::exists(path() / kSecond));
  EXPECT_TRUE(store->find(kThird)) << "it has come as a whole";
  const auto writing = writer(kFirst, 0);
  store->remove_older_than(2'000);
  EXPECT_TRUE(store->find(kFirst)) << "somebody is writing it";
}

TEST_F(Uploads, CanBeTakenBackWhileTheyAreWritten) {
  ASSERT_EQ(store->begin(record(kFirst)), std::nullopt);
  const auto one = writer(kFirst, 0);
  store->remove(kFirst);
  EXPECT_FALSE(one->write("abc"));
  EXPECT_FALSE(fs::exists(path() / kFirst));
  EXPECT_EQ(store->offset_of(kFirst), std::nullopt);
}

TEST(UploadRecord, IsReadAsItWasWritten) {
  auto written = record("", 4'294'967'296, 1'700'000'000'000, 2);
  written.stage = UploadStage::attached;
  written.file_name = "\"Æ\\\n.mov";
  const auto read = read_upload_record(write_upload_record(written));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, written);
}

TEST(UploadRecord, NonsenseIsNone) {
  const auto good = write_upload_record(record(""));
  for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(read_upload_record(good.substr(0, size))) << size;
  for (const auto* bad :
       {"[]", "null", R"({"seminar":"s","talk":3,"total_bytes":1,"file_name":"","made_at_ms":1,"stage":"whole"})",
        R"({"seminar":"s","talk":1,"total_bytes":-1,"file_name":"","made_at_ms":1,"stage":"whole"})",
        R"({"seminar":"s","talk":1,"total_bytes":1,"file_name":"","made_at_ms":1,"stage":"new"})"}) {
    EXPECT_FALSE(read_upload_record(bad)) << bad;
  }
}

}  // namespace
}  // namespace samtale::media
