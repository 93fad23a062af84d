#pragma once
// What somebody who writes all the time writes next, from what they see. Every text is said once in a run, so that
// something that took effect twice, or not at all, can be told. Pure apart from the dice it is given.
#include <random>
#include <string>

#include "domain/command.h"
#include "support/mirror.h"

namespace samtale::scribes {

// `text` is to be new. The mirror has been welcomed once, so that role and group are known.
command::Body what_to_write(std::mt19937_64& dice, const support::Mirror& mirror, std::string text);

// Whether such a command, when it took effect, is in the log; others may have found nothing to do.
bool always_leaves_an_event(const command::Body& body);
// Whether that is one event, and not one or more.
bool is_one_event(const command::Body& body);

}  // namespace samtale::scribes
