#include "store/sqlite_database.h"

#include <sqlite3.h>

#include <utility>

namespace samtale::store {
namespace {

[[noreturn]] void fail(sqlite3* connection, int code) {
  const std::string what = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  throw SqliteError(connection != nullptr ? sqlite3_extended_errcode(connection) : code, what);
}

// SQLite takes a null pointer for NULL, and an empty view may hold one.
const char* not_null(std::string_view bytes) { return bytes.data() != nullptr ? bytes.data() : ""; }

bool is_uniqueness(int extended_code) {
  return extended_code == SQLITE_CONSTRAINT_UNIQUE || extended_code == SQLITE_CONSTRAINT_PRIMARYKEY ||
         extended_code == SQLITE_CONSTRAINT_ROWID;
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* connection, std::string_view sql) : connection_(connection) {
  check(sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_,
                           nullptr));
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(statement_); }

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, parameter, value));
  return *this;
}

SqliteStatement& SqliteStatement::bind_blob(int parameter, std::span<const std::uint8_t> bytes) {
  return bind_blob(parameter, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

SqliteStatement& SqliteStatement::bind_blob(int parameter, std::string_view bytes) {
  check(sqlite3_bind_blob64(statement_, parameter, not_null(bytes), bytes.size(), SQLITE_STATIC));
  return *this;
}

SqliteStatement& SqliteStatement::bind_text(int parameter, std::string_view text) {
  check(sqlite3_bind_text64(statement_, parameter, not_null(text), text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

SqliteStatement& SqliteStatement::bind_null(int parameter) {
  check(sqlite3_bind_null(statement_, parameter));
  return *this;
}

void SqliteStatement::run() {
  while (next_row()) continue;
}

bool SqliteStatement::insert() {
  const int code = step();
  if (code == SQLITE_DONE) return true;
  if (is_uniqueness(sqlite3_extended_errcode(connection_))) return false;
  fail(connection_, code);
}

bool SqliteStatement::next_row() {
  const int code = step();
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(connection_, code);
}

int SqliteStatement::step() {
  const int code = sqlite3_step(statement_);
  if (code != SQLITE_ROW) reset();  // leaves the connection's error as it is
  return code & 0xff;
}

std::int64_t SqliteStatement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view SqliteStatement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view SqliteStatement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

void SqliteStatement::reset() noexcept { sqlite3_reset(statement_); }

void SqliteStatement::check(int code) const {
  if (code != SQLITE_OK) fail(connection_, code);
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, Access access) {
  // SQLite counts the memory that it takes, behind one lock for all threads, a tenth of what an insert costs. Nobody
  // asks. (Refused when SQLite is in use already: then it counts.)
  static const int not_counted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(not_counted);
  const int how = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code =
      sqlite3_open_v2(file.c_str(), &connection_, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code == SQLITE_OK) return;
  const std::string what = sqlite3_errmsg(connection_);
  sqlite3_close(std::exchange(connection_, nullptr));
  throw SqliteError(code, what);
}

SqliteDatabase::SqliteDatabase(SqliteDatabase&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)), log_pages_(std::move(other.log_pages_)) {}

SqliteDatabase::~SqliteDatabase() { sqlite3_close_v2(connection_); }

void SqliteDatabase::execute(const std::string& sql) {
  const int code = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(connection_, code);
}

std::int64_t SqliteDatabase::integer(std::string_view sql) {
  auto statement = prepare(sql);
  return statement.next_row() ? statement.integer(0) : 0;
}

std::string SqliteDatabase::text(std::string_view sql) {
  auto statement = prepare(sql);
  return statement.next_row() ? std::string{statement.text(0)} : std::string{};
}

bool SqliteDatabase::in_transaction() const { return sqlite3_get_autocommit(connection_) == 0; }

std::int64_t SqliteDatabase::changes() const { return sqlite3_total_changes64(connection_); }

void SqliteDatabase::do_not_move_log_by_itself() {
  const auto remember = [](void* log_pages, sqlite3*, const char*, int pages) {
    *static_cast<std::size_t*>(log_pages) = static_cast<std::size_t>(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(connection_, remember, log_pages_.get());  // in place of SQLite's own, which moves the log
}

bool SqliteDatabase::move_log() {
  return sqlite3_wal_checkpoint_v2(connection_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr) == SQLITE_OK;
}

}  // namespace samtale::store
