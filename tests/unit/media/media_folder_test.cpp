#include "media/media_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

#include "boxes.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kId = "AAECAwQFBgcICQoLDA0ODw";

class Folder : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::path(testing::TempDir()) / (std::string("samtale_media_") + info->name());
    fs::remove_all(path_);
  }
  void TearDown() override { fs::remove_all(path_); }

  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(path_)) found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }

  fs::path path_;
};

TEST_F(Folder, ARecordingAppearsWhenItIsStored) {
  const MediaFolder folder(path_);
  auto upload = folder.begin_upload(kId);
  ASSERT_TRUE(upload);
  const auto bytes = recording(60'000);
  ASSERT_TRUE(upload->write(bytes.substr(0, 10)));
  EXPECT_FALSE(folder.open(kId)) << "it is not complete";
  ASSERT_TRUE(upload->write(bytes.substr(10)));
  ASSERT_EQ(upload->store(), StoreResult::stored);
  EXPECT_EQ(upload->length_ms(), 60'000);
  upload.reset();

  EXPECT_EQ(names(), std::vector<std::string>{std::string(kId) + ".mp4"});
  const auto file = folder.open(kId);
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

TEST_F(Folder, AStartRemovesWhatAStoppedServerLeft) {
  fs::create_directories(path_);
  std::ofstream(path_ / "half.part") << "x";
  std::ofstream(path_ / "whole.mp4") << "x";
  const MediaFolder folder(path_);
  EXPECT_EQ(names(), std::vector<std::string>{"whole.mp4"});
}

TEST_F(Folder, RemovesARecordingThatSomebodyStillReads) {
  const MediaFolder folder(path_);
  auto upload = folder.begin_upload(kId);
  upload->write(recording(1'000));
  ASSERT_EQ(upload->store(), StoreResult::stored);
  const auto file = folder.open(kId);
  folder.remove(kId);
  EXPECT_FALSE(folder.open(kId));
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
    EXPECT_FALSE(folder.open(id)) << id;
    EXPECT_FALSE(folder.begin_upload(id)) << id;
    folder.remove(id);
  }
  EXPECT_TRUE(fs::exists(path_.parent_path() / "outside.mp4"));
  fs::remove(path_.parent_path() / "outside.mp4");
}

TEST_F(Folder, ALinkOutOfTheFolderIsNotFollowed) {
  const MediaFolder folder(path_);
  fs::create_symlink("/etc/passwd", path_ / (std::string(kId) + ".mp4"));
  EXPECT_FALSE(folder.open(kId));
}

}  // namespace
}  // namespace samtale::media
