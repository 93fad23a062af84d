#pragma once
// One connection to one SQLite file, and its statements: the C API with owners, and errors that cannot be overlooked.
//
// Errors are SqliteError, except one that callers expect: a row that may not be twice makes insert() answer false.
// Threads: one at a time; the connection has no mutex of its own.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace samtale::store {

class SqliteError : public std::runtime_error {
 public:
  SqliteError(int extended_code, const std::string& what) : std::runtime_error(what), code(extended_code) {}
  const int code;  // SQLite's extended result code
};

class SqliteStatement {
 public:
  SqliteStatement(sqlite3* connection, std::string_view sql);
  ~SqliteStatement();
  SqliteStatement(SqliteStatement&& other) noexcept;
  SqliteStatement& operator=(SqliteStatement&&) = delete;

  // Parameters count from 1. Blobs and texts are not copied: they must live until the statement has run.
  SqliteStatement& bind(int parameter, std::int64_t value);
  SqliteStatement& bind_blob(int parameter, std::span<const std::uint8_t> bytes);
  SqliteStatement& bind_blob(int parameter, std::string_view bytes);
  SqliteStatement& bind_text(int parameter, std::string_view text);
  SqliteStatement& bind_null(int parameter);

  // Runs to the end and makes the statement ready for the next time.
  void run();
  // The same; false: a uniqueness constraint refused the row.
  bool insert();

  // True: there is a row, and the columns (counted from 0) can be read until the next call. False: no more; the
  // statement is ready for the next time.
  bool next_row();
  std::int64_t integer(int column) const;
  std::string_view blob(int column) const;  // empty for NULL
  std::string_view text(int column) const;
  // Stops reading before the last row.
  void reset() noexcept;

 private:
  int step();
  void check(int code) const;
  sqlite3* connection_;
  sqlite3_stmt* statement_ = nullptr;
};

class SqliteDatabase {
 public:
  enum class Access { create, read };  // create: when it is not there; read: changes nothing
  explicit SqliteDatabase(const std::filesystem::path& file, Access access = Access::create);
  ~SqliteDatabase();  // the last connection to close moves what is in the WAL into the file
  SqliteDatabase(SqliteDatabase&& other) noexcept;
  SqliteDatabase& operator=(SqliteDatabase&&) = delete;

  SqliteStatement prepare(std::string_view sql) { return {connection_, sql}; }
  // One or more statements without parameters or rows.
  void execute(const std::string& sql);
  // The single number or text that a statement answers, for settings.
  std::int64_t integer(std::string_view sql);
  std::string text(std::string_view sql);

  bool in_transaction() const;
  // Rows that were inserted, changed or removed since it was opened, also those that were undone.
  std::int64_t changes() const;

  // From now on nothing is moved from the write-ahead log into the file as part of a commit; somebody has to call
  // move_log() instead, and the log begins anew at the first commit after all of it was moved.
  void do_not_move_log_by_itself();
  // Pages in the log, as of the last commit; grows until the log begins anew.
  std::size_t log_pages() const { return *log_pages_; }
  // As much as nobody still reads from the log; waits for nobody. False: the disk refused, and all is as before.
  bool move_log();

 private:
  sqlite3* connection_ = nullptr;
  std::unique_ptr<std::size_t> log_pages_ = std::make_unique<std::size_t>(0);  // SQLite knows where it lies
};

}  // namespace samtale::store
