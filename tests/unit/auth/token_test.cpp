// Tokens and their spelling (D4).
#include "auth/token.h"

#include <gtest/gtest.h>

#include <set>

#include "auth/base64url.h"
#include "ops/random.h"

namespace samtale::auth {
namespace {

std::string encoded(const std::string& text) {
  return to_base64url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::optional<std::string> decoded(std::string_view text) {
  const auto bytes = from_base64url(text);
  if (!bytes) return std::nullopt;
  return std::string{bytes->begin(), bytes->end()};
}

TEST(Base64Url, IsThatOfTheRfcWithoutPadding) {
  const std::pair<std::string, std::string> kVectors[] = {
      {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
      {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff\xbf", "-_-_"}};
  for (const auto& [plain, text] : kVectors) {
    EXPECT_EQ(encoded(plain), text);
    EXPECT_EQ(decoded(text), plain);
  }
}

TEST(Base64Url, EverythingHasOneSpelling) {
  for (const auto* wrong : {"Zg==", "Zh", "Z", "+/+/", "Zm 9v", "Zm9v\n", "Zm9v=", "Zm9é"}) {
    EXPECT_FALSE(from_base64url(wrong)) << wrong;
  }
}

TEST(Token, IsFortyThreeCharactersAndNeverTheSame) {
  ASSERT_TRUE(ops::start_random());
  std::set<std::string> tokens;
  for (int i = 0; i < 1'000; ++i) tokens.insert(make_token());
  EXPECT_EQ(tokens.size(), 1'000u);
  for (const auto& token : tokens) {
    EXPECT_EQ(token.size(), kTokenTextLength);
    EXPECT_TRUE(hash_of_token(token));
  }
}

TEST(Token, ItsHashIsTheSha256OfItsBytes) {
  const auto hash = hash_of_token(std::string(43, 'A'));  // 32 bytes of zero
  ASSERT_TRUE(hash);
  EXPECT_EQ(to_base64url(*hash), "Zmh6rfhivXdsj8GLjp-OIAiXFIVu4jOzkCpZHQ1fKSU");
}

TEST(Token, OtherTextIsNone) {
  const std::string good(43, 'A');
  for (const auto& wrong : {std::string{}, good.substr(1), good + "A", good + "=", good.substr(1) + "B",
                            good.substr(1) + "+", good.substr(1) + " ", std::string(64, 'A')}) {
    EXPECT_FALSE(hash_of_token(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace samtale::auth
