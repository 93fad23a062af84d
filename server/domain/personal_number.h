#pragma once
// Danish personal identity numbers (CPR, `DDMMYY-NNNN`): found in what people write, so that they are never stored.
#include <string_view>

namespace samtale {

// Whether ten digits that could be such a number stand in `text`: six that are a day, then four, written together or
// with a hyphen, a dash or a space in between, and no further digit beside them. The seventh digit and the year give the
// century (the CPR office's table); days above 60 are the numbers given to people without a civil registration. The
// check digit is not asked for: numbers given since 2007 need not have one.
bool holds_personal_number(std::string_view text);

}  // namespace samtale
