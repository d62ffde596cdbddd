import ExhibitCore

/// The ledgers that a user trusts, one to a line, for people to read and edit:
///
///     # a comment, or an empty line: kept
///     <64 hex ledger id> SP own|added [SP label] LF
///
/// `own` marks the ledgers that were started here. Anything else in the file is an error with its line number: a
/// misread line would be trust in the wrong ledger, or the loss of trust in the right one.
package struct TrustFile: Sendable {
    package enum Origin: String, Sendable {
        case own
        case added
    }

    package struct Entry: Sendable, Equatable {
        /// 64 hex.
        package var ledger: String
        package var origin: Origin
        /// For people; nil or not empty, one line of at most 200 bytes.
        package var label: String?

        /// The beginning of a name, as much of it as fits on a line; nil of an empty one.
        package static func label(of name: String) -> String? {
            var label = name
            while label.utf8.count > TrustFile.largestLabel { label.removeLast() }
            return label.isEmpty ? nil : label
        }

        package init(ledger: String, origin: Origin, label: String? = nil) {
            self.ledger = ledger
            self.origin = origin
            self.label = label
        }
    }

    package let path: String
    static let largestFile = 1 << 20
    static let largestLabel = 200

    package init(path: String) { self.path = path }

    /// `~/.config/exhibit/trusted`, or below `XDG_CONFIG_HOME`.
    package init(environment: [String: String]) throws(StorageError) {
        self.init(path: try UserFolders.configuration(environment) + "/trusted")
    }

    /// In the order of the file; empty when there is none.
    ///
    /// - Throws: `.invalid` with the line's number; `.unsafePermissions` when others may write it.
    package func list() throws(StorageError) -> [Entry] {
        var entries: [Entry] = []
        for (index, line) in try lines().enumerated() {
            guard let entry = try parse(line, number: index + 1) else { continue }
            if let first = entries.firstIndex(where: { $0.ledger == entry.ledger }) {
                throw invalid(index + 1, "names the same ledger as entry \(first + 1) of the file")
            }
            entries.append(entry)
        }
        return entries
    }

    /// Adds a line at the end, durably. False when the ledger is there already; its line stays as it is.
    @discardableResult
    package func add(_ entry: Entry) throws(StorageError) -> Bool {
        guard let line = Self.encode(entry) else {
            throw StorageError(
                .invalid, path: path, reason: "cannot hold this ledger id or label",
                remedy:
                    "A ledger id has 64 digits 0-9a-f; a label is one line of at most \(Self.largestLabel) bytes.")
        }
        let folder = DurableFile.folder(of: path)
        try DurableFile.makeFolder(folder)
        return try UserFolders.whileLocked(folder) { () throws(StorageError) in
            guard try !list().contains(where: { $0.ledger == entry.ledger }) else { return false }
            try replace(try lines() + [line])
            return true
        }
    }

    /// Removes a ledger's line, durably; every other line stays byte for byte. False when it was not there.
    @discardableResult
    package func remove(ledger: String) throws(StorageError) -> Bool {
        guard try FileState.ofAnything(path) != nil else { return false }
        return try UserFolders.whileLocked(DurableFile.folder(of: path)) { () throws(StorageError) in
            guard try list().contains(where: { $0.ledger == ledger }) else { return false }
            let prefix = Array(ledger.utf8)
            try replace(try lines().filter { !$0.starts(with: prefix) })
            return true
        }
    }

    /// The lines without their ends. One missing at the end of the file is forgiven: editors differ.
    private func lines() throws(StorageError) -> [[UInt8]] {
        guard try FileState.ofAnything(path) != nil else { return [] }
        let file = try BoundedFile.read(path, limit: Self.largestFile)
        let state = try FileState.ofRegularFile(path)
        guard state.permissions & 0o022 == 0 else {
            throw StorageError(
                .unsafePermissions, path: path, reason: "says whom you trust, and others may write it",
                remedy: "Check its lines, then run `chmod 600 '\(path)'`.")
        }
        var lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        if lines.last == [] { lines.removeLast() }
        return lines
    }

    private func replace(_ lines: [[UInt8]]) throws(StorageError) {
        let file = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
        try DurableFile.write(file, to: path, permissions: 0o600, replacing: true)
    }

    /// Nil for a comment or an empty line.
    private func parse(_ line: [UInt8], number: Int) throws(StorageError) -> Entry? {
        if line.isEmpty || line[0] == UInt8(ascii: "#") { return nil }
        if line.last == UInt8(ascii: "\r") { throw invalid(number, "ends with a carriage return") }
        guard line.count > 65, Hex.isDigest(line[..<64]), line[64] == UInt8(ascii: " ") else {
            throw invalid(number, "does not begin with a ledger id of 64 digits 0-9a-f and a space")
        }
        for origin in [Origin.own, .added] where line[65...].starts(with: origin.rawValue.utf8) {
            let rest = line[(65 + origin.rawValue.utf8.count)...]
            guard let label = String(validating: rest.dropFirst(), as: UTF8.self) else {
                throw invalid(number, "has a label that is not UTF-8")
            }
            let entry = Entry(
                ledger: String(decoding: line[..<64], as: UTF8.self), origin: origin,
                label: rest.isEmpty ? nil : label)
            // What was read differently from how it would be written is not understood.
            guard Self.encode(entry) == line else { break }
            return entry
        }
        throw invalid(number, "does not go on with `own` or `added` and a label")
    }

    /// Nil when it would not be one line that reads back.
    static func encode(_ entry: Entry) -> [UInt8]? {
        guard Hex.isDigest(entry.ledger.utf8) else { return nil }
        var line = "\(entry.ledger) \(entry.origin.rawValue)"
        if let label = entry.label {
            let isPlain = label.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }
            guard !label.isEmpty, label.utf8.count <= largestLabel, isPlain else { return nil }
            line += " " + label
        }
        return Array(line.utf8)
    }

    private func invalid(_ line: Int, _ reason: String) -> StorageError {
        StorageError(
            .invalid, path: path, reason: "line \(line) \(reason)",
            remedy: "Correct or delete that line; nothing in the file counts until then.")
    }
}
