#include "auth/link_key.h"

#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "ops/durable_file.h"
#include "ops/random.h"

namespace samtale::auth {
namespace {

namespace fs = std::filesystem;

LinkKey load(const fs::path& file) {
  constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;
  if ((fs::status(file).permissions() & kOthers) != fs::perms::none) {
    throw std::runtime_error("the link key " + file.string() + " may be read by others; run: chmod 600 " +
                             file.string());
  }
  LinkKey key{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(reinterpret_cast<char*>(key.data()), static_cast<std::streamsize>(key.size()));
  const bool whole = stream.gcount() == static_cast<std::streamsize>(key.size());
  if (!whole || stream.peek() != std::ifstream::traits_type::eof()) {
    throw std::runtime_error(file.string() +
                             " is not a link key; without the right one, links given out before do not open");
  }
  return key;
}

}  // namespace

LinkKey load_or_make_link_key(const fs::path& file) {
  try {
    if (fs::exists(file)) return load(file);
    LinkKey key{};
    ops::fill_random(key);
    // Somebody else may have made it in the meantime: then theirs counts.
    return ops::create_durable_file(file, key) ? key : load(file);
  } catch (const std::system_error& error) {
    throw std::runtime_error("cannot keep the link key " + file.string() + ": " + error.code().message());
  }
}

}  // namespace samtale::auth
