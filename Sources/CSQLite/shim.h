#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast to a function pointer and sqlite3_db_config is variadic: neither imports into Swift. */
static inline int exhibit_sqlite_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, (const char *)bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* A null pointer would bind NULL: an empty blob needs its own call. */
static inline int exhibit_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/* Sets one on/off option of a connection and reports in *result what it is now. */
static inline int exhibit_sqlite_config(sqlite3 *database, int option, int on, int *result) {
    return sqlite3_db_config(database, option, on, result);
}
