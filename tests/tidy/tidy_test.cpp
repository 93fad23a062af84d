// Holds this checkout to the house rules: one test per rule, every violation listed.
#include <gtest/gtest.h>

#include "rules.h"

namespace samtale::tidy {
namespace {

const Files& this_checkout() {
  static const Files kFiles = read_tree(SAMTALE_SOURCE_DIR);
  return kFiles;
}

std::string listed(const Violations& violations) {
  std::string text;
  for (const auto& violation : violations) text += "\n  " + violation;
  return text;
}

void expect_none(const Violations& violations) { EXPECT_TRUE(violations.empty()) << listed(violations); }

// A wrong root would let every rule pass over nothing.
TEST(Tidy, TheCheckoutIsReallyRead) {
  bool protocol = false;
  for (const auto& file : this_checkout()) protocol = protocol || file.path == "proto/samtale/v1/frame.proto";
  EXPECT_TRUE(protocol) << "read " << this_checkout().size() << " files below " << SAMTALE_SOURCE_DIR;
}

TEST(Tidy, ServerIncludesGoOneWay) { expect_none(server_includes_go_one_way(this_checkout())); }
TEST(Tidy, LibrariesStayInTheirFolder) { expect_none(libraries_stay_in_their_folder(this_checkout())); }
TEST(Tidy, DomainIncludesOnlyTheStandardLibrary) {
  expect_none(domain_includes_only_the_standard_library(this_checkout()));
}
TEST(Tidy, SqlStaysInStore) { expect_none(sql_stays_in_store(this_checkout())); }
TEST(Tidy, ClockAndRandomnessStayInOps) { expect_none(clock_and_randomness_stay_in_ops(this_checkout())); }
TEST(Tidy, ClientImportsGoOneWay) { expect_none(client_imports_go_one_way(this_checkout())); }
TEST(Tidy, FilesAreShort) { expect_none(files_are_short(this_checkout())); }
TEST(Tidy, HeadersBeginWithPragmaOnce) { expect_none(headers_begin_with_pragma_once(this_checkout())); }
TEST(Tidy, ThereAreNoCoroutines) { expect_none(there_are_no_coroutines(this_checkout())); }
TEST(Tidy, NothingIsPutOff) { expect_none(nothing_is_put_off(this_checkout())); }
TEST(Tidy, NoPathOfOneMachine) { expect_none(no_path_of_one_machine(this_checkout())); }
TEST(Tidy, LockfilesNameNoRegistry) { expect_none(lockfiles_name_no_registry(this_checkout())); }
TEST(Tidy, NoFileIsADrawer) { expect_none(no_file_is_a_drawer(this_checkout())); }

}  // namespace
}  // namespace samtale::tidy
