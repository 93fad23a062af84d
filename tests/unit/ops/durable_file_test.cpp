#include "ops/durable_file.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace samtale::ops {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(DurableFile, IsWholeForItsOwnerOnlyAndAlone) {
  support::TemporaryFolder folder;
  const auto file = folder.path() / "key";
  const std::vector<std::uint8_t> bytes{0, 1, 255};
  EXPECT_TRUE(create_durable_file(file, bytes));
  EXPECT_EQ(content_of(file), bytes);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1) << "no temporary file is left";
}

TEST(DurableFile, WhatIsThereIsLeftAlone) {
  support::TemporaryFolder folder;
  const auto file = folder.path() / "key";
  const std::array<std::uint8_t, 1> first{1};
  const std::array<std::uint8_t, 1> second{2};
  EXPECT_TRUE(create_durable_file(file, first));
  EXPECT_FALSE(create_durable_file(file, second));
  EXPECT_EQ(content_of(file), std::vector<std::uint8_t>{1});
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(DurableFile, AFolderThatIsNotThereIsAnError) {
  support::TemporaryFolder folder;
  EXPECT_THROW(create_durable_file(folder.path() / "none" / "key", {}), std::system_error);
  EXPECT_THROW(sync_folder(folder.path() / "none"), std::system_error);
}

}  // namespace
}  // namespace samtale::ops
