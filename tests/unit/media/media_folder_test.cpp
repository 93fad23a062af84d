#include "media/media_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <vector>

#include "boxes.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kId = "AAECAwQFBgcICQoLDA0ODw";
constexpr std::string_view kOtherId = "BBECAwQFBgcICQoLDA0ODw";

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::path(testing::TempDir()) / (std::string("samtale_media_") + info->name());
    fs::remove_all(path_);
  }
  void TearDown() override { fs::remove_all(path_); }

  // Every file below the folder.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      if (!entry.is_directory()) found.push_back(fs::relative(entry.path(), path_).string());
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  static void plant(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  static std::string text_of(const OpenFile& file) {
    std::string text(file.size(), '\0');
    text.resize(file.read_at(0, text));
    return text;
  }

  fs::path path_;
};

TEST_F(Folder, ARecordingAppearsWhenItIsStored) {
  const MediaFolder folder(path_);
  auto upload = folder.begin_upload(kId);
  ASSERT_TRUE(upload);
  const auto bytes = recording(60'000);
  ASSERT_TRUE(upload->write(bytes.substr(0, 10)));
  EXPECT_FALSE(folder.open(kId, MediaFile::original)) << "it is not complete";
  ASSERT_TRUE(upload->write(bytes.substr(10)));
  ASSERT_EQ(upload->store(), StoreResult::stored);
  EXPECT_EQ(upload->length_ms(), 60'000);
  upload.reset();

  EXPECT_EQ(names(), std::vector<std::string>{std::string(kId) + "/original.mp4"});
  const auto file = folder.open(kId, MediaFile::original);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->size(), bytes.size());
  std::array<char, 8> read{};
  EXPECT_EQ(file->read_at(4, read), read.size());
  EXPECT_EQ(std::string(read.data(), read.size()), bytes.substr(4, 8));
  EXPECT_EQ(file->read_at(bytes.size() - 3, read), 3U);
}

TEST_F(Folder, AnUploadThatIsGivenUpLeavesNothing) {
  const MediaFolder folder(path_);
  folder.begin_upload(kId)->write(recording(1'000));
  EXPECT_TRUE(names().empty());
}

TEST_F(Folder, WhatIsNotAnMp4LeavesNothing) {
  const MediaFolder folder(path_);
  auto upload = folder.begin_upload(kId);
  ASSERT_TRUE(upload->write("this is no film"));
  EXPECT_EQ(upload->store(), StoreResult::not_an_mp4);
  upload.reset();
  EXPECT_TRUE(names().empty());
}

TEST_F(Folder, AStartRemovesWhatAStoppedServerLeftUnfinishedAndKeepsUploads) {
  plant(path_ / "half.part", "x");
  plant(path_ / "unfinished" / "half.mp4", "x");
  plant(path_ / "uploads" / "to-go-on-with", "x");
  plant(path_ / "README.mp4", "x");
  const MediaFolder folder(path_);
  EXPECT_EQ(names(), (std::vector<std::string>{"README.mp4", "uploads/to-go-on-with"}));
}

TEST_F(Folder, AStartMovesRecordingsOfOlderServersIntoFoldersOfTheirOwn) {
  plant(path_ / std::string(kId).append(".mp4"), "film one");
  plant(path_ / std::string(kOtherId).append(".mp4"), "film two");
  for (int start = 0; start < 2; ++start) {
    const MediaFolder folder(path_);
    EXPECT_EQ(names(),
              (std::vector<std::string>{std::string(kId) + "/original.mp4", std::string(kOtherId) + "/original.mp4"}));
    const auto file = folder.open(kOtherId, MediaFile::original);
    ASSERT_TRUE(file);
    EXPECT_EQ(text_of(*file), "film two");
  }
}

TEST_F(Folder, FinishedFilesAreFoundUnderTheirOwnNames) {
  const MediaFolder folder(path_);
  for (const auto& [file, name, type] : kMediaFiles) {
    const auto unfinished = folder.unfinished(kId, file);
    EXPECT_EQ(unfinished.extension(), fs::path(name).extension()) << name;
    plant(unfinished, name);
    EXPECT_FALSE(folder.open(kId, file)) << name;
    ASSERT_TRUE(folder.put(kId, file, unfinished)) << name;
    EXPECT_FALSE(fs::exists(unfinished));
    const auto open = folder.open(kId, file);
    ASSERT_TRUE(open) << name;
    EXPECT_EQ(text_of(*open), name);
    EXPECT_EQ(media_file(name), file);
  }
  EXPECT_EQ(names().size(), kMediaFiles.size());
  EXPECT_FALSE(folder.open(kOtherId, MediaFile::low));
  folder.remove(kId, MediaFile::original);
  EXPECT_FALSE(folder.open(kId, MediaFile::original));
  EXPECT_TRUE(folder.open(kId, MediaFile::low));
  folder.remove(kId);
  EXPECT_TRUE(names().empty());
  EXPECT_FALSE(fs::exists(path_ / kId));
}

TEST_F(Folder, AFileThatIsReplacedHasAnotherVersionAndTheOldOneIsReadToItsEnd) {
  const MediaFolder folder(path_);
  plant(folder.uploads() / "a", "first");
  ASSERT_TRUE(folder.put(kId, MediaFile::low, folder.uploads() / "a"));
  const auto first = folder.open(kId, MediaFile::low);
  EXPECT_EQ(first->version(), folder.open(kId, MediaFile::low)->version());
  plant(folder.uploads() / "b", "other");
  fs::last_write_time(folder.uploads() / "b", fs::file_time_type::clock::now() + std::chrono::nanoseconds(1));
  ASSERT_TRUE(folder.put(kId, MediaFile::low, folder.uploads() / "b"));
  const auto second = folder.open(kId, MediaFile::low);
  EXPECT_NE(first->version(), second->version());
  EXPECT_EQ(text_of(*first), "first");
  EXPECT_EQ(text_of(*second), "other");
}

TEST_F(Folder, WhatIsNotThereCannotBePutInPlace) {
  const MediaFolder folder(path_);
  EXPECT_FALSE(folder.put(kId, MediaFile::low, folder.uploads() / "nothing"));
  plant(folder.uploads() / "a", "x");
  EXPECT_FALSE(folder.put("../../AAAAAAAAAAAAAAAA", MediaFile::low, folder.uploads() / "a"));
  EXPECT_EQ(names(), std::vector<std::string>{"uploads/a"});
}

TEST_F(Folder, RemovesARecordingThatSomebodyStillReads) {
  const MediaFolder folder(path_);
  auto upload = folder.begin_upload(kId);
  upload->write(recording(1'000));
  ASSERT_EQ(upload->store(), StoreResult::stored);
  const auto file = folder.open(kId, MediaFile::original);
  folder.remove(kId);
  EXPECT_FALSE(folder.open(kId, MediaFile::original));
  std::array<char, 4> read{};
  EXPECT_EQ(file->read_at(4, read), read.size());
}

TEST_F(Folder, NothingButAMediaIdIsLookedUp) {
  fs::create_directories(path_);
  std::ofstream(path_.parent_path() / "outside.mp4") << "secret";
  const MediaFolder folder(path_);
  for (const std::string_view id :
       {"", "../outside", "..%2foutside", "/etc/passwd", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0ODwA",
        "AAECAwQFBgcICQoLDA0OD.", "../AAAAAAAAAAAAAAAAAAAA", "AAECAwQFBgcICQoLDA0OD\\"}) {
    EXPECT_FALSE(folder.open(id, MediaFile::original)) << id;
    EXPECT_FALSE(folder.begin_upload(id)) << id;
    EXPECT_TRUE(folder.path(id, MediaFile::low).empty()) << id;
    EXPECT_TRUE(folder.unfinished(id, MediaFile::low).empty()) << id;
    folder.remove(id);
  }
  EXPECT_TRUE(fs::exists(path_.parent_path() / "outside.mp4"));
  fs::remove(path_.parent_path() / "outside.mp4");
}

TEST_F(Folder, ALinkOutOfTheFolderIsNotFollowed) {
  const MediaFolder folder(path_);
  const auto outside = path_.parent_path() / (path_.filename().string() + "_outside");
  plant(outside / "low.mp4", "secret");
  fs::create_directory(path_ / kId);
  fs::create_symlink(outside / "low.mp4", path_ / kId / "low.mp4");
  fs::create_directory_symlink(outside, path_ / kOtherId);
  EXPECT_FALSE(folder.open(kId, MediaFile::low));
  EXPECT_FALSE(folder.open(kOtherId, MediaFile::low));
  folder.remove(kOtherId);
  EXPECT_TRUE(fs::exists(outside / "low.mp4"));
  fs::remove_all(outside);
}

}  // namespace
}  // namespace samtale::media
