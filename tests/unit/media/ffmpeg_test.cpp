// What programs are told and say. Whole conversions are in tests/end_to_end/protocol/upload_test.cpp.
#include "media/ffmpeg.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "media/child_process.h"
#include "media/file_digest.h"
#include "support/temporary_folder.h"

namespace samtale::media {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class Children : public testing::Test {
 protected:
  ChildEnd run(const std::string& script, milliseconds within = std::chrono::minutes(1),
               std::uint64_t largest = 1'000) {
    return run_child(
        {{"/bin/sh", "-c", script}, within, largest},
        [this](std::string_view piece) {
          said += piece;
          return said.size() < 100'000;
        },
        stop);
  }
  std::string said;
  std::atomic<bool> stop = false;
  support::TemporaryFolder folder;
};

TEST_F(Children, AreListenedTo) {
  EXPECT_EQ(run("echo one; echo complaint >&2; echo two"), ChildEnd::succeeded);
  EXPECT_EQ(said, "one\ntwo\n");
}

TEST_F(Children, HaveTheLowestPriorityAndNothingOfOurs) {
  setenv("SAMTALE_TEST_SECRET", "x", 1);
  EXPECT_EQ(run("nice; echo \"[$SAMTALE_TEST_SECRET]\"; read line || echo nothing to read"), ChildEnd::succeeded);
  EXPECT_EQ(said, "19\n[]\nnothing to read\n");
  unsetenv("SAMTALE_TEST_SECRET");
}

TEST_F(Children, SayWhenTheyFailed) {
  EXPECT_EQ(run("exit 3"), ChildEnd::failed);
  EXPECT_EQ(run("kill -9 $$"), ChildEnd::failed);
  EXPECT_EQ(run_child(
                {{"/nowhere/at/all"}, std::chrono::minutes(1), 0}, [](std::string_view) { return true; }, stop),
            ChildEnd::failed);
}

TEST_F(Children, WriteFilesOnlySoLarge) {
  const auto file = folder.path() / "large";
  EXPECT_EQ(run("head -c 100000 /dev/zero > " + file.string()), ChildEnd::failed);
  EXPECT_LE(fs::file_size(file), 1'000U);
}

TEST_F(Children, MaySayOnlySoMuch) { EXPECT_EQ(run("yes"), ChildEnd::failed); }

TEST_F(Children, AreKilledWithAllTheirsWhenTheyTakeLong) {
  const auto file = folder.path() / "still-alive";
  EXPECT_EQ(run("(sleep 600; touch " + file.string() + ") & echo $!; sleep 600", milliseconds(300)),
            ChildEnd::took_long);
  const auto grandchild = std::stoi(said);
  // A dead one may wait for its new parent to notice: it is no longer running anything.
  const auto runs = [grandchild] {
    std::ifstream status("/proc/" + std::to_string(grandchild) + "/stat");
    std::string number, name, state;
    return (status >> number >> name >> state) && state != "Z" && state != "X";
  };
  for (int look = 0; look < 500 && runs(); ++look) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_FALSE(runs());
}

TEST_F(Children, AreKilledAlsoWhenTheySayNothingMore) {
  EXPECT_EQ(run("exec >/dev/null; sleep 600", milliseconds(300)), ChildEnd::took_long);
}

TEST_F(Children, StopWhenTheyAreTold) {
  const auto end = run_child(
      {{"/bin/sh", "-c", "echo begun; sleep 600"}, std::chrono::minutes(10), 0},
      [this](std::string_view) {
        stop = true;
        return true;
      },
      stop);
  EXPECT_EQ(end, ChildEnd::stopped);
}

TEST(FindFfmpeg, LooksInTheFoldersOfThePath) {
  support::TemporaryFolder folder;
  const auto path = "relative:/nowhere:" + folder.path().string() + ":";
  const auto plant = [&](const char* name, bool may_run) {
    std::ofstream(folder.path() / name) << "#!/bin/sh\n";
    fs::permissions(folder.path() / name, may_run ? fs::perms::owner_all : fs::perms::owner_read);
  };
  EXPECT_FALSE(find_ffmpeg(""));
  EXPECT_FALSE(find_ffmpeg(path));
  plant("ffmpeg", true);
  EXPECT_FALSE(find_ffmpeg(path)) << "without the other it is of no use";
  plant("ffprobe", true);
  ASSERT_TRUE(find_ffmpeg(path));
  EXPECT_EQ(find_ffmpeg(path)->ffmpeg, folder.path() / "ffmpeg");
  EXPECT_EQ(find_ffmpeg(path)->ffprobe, folder.path() / "ffprobe");
}

std::string streams(const std::string& list, const std::string& duration = "12.5") {
  return R"({"streams":[)" + list + R"(],"format":{"duration":")" + duration + R"("}})";
}
constexpr const char* kPicture =
    R"({"codec_type":"video","codec_name":"h264","width":1920,"height":1080,"pix_fmt":"yuv420p","disposition":{"attached_pic":0}})";
constexpr const char* kSound = R"({"codec_type":"audio","codec_name":"aac","disposition":{"attached_pic":0}})";

TEST(ReadProbe, TellsLengthAndLines) {
  const auto found = read_probe(streams(std::string(kPicture) + "," + kSound));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->length_ms, 12'500);
  EXPECT_EQ(found->lines, 1080);
  EXPECT_TRUE(found->plain_colours);
}

TEST(ReadProbe, ATurnedPictureHasItsColumnsAsLines) {
  const std::string turned =
      R"({"codec_type":"video","codec_name":"hevc","width":1920,"height":1080,"pix_fmt":"yuv420p10le","side_data_list":[{"rotation":-90}]})";
  const auto found = read_probe(streams(turned + "," + kSound));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->lines, 1920);
  EXPECT_FALSE(found->plain_colours);
}

TEST(ReadProbe, RefusesWhatIsNoRecording) {
  const std::string both = std::string(kPicture) + "," + kSound;
  const std::string cover =
      R"({"codec_type":"video","codec_name":"mjpeg","width":600,"height":600,"pix_fmt":"yuvj420p","disposition":{"attached_pic":1}})";
  EXPECT_FALSE(read_probe(""));
  EXPECT_FALSE(read_probe("[]"));
  EXPECT_FALSE(read_probe(R"({"streams":{}})"));
  EXPECT_FALSE(read_probe(streams("")));
  EXPECT_FALSE(read_probe(streams(kPicture))) << "silent";
  EXPECT_FALSE(read_probe(streams(kSound))) << "nothing to see";
  EXPECT_FALSE(read_probe(streams(std::string(kSound) + "," + cover))) << "a song with its cover";
  for (const auto* length : {"N/A", "", "0", "-3", "nan", "inf", "1e300", "86401"}) {
    EXPECT_FALSE(read_probe(streams(both, length))) << length;
  }
  EXPECT_TRUE(read_probe(streams(both, "86400")));
}

TEST(ProgressReader, TellsEachNewPercentInWhateverPieces) {
  ProgressReader reader(10'000);
  EXPECT_EQ(reader.read("frame=1\nout_time_us=1000"), std::nullopt);
  EXPECT_EQ(reader.read("000\nprogress=continue\n"), 10);
  EXPECT_EQ(reader.read("out_time_us=1010000\n"), std::nullopt) << "still ten";
  EXPECT_EQ(reader.read("out_time_us=N/A\nout_time_us=5000000\n"), 50);
  EXPECT_EQ(reader.read("out_time_us=99000000\nprogress=end\n"), 99);
  EXPECT_EQ(reader.read(std::string(100'000, 'x')), std::nullopt);
}

TEST(FileDigest, IsTheSha256) {
  support::TemporaryFolder folder;
  const auto file = folder.path() / "abc";
  std::ofstream(file) << "abc";
  std::atomic<bool> stop = false;
  const auto digest = digest_of(file, stop);
  ASSERT_TRUE(digest);
  EXPECT_EQ(digest->bytes, 3U);
  // FIPS 180-2, appendix B.1.
  const unsigned char expected[] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
                                    0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
                                    0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  EXPECT_EQ(digest->sha256, std::string(reinterpret_cast<const char*>(expected), sizeof expected));
  EXPECT_FALSE(digest_of(folder.path() / "nothing", stop));
  stop = true;
  EXPECT_FALSE(digest_of(file, stop));
}

}  // namespace
}  // namespace samtale::media
