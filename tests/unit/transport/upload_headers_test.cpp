#include "transport/upload_headers.h"

#include <gtest/gtest.h>

#include "domain/limits.h"
#include "ops/digest.h"

namespace samtale::transport {
namespace {

std::string named(std::string_view name) { return "filename " + ops::base64(name); }

TEST(UploadHeaders, TellTheFilesName) {
  EXPECT_EQ(file_name_in("filename T3Bsw6ZnIDEubW92"), "Oplæg 1.mov");
  EXPECT_EQ(file_name_in("is_confidential, filetype dmlkZW8=,filename YQ== ,other"), "a");
  EXPECT_EQ(file_name_in(named("ab.mp4")), "ab.mp4");
  EXPECT_EQ(file_name_in(named("C:\\film\\../../etc/talk.mp4")), "talk.mp4");
  EXPECT_EQ(file_name_in(named(std::string("a\0\n\x7F", 4) + "b")), "ab");
}

TEST(UploadHeaders, ANameIsAsLongAsItMayBe) {
  std::string longest;
  for (std::size_t i = 0; i < limits::kFileName; ++i) longest += "æ";
  EXPECT_EQ(file_name_in(named(longest)), longest);
  EXPECT_EQ(file_name_in(named(longest + "æ")), longest);
}

TEST(UploadHeaders, NonsenseIsNoName) {
  for (const std::string header : {"", ",", "filename", "filename ", "filename !!!!", "filename YQ",
                                   "filenames YQ==", "Filename YQ==", "filename /w=="}) {
    EXPECT_EQ(file_name_in(header), "") << header;
  }
}

TEST(UploadHeaders, CountBytes) {
  EXPECT_EQ(read_byte_count("0"), 0U);
  EXPECT_EQ(read_byte_count("18446744073709551615"), UINT64_MAX);
  for (const auto* wrong : {"", "-1", "+1", " 1", "1 ", "0x1", "1.0", "18446744073709551616"}) {
    EXPECT_EQ(read_byte_count(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace samtale::transport
