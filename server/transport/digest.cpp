#include "transport/digest.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace samtale::transport {
namespace {

template <std::size_t size>
std::array<std::uint8_t, size> digest(const EVP_MD* kind, std::string_view bytes) {
  std::array<std::uint8_t, size> out{};
  unsigned written = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &written, kind, nullptr) != 1 || written != size) {
    throw std::runtime_error("OpenSSL offers no such digest");
  }
  return out;
}

}  // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) { return digest<20>(EVP_sha1(), bytes); }
std::array<std::uint8_t, 32> sha256(std::string_view bytes) { return digest<32>(EVP_sha256(), bytes); }

std::string base64(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends with a zero byte
  const auto length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string fingerprint(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  const auto digest_bytes = sha256(bytes);
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) {
    out.push_back(kDigits[digest_bytes[i] >> 4]);
    out.push_back(kDigits[digest_bytes[i] & 0x0F]);
  }
  return out;
}

}  // namespace samtale::transport
