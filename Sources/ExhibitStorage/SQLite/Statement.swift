import CSQLite

extension SQLite {
    /// A value as SQLite stores it. Text is UTF-8, compared by SQLite as bytes.
    package enum Value: Sendable, Equatable {
        case null
        case integer(Int64)
        case text(String)
        case blob([UInt8])

        /// NULL for nil.
        package init(_ bytes: [UInt8]?) { self = bytes.map(Value.blob) ?? .null }

        /// NULL for nil.
        package init(_ text: String?) { self = text.map(Value.text) ?? .null }
    }

    /// The connection inside one `read` or `write`. It cannot be copied, and it is only ever lent: neither it nor a
    /// statement outlives the closure, so nothing is used after its transaction has ended.
    ///
    /// SQL is written in the source (`StaticString`) and values are bound: no input can become SQL.
    package struct Session: ~Copyable {
        let handle: OpaquePointer
        let path: String
        let cache: StatementCache
        let mayWrite: Bool

        /// Runs one statement to its end and returns the number of rows that it changed.
        @discardableResult
        package borrowing func run(_ sql: StaticString, _ values: [Value] = []) throws(StorageError) -> Int {
            try runText(sql.description, values)
        }

        /// Runs one statement with each of the values that `next` gives, until it gives none.
        package borrowing func run(_ sql: StaticString, withEach next: () throws -> [Value]?) throws {
            let sql = sql.description
            let statement = try prepare(sql)
            defer { cache.giveBack(statement, sql: sql) }
            while let values = try next() {
                try bind(values, to: statement, sql: sql)
                while try step(statement, sql: sql) {}
                sqlite3_reset(statement)
            }
        }

        /// Calls `body` with each row, in order. `body` may use the session again, also with the same statement.
        package borrowing func forEach(
            _ sql: StaticString, _ values: [Value] = [], _ body: (borrowing Row) throws -> Void
        ) throws {
            try forEachText(sql.description, values, body)
        }

        /// All rows, as `body` makes them. For results of a known, small size: else use `forEach`.
        package borrowing func all<T>(
            _ sql: StaticString, _ values: [Value] = [], _ body: (borrowing Row) throws -> T
        ) throws -> [T] {
            var result: [T] = []
            try forEach(sql, values) { row in result.append(try body(row)) }
            return result
        }

        /// The first row, or nil when there is none.
        package borrowing func first<T>(
            _ sql: StaticString, _ values: [Value] = [], _ body: (borrowing Row) throws -> T
        ) throws -> T? {
            let sql = sql.description
            let statement = try prepare(sql)
            defer { cache.giveBack(statement, sql: sql) }
            try bind(values, to: statement, sql: sql)
            guard try step(statement, sql: sql) else { return nil }
            let row = Row(statement: statement, path: path)
            return try body(row)
        }

        /// Runs several statements without values: a schema.
        package borrowing func script(_ sql: StaticString) throws(StorageError) {
            guard mayWrite else { throw refusal() }
            let text = sql.description
            let code = sqlite3_exec(handle, text, nil, nil, nil)
            guard code == SQLITE_OK else { throw .sqlite(handle, code: code, path: path, sql: text) }
        }

        /// `PRAGMA user_version`: the layout's number, 0 in a new file.
        package borrowing func userVersion() throws -> Int64 {
            try first("PRAGMA user_version") { row in try row.integer(0) } ?? 0
        }

        /// Part of the transaction, like any row.
        package borrowing func setUserVersion(_ version: Int32) throws(StorageError) {
            guard mayWrite else { throw refusal() }
            try runText("PRAGMA user_version = \(version)")
        }

        /// `PRAGMA application_id`: which program's file this is, 0 in a new file.
        package borrowing func applicationID() throws -> Int64 {
            try first("PRAGMA application_id") { row in try row.integer(0) } ?? 0
        }

        package borrowing func setApplicationID(_ number: Int32) throws(StorageError) {
            guard mayWrite else { throw refusal() }
            try runText("PRAGMA application_id = \(number)")
        }

        private borrowing func refusal() -> StorageError {
            StorageError(
                .notAllowed, path: path, reason: "was asked to change a row while only reading",
                remedy: "Report this message: it is a mistake in the program.")
        }
    }
}

extension SQLite.Session {
    @discardableResult
    borrowing func runText(_ sql: String, _ values: [SQLite.Value] = []) throws(StorageError) -> Int {
        let statement = try prepare(sql)
        defer { cache.giveBack(statement, sql: sql) }
        try bind(values, to: statement, sql: sql)
        while try step(statement, sql: sql) {}
        return Int(sqlite3_changes64(handle))
    }

    /// The first column of the first row, or nil when there is no row.
    borrowing func firstValue(_ sql: String) throws(StorageError) -> SQLite.Value? {
        let statement = try prepare(sql)
        defer { cache.giveBack(statement, sql: sql) }
        guard try step(statement, sql: sql) else { return nil }
        let row = SQLite.Row(statement: statement, path: path)
        return try row.value(0)
    }

    borrowing func forEachText(
        _ sql: String, _ values: [SQLite.Value] = [], _ body: (borrowing SQLite.Row) throws -> Void
    ) throws {
        let statement = try prepare(sql)
        defer { cache.giveBack(statement, sql: sql) }
        try bind(values, to: statement, sql: sql)
        while try step(statement, sql: sql) {
            // A name of its own: the optimiser of Swift 6.3 crashes on a lent value that has none.
            let row = SQLite.Row(statement: statement, path: path)
            try body(row)
        }
    }

    private borrowing func prepare(_ sql: String) throws(StorageError) -> OpaquePointer {
        let statement: OpaquePointer
        if let cached = cache.take(sql) {
            statement = cached
        } else {
            var made: OpaquePointer?
            let (code, hasRest) = sql.withCString { text in
                var rest: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, &rest)
                return (code, rest.map { $0.pointee != 0 } ?? false)
            }
            // A second statement in the text would silently not be run.
            guard code == SQLITE_OK, let made, !hasRest else {
                sqlite3_finalize(made)
                if code == SQLITE_OK { throw .sqlite(nil, code: SQLITE_MISUSE, path: path, sql: sql) }
                throw .sqlite(handle, code: code, path: path, sql: sql)
            }
            statement = made
        }
        guard mayWrite || sqlite3_stmt_readonly(statement) != 0 else {
            cache.giveBack(statement, sql: sql)
            throw refusal()
        }
        return statement
    }

    private borrowing func bind(
        _ values: [SQLite.Value], to statement: OpaquePointer, sql: String
    ) throws(StorageError) {
        // A forgotten value would silently be NULL.
        guard values.count == Int(sqlite3_bind_parameter_count(statement)) else {
            throw .sqlite(nil, code: SQLITE_RANGE, path: path, sql: sql)
        }
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code: Int32
            switch value {
            case .null:
                code = sqlite3_bind_null(statement, index)
            case .integer(let number):
                code = sqlite3_bind_int64(statement, index, number)
            case .text(let text):
                code = Array(text.utf8).withUnsafeBytes {
                    exhibit_sqlite_bind_text(
                        statement, index, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), UInt64($0.count))
                }
            case .blob(let bytes):
                code = bytes.withUnsafeBytes {
                    exhibit_sqlite_bind_blob(statement, index, $0.baseAddress, UInt64($0.count))
                }
            }
            guard code == SQLITE_OK else { throw .sqlite(handle, code: code, path: path, sql: sql) }
        }
    }

    /// True when a row is there.
    private borrowing func step(_ statement: OpaquePointer, sql: String) throws(StorageError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw .sqlite(handle, code: code, path: path, sql: sql)
        }
    }
}
