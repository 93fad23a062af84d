// Invented numbers: days and serials that follow the table, given to nobody on purpose.
#include "domain/personal_number.h"

#include <gtest/gtest.h>

#include "domain/text.h"

namespace samtale {
namespace {

TEST(PersonalNumber, is_found_however_it_is_written) {
  for (const char* text : {
           "010190-1234",
           "0101901234",
           "010190 1234",
           "010190 - 1234",
           "010190\u20131234",
           "010190 \u2013 1234",
           "010190\u00a01234",
           "010190\u20111234",
           "Vi talte om 010190-1234 i dag",
           "(010190-1234)",
           "cpr:010190-1234.",
           "12345678 og 010190-1234",
           "010190-1234 010190-12345",
           "f\u00f8dt010190-1234",
       }) {
    EXPECT_TRUE(holds_personal_number(text)) << text;
  }
}

TEST(PersonalNumber, needs_a_day_that_exists) {
  for (const char* text : {
           "310190-1234",  // 31 January
           "300690-1234",  // 30 June
           "290296-1234",  // 1996 was a leap year
           "290200-4234",  // so was 2000
           "290204-5234",  // and 2004
           "610190-1234",  // 1 + 60
           "910190-1234",  // 31 + 60
           "010136-4000",  // 2036
           "010137-4000",  // 1937
           "010157-8000",  // 2057
           "010158-8000",  // 1858
       }) {
    EXPECT_TRUE(holds_personal_number(text)) << text;
  }
  for (const char* text : {
           "320190-1234", "000190-1234", "010090-1234", "011390-1234", "310690-1234", "300290-1234",
           "290290-1234",  // 1990 was no leap year
           "290200-1234",  // nor was 1900
           "600190-1234",  // 0 + 60
           "920190-1234",  // 32 + 60
           "999999-9999", "000000-0000",
       }) {
    EXPECT_FALSE(holds_personal_number(text)) << text;
  }
}

TEST(PersonalNumber, is_not_seen_in_other_numbers) {
  for (const char* text : {
           "", "010190", "1234", "010190-", "010190-123", "010190-12345", "0010190-1234", "01019012345", "00101901234",
           "12 34 56 78",          // a telephone number
           "+45 12345678",         //
           "12345678",             // a company's number
           "2027-03-01",           // a date
           "01-03-2027",           //
           "010327",               //
           "010190/1234",          //
           "010190--1234",         //
           "010190  1234",         //
           "01.01.90-1234",        //
           "kl. 9-12, 5 m\u00f8der", "3.-4. klasse", "2027",
       }) {
    EXPECT_FALSE(holds_personal_number(text)) << text;
  }
}

TEST(PersonalNumber, is_refused_in_whatever_people_write) {
  std::string text = "Ring om 010190-1234";
  EXPECT_EQ(check_text(text, "text", 100), (Rejection{RejectionCode::personal_number, "text", 0}));
  text = "  010190-1234  ";
  EXPECT_EQ(check_required_text(text, "text", 100), (Rejection{RejectionCode::personal_number, "text", 0}));
}

}  // namespace
}  // namespace samtale
