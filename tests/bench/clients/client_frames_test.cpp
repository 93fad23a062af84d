// What a client writes and reads, byte by byte.
#include <gtest/gtest.h>

#include <string>

#include "bench/clients/client_frames.h"

namespace samtale::bench {
namespace {

constexpr Mask kMask{'\x37', '\xfa', '\x21', '\x3d'};

std::string frame_of(const std::string& payload) {
  std::string frame;
  append_client_frame(frame, Opcode::binary, payload, kMask);
  return frame;
}

TEST(ClientFrames, IsTheExampleOfTheStandard) {
  std::string frame;
  append_client_frame(frame, Opcode::text, "Hello", kMask);
  EXPECT_EQ(frame, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

TEST(ClientFrames, TheLengthHasTheShortestForm) {
  EXPECT_EQ(frame_of(std::string(125, 'x')).substr(0, 2), "\x82\xfd");
  EXPECT_EQ(frame_of(std::string(126, 'x')).substr(0, 4), std::string("\x82\xfe\x00\x7e", 4));
  EXPECT_EQ(frame_of(std::string(65'535, 'x')).substr(0, 4), "\x82\xfe\xff\xff");
  EXPECT_EQ(frame_of(std::string(65'536, 'x')).substr(0, 10), std::string("\x82\xff\0\0\0\0\0\1\0\0", 10));
}

TEST(ClientFrames, AHeaderIsReadWhenAllOfItIsThere) {
  const std::string longest("\x82\x7f\0\0\0\0\0\1\0\2", 10);
  for (std::size_t bytes = 0; bytes < longest.size(); ++bytes) {
    EXPECT_FALSE(read_frame_header(longest.substr(0, bytes))) << bytes;
  }
  const auto header = read_frame_header(longest);
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->lawful);
  EXPECT_TRUE(header->final);
  EXPECT_EQ(header->opcode, Opcode::binary);
  EXPECT_EQ(header->bytes, 10U);
  EXPECT_EQ(header->payload_bytes, 65'538U);
  EXPECT_EQ(read_frame_header(std::string("\x01\x7e\x01\x00", 4))->payload_bytes, 256U);
  EXPECT_FALSE(read_frame_header(std::string("\x01\x05", 2))->final);
}

TEST(ClientFrames, NoticesWhatNoServerMaySend) {
  EXPECT_TRUE(read_frame_header("\x82\x05")->lawful);
  EXPECT_FALSE(read_frame_header("\x82\x85")->lawful) << "masked";
  EXPECT_FALSE(read_frame_header("\xc2\x05")->lawful) << "compressed";
  EXPECT_FALSE(read_frame_header("\x83\x05")->lawful) << "unknown";
}

TEST(ClientFrames, TheAnswerToTheHandshakeIsChecked) {
  const std::string begin = "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: ";
  EXPECT_TRUE(accepts(begin + "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"));
  EXPECT_FALSE(accepts(begin + "c3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"));
  EXPECT_FALSE(accepts("HTTP/1.1 403 Forbidden\r\n\r\n"));
  EXPECT_EQ(status_of("HTTP/1.1 403 Forbidden\r\n\r\n"), 403);
  EXPECT_EQ(status_of("SSH-2.0-OpenSSH"), 0);
}

TEST(ClientFrames, TheRequestHasWhatWasAskedFor) {
  const auto request = handshake_request("127.0.0.1:80", "/here?a=b", "mqtt", "Authorization: Bearer x\r\n");
  EXPECT_EQ(request.rfind("GET /here?a=b HTTP/1.1\r\nHost: 127.0.0.1:80\r\n", 0), 0U);
  EXPECT_NE(request.find("\r\nSec-WebSocket-Protocol: mqtt\r\n"), std::string::npos);
  EXPECT_NE(request.find("\r\nAuthorization: Bearer x\r\n\r\n"), std::string::npos);
  EXPECT_EQ(handshake_request("h", "/", "", "").find("Protocol"), std::string::npos);
}

}  // namespace
}  // namespace samtale::bench
