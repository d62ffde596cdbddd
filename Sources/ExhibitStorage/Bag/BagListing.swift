import ExhibitCore

/// The files of a bag as its manifests list them, found to be exactly those that are there.
struct BagListing: Sendable {
    let path: String
    /// By path, payload and others.
    private let digests: [String: ContentHash]
    /// Of the one list that no other lists.
    private let tagManifest: ContentHash

    /// Tens of thousands of files.
    private static let maximumManifest = 8 << 20
    private static let maximumFiles = 100_000

    init(_ path: String) throws {
        self.path = path
        let manifest = try Self.manifest(path, BagLayout.manifest)
        let tags = try Self.manifest(path, BagLayout.tagManifest)
        tagManifest = ContentHash(of: tags.encoded)
        var findings: [Bag.Damage.Finding] = []
        func find(_ path: String, _ reason: String) { findings.append(.init(path: path, reason: reason)) }
        for line in manifest.lines where !BagLayout.isPayload(line.path) {
            find(line.path, "is listed, and no such bag has a file of that name")
        }
        for line in tags.lines where line.path.utf8.contains(0x2F) || !Self.isPlain(line.path) {
            find(line.path, "is listed, and is no tag file")
        }
        digests = Dictionary((manifest.lines + tags.lines).map { ($0.path, $0.hash) }) { first, _ in first }
        var missing = Set(digests.keys)
        for file in try Self.files(below: path, &findings) where file != BagLayout.tagManifest {
            if missing.remove(file) == nil { find(file, "is not listed") }
        }
        for file in missing.sorted() { find(file, "is listed, and is not there") }
        for file in [BagLayout.declaration, BagLayout.manifest, BagLayout.report, BagLayout.salts, BagLayout.withheld]
        where digests[file] == nil {
            find(file, "is not listed")
        }
        guard findings.isEmpty else { throw Bag.Damage(bag: path, findings: findings) }
        try checkDeclaration()
        // The list of the payload is one of the tag files.
        _ = try read(BagLayout.manifest, limit: Self.maximumManifest)
    }

    /// ASCII: two spellings of one name are one key to Swift, and two files.
    private static func isPlain(_ name: String) -> Bool { name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }

    private static func manifest(_ path: String, _ name: String) throws -> Manifest {
        do {
            return try Manifest(encoded: try BoundedFile.read("\(path)/\(name)", limit: maximumManifest))
        } catch let error as Malformed {
            throw Bag.Damage(bag: path, findings: [.init(path: name, reason: error.description)])
        }
    }

    /// BagIt 1.0, and what one of the usual programs writes of an older date.
    private func checkDeclaration() throws {
        let bytes = try read(BagLayout.declaration, limit: 1_024)
        let known = ["1.0", "0.97"].map { "BagIt-Version: \($0)\nTag-File-Character-Encoding: UTF-8\n" }
        guard known.contains(where: { bytes.elementsEqual($0.utf8) }) else {
            throw Bag.Damage(
                bag: path, findings: [.init(path: BagLayout.declaration, reason: "is not of BagIt 1.0 in UTF-8")])
        }
    }

    func has(_ file: String) -> Bool { digests[file] != nil }

    /// All files, the tag manifest among them, by path.
    var lines: [Manifest.Line] {
        (digests.map { Manifest.Line(hash: $0.value, path: $0.key) }
            + [Manifest.Line(hash: tagManifest, path: BagLayout.tagManifest)])
            .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// A listed file, whole, and as it is listed.
    func read(_ file: String, limit: Int) throws -> [UInt8] {
        let bytes = try BoundedFile.read("\(path)/\(file)", limit: limit)
        guard ContentHash(of: bytes) == digests[file] else {
            throw Bag.Damage(bag: path, findings: [.init(path: file, reason: Self.changed)])
        }
        return bytes
    }

    private static let changed = "has other bytes than the bag lists"

    func check() throws {
        var findings: [Bag.Damage.Finding] = []
        for (file, digest) in digests.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            do {
                var reader = try FileReader("\(path)/\(file)")
                var hasher = ContentHasher()
                while let piece = try reader.next() { piece.withUnsafeBytes { hasher.update($0) } }
                if hasher.finish() != digest { findings.append(.init(path: file, reason: Self.changed)) }
            } catch {
                findings.append(.init(path: file, reason: error.reason))
            }
        }
        guard findings.isEmpty else { throw Bag.Damage(bag: path, findings: findings) }
    }

    /// Regular files, relative to the bag. A link could lead anywhere on the reader's machine.
    private static func files(below path: String, _ findings: inout [Bag.Damage.Finding]) throws -> [String] {
        var files: [String] = []
        // data/artifacts/sealed is the deepest folder.
        var waiting = [(path: "", depth: 0)]
        while let (folder, depth) = waiting.popLast() {
            for name in try FolderNames.of(folder.isEmpty ? path : "\(path)/\(folder)") {
                let file = folder.isEmpty ? name : "\(folder)/\(name)"
                guard isPlain(name) else {
                    findings.append(.init(path: file, reason: "has a name that no file of such a bag has"))
                    continue
                }
                let state = try FileState.ofAnything("\(path)/\(file)")
                if state?.isRegularFile == true {
                    files.append(file)
                } else if state?.isFolder == true, depth < 3 {
                    waiting.append((file, depth + 1))
                } else {
                    let what = state?.isSymbolicLink == true ? "is a link" : "is no regular file"
                    findings.append(.init(path: file, reason: what))
                }
                guard files.count + waiting.count + findings.count <= maximumFiles else {
                    throw Bag.Damage(bag: path, findings: [.init(path: file, reason: "there are too many files")])
                }
            }
        }
        return files
    }
}
