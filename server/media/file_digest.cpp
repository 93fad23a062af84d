#include "media/file_digest.h"

#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <vector>

namespace samtale::media {
namespace {

constexpr std::size_t kPieceBytes = 1 << 20;

}  // namespace

std::optional<FileDigest> digest_of(const std::filesystem::path& file, const std::atomic<bool>& stop) {
  std::ifstream in(file, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (!in || !context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) return std::nullopt;
  FileDigest digest;
  std::vector<char> piece(kPieceBytes);
  while (in) {
    if (stop) return std::nullopt;
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto count = static_cast<std::size_t>(in.gcount());
    if (EVP_DigestUpdate(context.get(), piece.data(), count) != 1) return std::nullopt;
    digest.bytes += count;
  }
  if (!in.eof()) return std::nullopt;
  digest.sha256.resize(32);
  unsigned length = 0;
  auto* out = reinterpret_cast<unsigned char*>(digest.sha256.data());
  if (EVP_DigestFinal_ex(context.get(), out, &length) != 1 || length != digest.sha256.size()) return std::nullopt;
  return digest;
}

}  // namespace samtale::media
