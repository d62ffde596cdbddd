#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why something of a case could not be kept or fetched: what happened, to which file, and what to do next.
///
/// Callers decide on `kind`; people read `description`. Values bound to a query are never part of it: they may be
/// private, and errors end up in terminals and logs.
package struct StorageError: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// The file is not there.
        case notFound
        /// Something is already there, and it was not asked to be replaced.
        case alreadyExists
        /// The system or the file's state does not allow it.
        case notAllowed
        /// A secret file can be read by others.
        case unsafePermissions
        /// Another program holds it.
        case busy
        /// The bytes are not what was written.
        case damaged
        /// Larger than any file of this sort.
        case tooLarge
        /// The disk has no room left.
        case full
        /// A rule of the database refused the row (a key that exists, a trigger, a type).
        case constraint
        /// A rule of the ledger refuses the entry.
        case refused
        /// Not in the form that is asked for: a line, a name, a value.
        case invalid
        case wrongPassphrase
        case passphraseNeeded
        /// A well-formed key of a sort that is not used here.
        case unsupportedKey
        /// The user ended it.
        case interrupted
        /// Used after `close()`.
        case closed
        /// The disk or the system failed.
        case io
    }

    /// What SQLite said; `sql` is the statement's text, without the values bound to it.
    package struct SQLiteFailure: Sendable, Equatable {
        package let primaryCode: Int32
        package let extendedCode: Int32
        package let message: String
        package let sql: String?
    }

    package let kind: Kind
    package let path: String
    /// A clause that follows the path: "is a folder".
    package let reason: String
    /// A sentence: "Name a file."
    package let remedy: String
    package let sqlite: SQLiteFailure?

    package init(_ kind: Kind, path: String, reason: String, remedy: String, sqlite: SQLiteFailure? = nil) {
        self.kind = kind
        self.path = path
        self.reason = reason
        self.remedy = remedy
        self.sqlite = sqlite
    }

    package var description: String {
        var text = "\(path): \(reason). \(remedy)"
        if let sqlite {
            text += " [SQLite \(sqlite.primaryCode)/\(sqlite.extendedCode): \(sqlite.message)"
            if let sql = sqlite.sql { text += "; in: \(sql)" }
            text += "]"
        }
        return text
    }
}

extension StorageError {
    /// From `errno`. `doing` completes "could not be …": "opened", "written".
    static func system(_ code: Int32, path: String, doing: String) -> StorageError {
        let why = "could not be \(doing): \(String(cString: strerror(code)))"
        switch code {
        case ENOENT:
            return StorageError(.notFound, path: path, reason: why, remedy: "Check the path.")
        case EEXIST:
            return StorageError(
                .alreadyExists, path: path, reason: why, remedy: "Choose another name, or move the present one away.")
        case EACCES, EPERM, EROFS, ELOOP, EISDIR, ENOTDIR:
            return StorageError(
                .notAllowed, path: path, reason: why, remedy: "Check its permissions and those of its folder.")
        case ENOSPC, EDQUOT:
            return StorageError(.full, path: path, reason: why, remedy: "Free some space, then run the command again.")
        default:
            return StorageError(
                .io, path: path, reason: why, remedy: "Check the disk, then run the command again.")
        }
    }
}
