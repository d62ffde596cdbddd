/// Who had the pixels or the JPEG data of a picture first.
///
/// A file that was saved again, or changed by a byte, has another name and the same pixels. So each picture has the class
/// of whatever had its identities first, too: evidence, or the step that drew them. A step that came to pixels which were
/// there before changes nothing for those who had them.
public struct FirstHolders: Sendable {
    /// What steps made that had an identity of the picture, or of one that it descends from, before it did: a picture, or
    /// the identity itself where a step lists it.
    public private(set) var lineages: [PictureLineage] = []
    /// The names whose lists say all this: whoever leaves one out could make a drawn picture a received one.
    public private(set) var asked: Set<TypedName> = []

    private var identities: Set<TypedName> = []
    private var known: Set<TypedName>
    private var runs: Set<UInt64>

    /// - Parameters:
    ///   - lineage: of the picture.
    ///   - run: what reads it. Its own decoding counts: evidence may have been recorded with another decoder.
    init(beside lineage: PictureLineage, readBy run: TypedName?, in ledger: PictureLedger) {
        known = lineage.pictures
        runs = Set(lineage.runs.map(\.position))
        var waiting = lineage.pictures.sorted()
        while let name = waiting.popLast() {
            asked.insert(name)
            let entries = ledger.mentions(name).filter {
                $0.position < ledger.limit
                    || (run != nil && name == lineage.picture && $0.statement.name("run") == run)
            }
            for identity in Set(entries.flatMap { $0.statement.identities(of: name) }).sorted()
            where identities.insert(identity).inserted {
                asked.insert(identity)
                guard let holder = holder(of: identity, ledger) else { continue }
                lineages.append(holder)
                known.formUnion(holder.pictures)
                runs.formUnion(holder.runs.map(\.position))
                waiting += holder.pictures.sorted()
            }
        }
    }

    /// Of a picture that nothing has read yet.
    public init(beside lineage: PictureLineage, before limit: UInt64, lookup: some EntryLookup) {
        self.init(beside: lineage, readBy: nil, in: PictureLedger(before: limit, lookup))
    }

    public init(beside lineage: PictureLineage, of run: PlacedEntry, lookup: some EntryLookup) {
        self.init(
            beside: lineage, readBy: run.statement.name, in: PictureLedger(before: run.position, lookup))
    }

    /// Nil where evidence had it first that was received, the picture itself, or what it descends from.
    private mutating func holder(of identity: TypedName, _ ledger: PictureLedger) -> PictureLineage? {
        let entries = ledger.before(identity)
        // Evidence that is recorded while a program runs can be what it made.
        let begun =
            entries.filter(\.statement.isDrawing).compactMap { ledger.opening(of: $0)?.position }.min() ?? .max
        for entry in entries {
            let statement = entry.statement
            if statement.isEvidence {
                guard let file = statement.name("artifact"), entry.position < begun else { continue }
                return lineage(of: file, ledger)
            }
            guard Operation.named(in: statement)?.isDecode == true else {
                guard let run = ledger.opening(of: entry), !runs.contains(run.position) else { return nil }
                return PictureLineage(of: identity, madeBy: entry, in: ledger)
            }
            // What is said of a file that nobody made and that is no evidence says nothing of who had it.
            for use in statement.artifacts("inputs") where use.role != "reference" {
                asked.insert(use.name)
                if ledger.isMade(use.name) { return lineage(of: use.name, ledger) }
            }
        }
        return nil
    }

    private func lineage(of file: TypedName, _ ledger: PictureLedger) -> PictureLineage? {
        guard !known.contains(file), ledger.isMade(file) else { return nil }
        return PictureLineage(of: file, in: ledger)
    }
}

extension Statement {
    private static let identityRoles = ["coefficients", "pixels"]

    /// Pixels and coefficients that evidence states of a file, that a decoding or an observed step lists of it, or that it
    /// was written from.
    func identities(of file: TypedName) -> [TypedName] {
        if isEvidence {
            return name("artifact") == file ? Self.identityRoles.compactMap { name($0) } : []
        }
        guard isKind(.step), let operation = Operation.named(in: self) else { return [] }
        let (inputs, outputs) = (artifacts("inputs"), artifacts("outputs"))
        if operation.isDecode, inputs.contains(where: { $0.name == file }) {
            return outputs.filter { Self.identityRoles.contains($0.role) }.map(\.name)
        }
        guard let place = outputs.firstIndex(where: { $0.name == file }) else { return [] }
        switch operation {
        case .observe: return outputs.dropFirst(place + 1).prefix { Self.identityRoles.contains($0.role) }.map(\.name)
        case .encodePNG: return inputs.filter { $0.role == "pixels" }.map(\.name)
        default: return []
        }
    }

    /// Whether evidence states it of its file.
    func hasIdentity(_ identity: TypedName) -> Bool {
        isEvidence && Self.identityRoles.contains { name($0) == identity }
    }

    /// Of what lists an identity: a step that made it, or the decoding of what a model made.
    fileprivate var isDrawing: Bool {
        guard isKind(.step) else { return false }
        return Operation.named(in: self)?.isDecode != true
            || artifacts("inputs").contains { $0.role.utf8.starts(with: "output.".utf8) }
    }
}
