#include "media/mp4_check.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "boxes.h"

namespace samtale::media {
namespace {

std::optional<Mp4About> about(const std::string& bytes) {
  return look_at_mp4(bytes.size(), [&](std::uint64_t offset, std::span<std::uint8_t> into) {
    if (offset > bytes.size() || into.size() > bytes.size() - offset) return false;
    std::memcpy(into.data(), bytes.data() + offset, into.size());
    return true;
  });
}

std::optional<std::int64_t> length_of(const std::string& bytes) {
  return mp4_length_ms(bytes.size(), [&](std::uint64_t offset, std::span<std::uint8_t> into) {
    if (offset > bytes.size() || into.size() > bytes.size() - offset) return false;
    std::memcpy(into.data(), bytes.data() + offset, into.size());
    return true;
  });
}

TEST(Mp4Check, TellsTheLength) {
  EXPECT_EQ(length_of(recording(60'000)), 60'000);
  EXPECT_EQ(length_of(file_type() + movie(90'000, 90'000 * 5 / 2)), 2'500);
  EXPECT_EQ(length_of(file_type() + movie(90'000, 90'000 * 900, 1)), 900'000) << "a header of version 1";
}

TEST(Mp4Check, FindsTheMovieBehindTheMedia) {
  EXPECT_EQ(length_of(file_type() + box("free", "") + box("mdat", std::string(5'000, 'x')) + movie(1, 7)), 7'000);
  EXPECT_EQ(length_of(file_type() + box_with_long_size("mdat", std::string(50, 'x')) + movie(1, 7)), 7'000);
}

TEST(Mp4Check, TakesABoxThatReachesToTheEnd) {
  const auto content = movie_header(1000, 5'000) + track();
  EXPECT_EQ(length_of(file_type() + number(0, 4) + "moov" + content), 5'000);
}

TEST(Mp4Check, RefusesWhatIsNotAnMp4) {
  EXPECT_EQ(length_of(""), std::nullopt);
  EXPECT_EQ(length_of("ftyp"), std::nullopt);
  EXPECT_EQ(length_of("<!doctype html><title>no</title>"), std::nullopt);
  EXPECT_EQ(length_of(std::string(10'000, '\0')), std::nullopt);
  EXPECT_EQ(length_of(movie(1000, 5'000)), std::nullopt) << "no ftyp";
  EXPECT_EQ(length_of(movie(1000, 5'000) + file_type()), std::nullopt) << "ftyp is not first";
  EXPECT_EQ(length_of(file_type()), std::nullopt) << "no moov";
  EXPECT_EQ(length_of(file_type() + box("moov", track())), std::nullopt) << "no header";
  EXPECT_EQ(length_of(file_type() + box("moov", movie_header(1000, 5'000))), std::nullopt) << "no track";
  EXPECT_EQ(length_of(file_type() + box("moov", box("mvhd", "short") + track())), std::nullopt);
}

TEST(Mp4Check, RefusesLengthsThatCannotBe) {
  EXPECT_EQ(length_of(file_type() + movie(0, 5'000)), std::nullopt) << "a time scale of zero";
  EXPECT_EQ(length_of(file_type() + movie(1000, 0)), std::nullopt) << "nothing to play";
  EXPECT_EQ(length_of(file_type() + movie(1, 24 * 3'600)), std::nullopt) << "a day";
  EXPECT_EQ(length_of(file_type() + movie(1, 24 * 3'600 - 1)), (24 * 3'600 - 1) * 1'000);
  EXPECT_EQ(length_of(file_type() + movie(1, UINT64_MAX, 1)), std::nullopt);
  EXPECT_EQ(length_of(file_type() + movie(UINT32_MAX, UINT64_MAX, 1)), std::nullopt);
  EXPECT_EQ(length_of(file_type() + movie(1000, 5'000, 2)), std::nullopt) << "a version nobody has defined";
}

TEST(Mp4Check, RefusesSizesThatLeadOutOfTheFileOrNowhere) {
  const auto rest = movie(1000, 5'000);
  EXPECT_EQ(length_of(file_type() + number(0xFFFFFFFF, 4) + "mdat" + rest), std::nullopt);
  EXPECT_EQ(length_of(file_type() + number(7, 4) + "mdat" + rest), std::nullopt) << "shorter than its own header";
  EXPECT_EQ(length_of(file_type() + number(1, 4) + "mdat" + number(15, 8) + rest), std::nullopt);
  EXPECT_EQ(length_of(file_type() + number(1, 4) + "mdat" + number(UINT64_MAX, 8) + rest), std::nullopt);
  EXPECT_EQ(length_of(file_type() + number(1, 4) + "mdat"), std::nullopt);
  // A box inside the movie that is longer than the movie.
  EXPECT_EQ(length_of(file_type() + box("moov", number(500, 4) + "mvhd") + std::string(1'000, '\0')), std::nullopt);
}

TEST(Mp4Check, EveryTruncationIsRefusedOrTellsTheSameLength) {
  const auto whole = recording(60'000);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto length = length_of(whole.substr(0, size));
    EXPECT_TRUE(!length || *length == 60'000) << size;
  }
}

TEST(Mp4Check, LooksAtALimitedNumberOfBoxes) {
  std::string many = file_type();
  for (int i = 0; i < kBoxesLookedAt; ++i) many += box("free", "");
  EXPECT_EQ(length_of(many + movie(1000, 5'000)), std::nullopt);
}

std::string movie_of(const std::string& tracks) { return box("moov", movie_header(1000, 5'000) + tracks); }

TEST(Mp4Check, KnowsWhatBrowsersPlay) {
  const auto found = about(recording(5'000));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->is_web_ready());
  for (const int profile : {66, 77, 88, 100}) {
    const auto plain = about(file_type() + movie_of(sound_track() + picture_track(static_cast<std::uint8_t>(profile))));
    EXPECT_TRUE(plain && plain->is_web_ready()) << profile;
  }
}

TEST(Mp4Check, KnowsWhatTheyDoNot) {
  const auto is_web_coded = [](const std::string& bytes) {
    const auto found = about(bytes);
    return found && found->is_web_coded();
  };
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(picture_track())));
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(sound_track())));
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(picture_track(110) + sound_track()))) << "ten bits";
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(picture_track(244) + sound_track()))) << "4:4:4";
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(picture_track(100, "hvc1") + sound_track())));
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(picture_track() + sound_track("ac-3"))));
  EXPECT_FALSE(is_web_coded(file_type() + movie_of(picture_track(100, "hvc1") + picture_track() + sound_track())))
      << "the first counts";
  EXPECT_FALSE(is_web_coded(box("ftyp", "qt  " + number(0, 4)) + movie_of(picture_track() + sound_track())));
  EXPECT_FALSE(is_web_coded(file_type() + movie(1000, 5'000))) << "a track of nothing";
}

TEST(Mp4Check, SeesWhetherTheIndexIsInFront) {
  const auto tracks = picture_track() + sound_track();
  const auto behind = about(file_type() + box("mdat", "media") + movie_of(tracks));
  ASSERT_TRUE(behind);
  EXPECT_FALSE(behind->index_first);
  EXPECT_TRUE(behind->is_web_coded());
  EXPECT_FALSE(behind->is_web_ready());
}

TEST(Mp4Check, TracksThatLieAreNotBelieved) {
  const auto whole = recording(5'000);
  const auto begin = whole.find("trak") - 4;
  const auto end = whole.find("mdat") - 4;
  for (auto at = begin; at < end; ++at) {
    for (const char value : {'\0', '\x01', '\x7F', '\xFF'}) {
      auto broken = whole;
      broken[at] = value;
      const auto found = about(broken);  // whatever it says, it comes back
      EXPECT_TRUE(!found || found->length_ms == 5'000) << at;
    }
  }
}

TEST(Mp4Check, TakesAClipThatFfmpegMade) {
  if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no ffmpeg here";
  const auto path = std::filesystem::path(testing::TempDir()) / "samtale_clip.mp4";
  const auto make =
      "ffmpeg -y -loglevel error -f lavfi -i testsrc2=size=64x48:rate=10 -t 2 -pix_fmt yuv420p " + path.string();
  ASSERT_EQ(std::system(make.c_str()), 0);
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  EXPECT_EQ(length_of(bytes), 2'000);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace samtale::media
