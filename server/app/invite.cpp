#include "app/invite.h"

#include <cstdio>
#include <future>
#include <optional>
#include <stdexcept>

#include "auth/doorkeeper.h"
#include "domain/limits.h"
#include "domain/text.h"
#include "ops/random.h"
#include "store/store.h"

namespace samtale::app {

int add_organiser(const Options& options, const std::string& name) {
  std::string cleaned_name = name;
  if (check_required_text(cleaned_name, "name", limits::kPersonName))
    throw std::runtime_error("the name must have 1 to " + std::to_string(limits::kPersonName) + " letters");
  if (!ops::start_random()) throw std::runtime_error("the system has no source of randomness");
  const auto store = store::open_store(options.data);
  auth::Doorkeeper doorkeeper(store->accounts(), auth::load_or_make_link_key(options.data / "link-key"));

  std::promise<std::optional<std::string>> made;
  doorkeeper.invite({Role::organiser, cleaned_name, ops::random_id<store::OrganiserId>(), {}},
                    [&](std::optional<std::string> token) { made.set_value(std::move(token)); });
  const auto token = made.get_future().get();
  if (!token) throw std::runtime_error("the link could not be stored: is the disk full?");
  const std::string url = options.public_url.empty() ? "http://" + options.listen : options.public_url;
  std::printf("%s/staff#%s\n", url.c_str(), token->c_str());
  return 0;
}

}  // namespace samtale::app
