#include "ops/digest.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace samtale::ops {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Looking a kind up by its name costs OpenSSL more than hashing a line does, so it is asked once.
template <std::size_t size>
std::array<std::uint8_t, size> digest(const EVP_MD* kind, std::string_view bytes) {
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  std::array<std::uint8_t, size> out{};
  unsigned written = 0;
  if (!kind || !context || EVP_DigestInit_ex(context.get(), kind, nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), out.data(), &written) != 1 || written != size) {
    throw std::runtime_error("OpenSSL offers no such digest");
  }
  return out;
}

}  // namespace

std::array<std::uint8_t, 20> sha1(std::string_view bytes) {
  static const EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  return digest<20>(kind, bytes);
}

std::array<std::uint8_t, 32> sha256(std::string_view bytes) {
  static const EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest<32>(kind, bytes);
}

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

}  // namespace samtale::ops
