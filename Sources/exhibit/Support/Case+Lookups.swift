import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// What people call things, found in the ledger and in the private half.
extension Case {
    func value(_ member: String, of statement: Statement) throws -> JSON? {
        try values(of: statement).first { $0.path == "body.\(member)" }?.value
    }

    func galleries() throws -> [(entry: PlacedEntry, label: String)] {
        try entries(of: .gallery).map { ($0, try value("label", of: $0.statement)?.text ?? "") }
    }

    func gallery(labelled label: String) throws -> PlacedEntry? {
        try galleries().last { $0.label.utf8.elementsEqual(label.utf8) }?.entry
    }

    func referenceSet(_ entry: PlacedEntry) throws -> ReferenceSet {
        guard let manifest = entry.statement.name("manifest"), let hashes = entry.statement.name("hashes") else {
            throw UserError("#\(entry.position) is no reference set")
        }
        return try ReferenceSet(
            statement: entry.statement.name, manifestName: manifest, hashesName: hashes,
            manifest: try bytes(of: manifest), hashes: try bytes(of: hashes))
    }

    /// The entry of copy detection, recorded the first time it is needed.
    func builtInModel() throws -> PlacedEntry {
        let manifest = TypedName.open(try CopyDetectionModel.manifest().encoded)
        let known = (entries(referringTo: manifest) ?? []).first { $0.statement.isKind(.model) }
        return try known ?? append([CopyDetectionModel.draft(keepingIn: self)])[0]
    }

    /// The entry that a person means: "#12", "12", or the start of a statement id, an entry id, or an artifact's name.
    func resolve(_ text: String) throws -> PlacedEntry {
        let position = try EntryName(text).position(in: ledger, size: size) { start in
            try names(startingWith: start).compactMap { name in
                (name.kind == .sealed ? evidence(named: name) : entries(referringTo: name)?.first)?.position
            }
        }
        return try entry(at: position)
    }

    /// The evidence entry of a picture: a file that was ingested, or an id of its entry.
    func evidence(for text: String) throws -> PlacedEntry {
        if InputFile.exists(text) {
            let file: StableFile
            do { file = try StableFile(text) } catch { throw UserError("\(shown(text)): \(error)") }
            let name = try name(ofPlain: ContentHash(of: file.bytes))
            guard let entry = name.flatMap({ evidence(named: $0) }) else {
                if let run = name.flatMap({ maker(of: $0) }) {
                    throw UserError(
                        "\(shown(text)): was made by run #\(run.position), and is not recorded as evidence. How it was made: exhibit runs \(word(text))"
                    )
                }
                throw UserError(
                    "\(shown(text)): not recorded yet. Record it first: exhibit ingest \(word(text)) --source \"how you got it\""
                )
            }
            return entry
        }
        guard let entry = try? resolve(text) else {
            throw UserError("\(shown(text)): neither a file nor the id of an entry; see: exhibit log --kind evidence")
        }
        guard entry.statement.isEvidence else {
            throw UserError(
                "\(shown(text)): is a \(entry.statement.kindName) entry, not evidence; see: exhibit log --kind evidence"
            )
        }
        return entry
    }
}
