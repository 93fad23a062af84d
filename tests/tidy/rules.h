// The house rules as functions: each reads the files of a checkout and names every place that breaks it.
//
// What the rules are and why stands in CONTRIBUTING.md; who may include whom is the table in folder_rules.cpp.
#pragma once

#include <string>
#include <vector>

#include "source_tree.h"

namespace samtale::tidy {

using Files = std::vector<SourceFile>;
using Violations = std::vector<std::string>;  // "path:line: what is wrong", fit to be shown as they are

// folder_rules.cpp: the server's one-way dependencies.
Violations server_includes_go_one_way(const Files& files);
Violations libraries_stay_in_their_folder(const Files& files);
Violations domain_includes_only_the_standard_library(const Files& files);
Violations sql_stays_in_store(const Files& files);
Violations clock_and_randomness_stay_in_ops(const Files& files);

// client_rules.cpp: the same for the web client.
Violations client_imports_go_one_way(const Files& files);

// file_rules.cpp: what holds for each file on its own.
Violations files_are_short(const Files& files);
Violations headers_begin_with_pragma_once(const Files& files);
Violations there_are_no_coroutines(const Files& files);
Violations nothing_is_put_off(const Files& files);
Violations no_path_of_one_machine(const Files& files);
Violations lockfiles_name_no_registry(const Files& files);
Violations no_file_is_a_drawer(const Files& files);

}  // namespace samtale::tidy
