#pragma once
// What a new seminar starts from, in either language, with the prompts in the other beside it. The texts stand in
// texts/agenda.*.toml and are built into the program.
#include "domain/agenda.h"

namespace samtale::app {

Agenda default_agenda(Language language);

}  // namespace samtale::app
