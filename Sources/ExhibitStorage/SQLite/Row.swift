import CSQLite

extension SQLite {
    /// One row of a result, lent to the closure that reads it.
    ///
    /// Each getter insists on the column's type: a damaged or hostile file can hold any type in any column, also in
    /// STRICT tables, and SQLite's own conversions ("12abc" is 12, text is a blob) would hide it.
    package struct Row: ~Copyable {
        let statement: OpaquePointer
        let path: String

        /// - Throws: `.damaged` when the column holds something else.
        package borrowing func integer(_ column: Int) throws(StorageError) -> Int64 {
            guard case .integer(let number) = try value(column) else { throw mismatch(column, wanted: "an integer") }
            return number
        }

        package borrowing func text(_ column: Int) throws(StorageError) -> String {
            guard case .text(let text) = try value(column) else { throw mismatch(column, wanted: "text") }
            return text
        }

        package borrowing func blob(_ column: Int) throws(StorageError) -> [UInt8] {
            guard case .blob(let bytes) = try value(column) else { throw mismatch(column, wanted: "a blob") }
            return bytes
        }

        package borrowing func integerOrNull(_ column: Int) throws(StorageError) -> Int64? {
            isNull(column) ? nil : try integer(column)
        }

        package borrowing func textOrNull(_ column: Int) throws(StorageError) -> String? {
            isNull(column) ? nil : try text(column)
        }

        package borrowing func blobOrNull(_ column: Int) throws(StorageError) -> [UInt8]? {
            isNull(column) ? nil : try blob(column)
        }

        package borrowing func isNull(_ column: Int) -> Bool {
            sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
        }

        /// - Throws: `.damaged` for a floating-point number (no format has one) and for text that is not UTF-8.
        package borrowing func value(_ column: Int) throws(StorageError) -> Value {
            let index = Int32(column)
            switch sqlite3_column_type(statement, index) {
            case SQLITE_NULL:
                return .null
            case SQLITE_INTEGER:
                return .integer(sqlite3_column_int64(statement, index))
            case SQLITE_TEXT:
                let start = sqlite3_column_text(statement, index)
                let bytes = UnsafeBufferPointer(start: start, count: count(of: index, start: start != nil))
                // A repaired string would no longer be the bytes that were stored.
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw mismatch(column, wanted: "text in UTF-8")
                }
                return .text(text)
            case SQLITE_BLOB:
                let start = sqlite3_column_blob(statement, index)
                return .blob(Array(UnsafeRawBufferPointer(start: start, count: count(of: index, start: start != nil))))
            default:
                throw mismatch(column, wanted: "an integer, text or a blob")
            }
        }

        private borrowing func count(of index: Int32, start: Bool) -> Int {
            start ? Int(sqlite3_column_bytes(statement, index)) : 0
        }

        private borrowing func mismatch(_ column: Int, wanted: String) -> StorageError {
            let name = sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? "\(column)"
            return StorageError(
                .damaged, path: path, reason: "does not hold \(wanted) in column \"\(name)\"",
                remedy: "Keep it as it is, and work on a copy from a backup.")
        }
    }
}

/// Prepared statements by their text. A statement that is lent is not in the cache: the same text used inside its own
/// loop gets a second statement.
final class StatementCache {
    private var idle: [String: OpaquePointer] = [:]
    private static let capacity = 64

    func take(_ sql: String) -> OpaquePointer? {
        idle.removeValue(forKey: sql)
    }

    /// Also forgets the values bound to it: a private value must not stay in memory until the next use.
    func giveBack(_ statement: OpaquePointer, sql: String) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        if idle[sql] == nil, idle.count < Self.capacity {
            idle[sql] = statement
        } else {
            sqlite3_finalize(statement)
        }
    }

    func finalizeAll() {
        for statement in idle.values { sqlite3_finalize(statement) }
        idle.removeAll()
    }
}
