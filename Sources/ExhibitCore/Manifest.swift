/// A name-bound list of files: what `sha256sum` prints and `sha256sum -c` checks.
///
/// The digest of these bytes identifies a model or a gallery. Galleries write the hex of sealed names instead, and are
/// sealed themselves.
public struct Manifest: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let hash: ContentHash
        public let path: String

        public init(hash: ContentHash, path: String) {
            self.hash = hash
            self.path = path
        }
    }

    /// Sorted by the bytes of the path, each path once.
    public let lines: [Line]

    /// Sorts the lines; throws where a path is not permitted or comes twice.
    public init(_ lines: some Sequence<Line>) throws(Malformed) {
        self.lines = lines.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        for line in self.lines where !Self.isPath(line.path) {
            throw Malformed("manifest", "the path \(line.path) is not permitted")
        }
        for (line, next) in zip(self.lines, self.lines.dropFirst()) where line.path.utf8.elementsEqual(next.path.utf8) {
            throw Malformed("manifest", "the path \(line.path) comes twice")
        }
    }

    public var encoded: [UInt8] { Array(lines.map { "\($0.hash.hex)  \($0.path)\n" }.joined().utf8) }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Malformed("manifest", "not UTF-8") }
        var lines: [Line] = []
        for line in text.unicodeScalars.split(separator: "\n").map(String.init) {
            let scalars = line.unicodeScalars
            guard scalars.count > 66, let hash = ContentHash(hex: String(scalars.prefix(64))),
                String(scalars.dropFirst(64).prefix(2)) == "  "
            else { throw Malformed("manifest", "a line that is not 64 digits, two spaces and a path") }
            lines.append(Line(hash: hash, path: String(scalars.dropFirst(66))))
        }
        try self.init(lines)
        guard encoded == bytes else { throw Malformed("manifest", "not in canonical form") }
    }

    /// UTF-8, relative, no empty, "." or ".." part, no control byte, no backslash.
    public static func isPath(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        return path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x5C }
            && parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
    }
}

/// By bytes: Swift's strings are equal under canonical equivalence, paths are not.
extension Manifest.Line {
    public static func == (left: Self, right: Self) -> Bool {
        left.hash == right.hash && left.path.utf8.elementsEqual(right.path.utf8)
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(Array(path.utf8)) }
}
