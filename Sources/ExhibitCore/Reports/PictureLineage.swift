/// What a picture was made from by the steps of one ledger: every picture on any way back to files that were received,
/// and the runs that lead from one to the next.
///
/// A run reads nothing but the inputs that it was opened for, which its shape has to show, so it is followed as a whole.
///
/// A file that was saved again, or changed by a byte, has another name and the same pixels. So each picture descends from
/// whatever had its pixels or coefficients first, too: evidence, or the step that drew them. A step that came to pixels
/// that were there before changes nothing for those who had them.
public struct PictureLineage: Sendable {
    /// The picture itself and every picture that it descends from.
    public private(set) var pictures: Set<TypedName> = []
    /// Those of them that no step made.
    public private(set) var received: Set<TypedName> = []
    /// Pixels and coefficients of all of them.
    public private(set) var identities: Set<TypedName> = []
    /// Identities that a step came to before any entry had them, and pictures that steps made which had one first: the
    /// class of each is one of the picture.
    public private(set) var alike: Set<TypedName> = []
    /// The openings of the runs that made any of them, by position; none where the picture was received.
    public private(set) var runs: [PlacedEntry] = []
    /// The evidence that these runs were opened for.
    public private(set) var evidence: Set<TypedName> = []

    /// - Parameters:
    ///   - limit: the position of the run that reads the picture. What is recorded later cannot have led to it, and must
    ///     not change what was said of it.
    ///   - mentions: ``mentions(of:among:)`` of a name.
    ///   - find: the entry of a statement.
    public init(
        of picture: TypedName, before limit: UInt64, mentions: (TypedName) -> [PlacedEntry],
        find: (ContentHash) -> PlacedEntry?
    ) {
        var found: [UInt64: PlacedEntry] = [:]
        var waiting = [picture]
        func before(_ name: TypedName) -> [PlacedEntry] { mentions(name).filter { $0.position < limit } }
        func follow(_ steps: [PlacedEntry]) {
            for run in Set(steps.compactMap { $0.statement.name("run") }) {
                guard let opened = find(run.hash), opened.position < limit, opened.statement.isRunOpened,
                    found.updateValue(opened, forKey: opened.position) == nil
                else { continue }
                waiting += opened.statement.artifacts("inputs").map(\.name)
                evidence.formUnion(opened.statement.evidenceOfInputs)
            }
        }
        while let name = waiting.popLast() {
            guard pictures.insert(name).inserted else { continue }
            let entries = before(name)
            let makers = entries.filter { $0.statement.makes(name) }
            if makers.isEmpty { received.insert(name) }
            follow(makers)
            for identity in Set(entries.flatMap { $0.statement.identities(of: name) })
            where identities.insert(identity).inserted {
                guard let first = before(identity).first, first.statement.isKind(.step) else { continue }
                guard Operation.named(in: first.statement)?.isDecode == true else {
                    alike.insert(identity)
                    follow([first])
                    continue
                }
                for file in first.statement.artifacts("inputs").map(\.name)
                where file != name && before(file).contains(where: { $0.statement.makes(file) }) {
                    alike.insert(file)
                    waiting.append(file)
                }
            }
        }
        runs = found.values.sorted { $0.position < $1.position }
    }

    public init(of picture: TypedName, before limit: UInt64, lookup: some EntryLookup) {
        self.init(
            of: picture, before: limit,
            mentions: { name in Self.mentions(of: name, among: lookup.entries(referringTo: name)) },
            find: { lookup.entry(statement: $0) })
    }

    /// Of the entries that refer to a picture or an identity those that say what it is, or where it comes from.
    static func mentions(of name: TypedName, among entries: [PlacedEntry]?) -> [PlacedEntry] {
        (entries ?? []).filter { entry in
            let statement = entry.statement
            return statement.makes(name) || statement.identities(of: name) != [] || statement.hasIdentity(name)
        }
    }
}

extension Statement {
    /// The statements that the inputs of a run's opening name.
    public var evidenceOfInputs: [TypedName] {
        (body["inputs"]?.elements ?? []).compactMap { $0["evidence"]?.text.flatMap { TypedName($0) } }
    }

    /// Whether it is a step that lists the name among its outputs.
    public func makes(_ name: TypedName) -> Bool {
        kind?.name == Kind.step.name && references.contains(name)
            && artifacts("outputs").contains { $0.name == name }
    }

    /// Pixels and coefficients that evidence states of a file, that a decoding of it lists, or that it was written from.
    fileprivate func identities(of file: TypedName) -> [TypedName] {
        if isEvidence {
            guard name("artifact") == file else { return [] }
            return ["coefficients", "pixels"].compactMap { name($0) }
        }
        guard isKind(.step), let operation = Operation.named(in: self) else { return [] }
        let (inputs, outputs) = (artifacts("inputs"), artifacts("outputs"))
        if operation.isDecode, inputs.contains(where: { $0.name == file }) {
            return outputs.filter { ["coefficients", "pixels"].contains($0.role) }.map(\.name)
        }
        guard operation == .encodePNG, outputs.contains(where: { $0.name == file }) else { return [] }
        return inputs.filter { $0.role == "pixels" }.map(\.name)
    }

    /// Whether evidence states it of its file.
    fileprivate func hasIdentity(_ identity: TypedName) -> Bool {
        isEvidence && ["coefficients", "pixels"].contains { name($0) == identity }
    }
}
