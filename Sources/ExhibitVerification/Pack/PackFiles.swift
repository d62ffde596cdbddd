import ExhibitCore
import ExhibitReport

/// The parts of a report's bundle as files that stock tools read, and a table of what goes with what.
///
/// Nothing is judged here: of a report that was altered the files are what was given, and the checks fail on them. All
/// names of files are made of positions, digests and the letters of a role.
struct PackFiles {
    private(set) var files: [ReportPack.File] = []
    /// Where the disclosed artifacts stand.
    private(set) var places: [TypedName: String] = [:]
    private(set) var hasTimestamps = false
    /// Lines of `parts.txt`.
    private var table: [String] = []
    private var taken: Set<String> = []

    init(_ bundle: Bundle, report: [UInt8], view: ReportView?) {
        var entries: [(position: UInt64, entry: Entry)] = []
        for proven in bundle.entries {
            add("entries/\(proven.position).leaf.json", proven.leaf)
            add("entries/\(proven.position).proof", proven.proof.flatMap(\.bytes))
            guard let entry = try? Entry(leaf: proven.leaf) else {
                table.append("unreadable \(proven.position)")
                continue
            }
            entries.append((proven.position, entry))
            add("entries/\(proven.position).payload.json", entry.statement.payload)
            add("entries/\(proven.position).sig", entry.signature)
            table.append("entry \(proven.position) \(key(entry.statement.head.author))")
            if entry.statement.id == bundle.report { table.append("report \(proven.position)") }
        }
        addCheckpoint(bundle, entries.map(\.entry.statement))
        addArtifacts(bundle, entries.map(\.entry.statement), view)
        add("entries.sql", Self.sql(entries))
        add("parts.txt", Array(table.map { $0 + "\n" }.joined().utf8))
    }

    private mutating func add(_ path: String, _ bytes: [UInt8]) {
        guard taken.insert(path).inserted else { return }
        files.append(ReportPack.File(path: path, bytes: bytes))
    }

    /// The name of a public key's file without its ending, which is the key itself.
    private mutating func key(_ key: ContentHash) -> String {
        // SubjectPublicKeyInfo of Ed25519, RFC 8410.
        let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let pem = "-----BEGIN PUBLIC KEY-----\n\(Base64.encode(prefix + key.bytes))\n-----END PUBLIC KEY-----\n"
        add("keys/\(key.hex).pem", Array(pem.utf8))
        return key.hex
    }

    /// Whether the key that signed it held the role is for the checks to find.
    private mutating func addCheckpoint(_ bundle: Bundle, _ statements: [Statement]) {
        add("checkpoint.txt", bundle.checkpoint.encoded)
        let keys = statements.flatMap { statement -> [TypedName] in
            if statement.isKind(.ledger) { return [statement.name("checkpoint_key")].compactMap { $0 } }
            return statement.isKeyEvent ? [statement.name("key")].compactMap { $0 } : []
        }
        let signer = keys.first { name in
            bundle.checkpoint.signatures.contains { signature in
                Ed25519.isValid(signature.bytes, for: Array(bundle.checkpoint.text.utf8), key: name.hash)
            }
        }
        table.append("checkpoint \(signer.map { key($0.hash) } ?? "unknown")")
    }

    private mutating func addArtifacts(_ bundle: Bundle, _ statements: [Statement], _ view: ReportView?) {
        let names = FileNames(statements, bundle, view)
        for artifact in bundle.artifacts {
            let digits = artifact.name.hash.hex
            let file = names.name(of: artifact)
            if let bytes = artifact.bytes {
                add("disclosed/\(file)", bytes)
                places[artifact.name] = "disclosed/\(file)"
                table.append("\(artifact.name.kind == .sealed ? "sealed" : "open") \(digits) \(file)")
            } else if artifact.salt != nil {
                let isEvidence = names.evidence == artifact.name
                table.append("\(isEvidence ? "evidence" : "salt") \(digits) \(file)")
            }
            if let salt = artifact.salt { add("disclosed/\(file).salt", salt) }
        }
        for anchor in statements.compactMap({ Anchor($0) }) where places[anchor.token] != nil {
            hasTimestamps = true
            table.append("timestamp \(anchor.position) \(anchor.time.seconds)")
        }
    }

    /// Payloads are read from their files, so that the table shows what was signed.
    private static func sql(_ entries: [(position: UInt64, entry: Entry)]) -> [UInt8] {
        var text = """
            -- In this folder: sqlite3 :memory: <entries.sql
            CREATE TABLE entry(position INTEGER PRIMARY KEY, id TEXT NOT NULL, payload TEXT NOT NULL);

            """
        for (position, entry) in entries {
            text +=
                "INSERT INTO entry VALUES(\(position), '\(entry.statement.name)', CAST(readfile('entries/\(position).payload.json') AS TEXT));\n"
        }
        return Array((text + StockChecks.queries).utf8)
    }
}

/// What a person would call a disclosed file. A role is its publisher's word: of it only plain letters are used.
private struct FileNames {
    let evidence: TypedName?
    private var known: [TypedName: String] = [:]
    private var roles: [TypedName: String] = [:]

    init(_ statements: [Statement], _ bundle: Bundle, _ view: ReportView?) {
        let report = statements.first { $0.id == bundle.report }
        let stated = statements.first { $0.name == report?.name("evidence") }
        evidence = stated?.name("artifact")
        for statement in statements {
            for use in statement.artifacts("outputs") + statement.artifacts("inputs") where roles[use.name] == nil {
                roles[use.name] = use.role
            }
            if let name = statement.name("manifest") { roles[name] = "manifest" }
            if statement.isModel {
                for file in statement.body["files"]?.elements ?? [] {
                    if let name = file["artifact"]?.text.flatMap({ TypedName($0) }) { roles[name] = "model-file" }
                }
            }
            for member in ["candidates", "policy", "template", "findings", "scores", "document"] {
                if let name = statement.name(member) { roles[name] = member }
            }
            guard let anchor = Anchor(statement) else { continue }
            known[anchor.note] = anchor.noteFile
            known[anchor.token] = anchor.tokenFile
        }
        if let evidence { roles[evidence] = "evidence" }
        guard let view else { return }
        for (picture, name) in [(view.evidence, "evidence-reduced.jpg")]
            + view.references.map({ ($0.picture, "reference-\($0.rank)-reduced.jpg") })
        {
            let reduced = picture.identities.first { $0.name == "Sealed name, reduced copy" }?.value
            guard case .given(let text)? = reduced, let sealed = TypedName(text) else { continue }
            // Equal ranks, or one copy for two: the digests tell them apart.
            if known[sealed] == nil, !known.values.contains(name) { known[sealed] = name }
        }
    }

    func name(of artifact: Bundle.Artifact) -> String {
        if let name = known[artifact.name] { return name }
        let role = (roles[artifact.name] ?? "").unicodeScalars.prefix(32).map { scalar in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
        }
        return "\(role.isEmpty ? "artifact" : String(role))-\(artifact.name.hash.hex)\(Self.ending(artifact.bytes))"
    }

    private static func ending(_ bytes: [UInt8]?) -> String {
        guard let bytes else { return "" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return ".jpg" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return ".png" }
        if bytes.first == UInt8(ascii: "{") { return ".json" }
        return String(validating: bytes, as: UTF8.self) == nil ? ".bin" : ".txt"
    }
}
