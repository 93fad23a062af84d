#pragma once
// Holds what people asked for, and how they were answered, against what is stored and what is shown: the promise R1 in
// the words of docs/protocol.md (P-31 to P-34). Each function answers with what is wrong, in words; empty: nothing.
#include <string>
#include <vector>

#include "domain/ids.h"
#include "scribes/scribe.h"
#include "store/stored_data.h"

namespace samtale::scribes {

// Everything is settled; what took effect is in the log once, and what was refused is not in it.
std::vector<std::string> faults_of_account(store::StoredData& data, SeminarId seminar,
                                           const std::vector<const Scribe*>& scribes);

// What a client shows, against what a fresh one of the same audience is told.
std::vector<std::string> faults_of_mirror(const support::Mirror& shown, const support::Entities& truth);
// The kinds of things in which two views differ, in words; empty: they are equal.
std::string difference(const support::Entities& shown, const support::Entities& truth);

}  // namespace samtale::scribes
