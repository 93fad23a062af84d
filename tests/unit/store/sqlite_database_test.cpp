#include "store/sqlite_database.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "tests/support/temporary_folder.h"

namespace samtale::store {
namespace {

class SqliteDatabaseTest : public testing::Test {
 protected:
  SqliteDatabaseTest() { database_.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, s TEXT UNIQUE) STRICT"); }
  support::TemporaryFolder folder_;
  SqliteDatabase database_{folder_.path() / "x.db"};
};

TEST_F(SqliteDatabaseTest, WhatIsBoundIsReadBack) {
  const std::string bytes("a\0b", 3);
  auto insert = database_.prepare("INSERT INTO t (id, b, s) VALUES (?, ?, ?)");
  insert.bind(1, -5).bind_blob(2, bytes).bind_text(3, "æ").run();
  insert.bind(1, 7).bind_blob(2, std::string_view{}).bind_text(3, std::string_view{}).run();
  insert.bind(1, 8).bind_null(2).bind_null(3).run();
  auto read = database_.prepare("SELECT id, b, s, b IS NULL, s IS NULL FROM t ORDER BY id");
  ASSERT_TRUE(read.next_row());
  EXPECT_EQ(read.integer(0), -5);
  EXPECT_EQ(read.blob(1), bytes);
  EXPECT_EQ(read.text(2), "æ");
  ASSERT_TRUE(read.next_row());
  EXPECT_EQ(read.blob(1), "");
  EXPECT_EQ(read.integer(3), 0) << "empty is not NULL";
  EXPECT_EQ(read.integer(4), 0);
  ASSERT_TRUE(read.next_row());
  EXPECT_EQ(read.blob(1), "");
  EXPECT_EQ(read.integer(3), 1);
  EXPECT_FALSE(read.next_row());
  ASSERT_TRUE(read.next_row()) << "ready for the next time";
  EXPECT_EQ(read.integer(0), -5);
}

TEST_F(SqliteDatabaseTest, ARowThatIsThereAlreadyIsAnAnswerAndNotAnError) {
  auto insert = database_.prepare("INSERT INTO t (id, s) VALUES (?, ?)");
  EXPECT_TRUE(insert.bind(1, 1).bind_text(2, "one").insert());
  EXPECT_FALSE(insert.bind(1, 1).bind_text(2, "other").insert());
  EXPECT_FALSE(insert.bind(1, 2).bind_text(2, "one").insert());
  EXPECT_TRUE(insert.bind(1, 2).bind_text(2, "two").insert());
  EXPECT_EQ(database_.integer("SELECT count(*) FROM t"), 2);
}

TEST_F(SqliteDatabaseTest, AnythingElseThatIsRefusedIsAnError) {
  auto insert = database_.prepare("INSERT INTO t (id, b) VALUES (?, ?)");
  insert.bind(1, 1).bind_text(2, "a text is no blob");
  try {
    insert.insert();
    FAIL() << "a strict table took it";
  } catch (const SqliteError& error) {
    EXPECT_EQ(error.code, SQLITE_CONSTRAINT_DATATYPE);
    EXPECT_STRNE(error.what(), "");
  }
  EXPECT_TRUE(insert.bind(1, 1).bind_blob(2, std::string_view{"b"}).insert()) << "the statement can be used again";
}

TEST_F(SqliteDatabaseTest, WrongSqlIsAnError) {
  EXPECT_THROW(database_.prepare("SELECT nothing FROM nowhere"), SqliteError);
  EXPECT_THROW(database_.execute("NOT SQL"), SqliteError);
}

TEST(SqliteDatabaseOpening, AFolderIsNoDatabase) {
  support::TemporaryFolder folder;
  EXPECT_THROW(SqliteDatabase{folder.path()}, SqliteError);
}

}  // namespace
}  // namespace samtale::store
