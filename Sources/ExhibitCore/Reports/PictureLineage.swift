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
    /// The names whose lists say all this: whoever leaves one out could make a drawn picture a received one.
    public private(set) var asked: Set<TypedName> = []
    /// The openings of the runs that made any of them, by position; none where the picture was received.
    public var runs: [PlacedEntry] { found.values.sorted { $0.position < $1.position } }
    /// The evidence that these runs were opened for.
    public private(set) var evidence: Set<TypedName> = []

    private var found: [UInt64: PlacedEntry] = [:]
    private var waiting: [TypedName]

    /// - Parameters:
    ///   - limit: the position of the run that reads the picture. What is recorded later cannot have led to it, and must
    ///     not change what was said of it.
    ///   - mentions: ``mentions(of:among:)`` of a name.
    ///   - find: the entry of a statement.
    public init(
        of picture: TypedName, before limit: UInt64, mentions: (TypedName) -> [PlacedEntry],
        find: (ContentHash) -> PlacedEntry?
    ) {
        waiting = [picture]
        func before(_ name: TypedName) -> [PlacedEntry] { mentions(name).filter { $0.position < limit } }
        func opening(_ step: PlacedEntry) -> PlacedEntry? {
            step.statement.name("run").flatMap { find($0.hash) }.flatMap {
                $0.position < limit && $0.statement.isRunOpened ? $0 : nil
            }
        }
        while let name = waiting.popLast() {
            guard pictures.insert(name).inserted else { continue }
            asked.insert(name)
            let entries = before(name)
            let makers = entries.filter { $0.statement.makes(name) }
            if makers.isEmpty { received.insert(name) }
            for run in makers.compactMap(opening) { follow(run) }
            for identity in Set(entries.flatMap { $0.statement.identities(of: name) })
            where identities.insert(identity).inserted {
                asked.insert(identity)
                if let step = holder(of: identity, beside: name, before, opening) { opening(step).map { follow($0) } }
            }
        }
    }

    private mutating func follow(_ run: PlacedEntry) {
        guard found.updateValue(run, forKey: run.position) == nil else { return }
        waiting += run.statement.artifacts("inputs").map(\.name)
        evidence.formUnion(run.statement.evidenceOfInputs)
    }

    /// Looks for who had an identity first. Gives the step that came to it; a picture that had it, and that steps made, is
    /// followed as a picture.
    private mutating func holder(
        of identity: TypedName, beside name: TypedName, _ before: (TypedName) -> [PlacedEntry],
        _ opening: (PlacedEntry) -> PlacedEntry?
    ) -> PlacedEntry? {
        let entries = before(identity)
        // Evidence that is recorded while a program runs can be what it made.
        let begun = entries.filter(\.statement.isDrawing).compactMap { opening($0)?.position }.min() ?? .max
        for entry in entries {
            let statement = entry.statement
            if statement.isEvidence {
                guard let file = statement.name("artifact"), entry.position < begun else { continue }
                if file != name, isMade(file, before) { take(file) }
                return nil
            }
            guard Operation.named(in: statement)?.isDecode == true else {
                alike.insert(identity)
                return entry
            }
            // What is said of a file that nobody made and that is no evidence says nothing of who had it.
            for use in statement.artifacts("inputs") where use.role != "reference" && use.name != name {
                asked.insert(use.name)
                guard isMade(use.name, before) else { continue }
                take(use.name)
                return nil
            }
        }
        return nil
    }

    private func isMade(_ file: TypedName, _ before: (TypedName) -> [PlacedEntry]) -> Bool {
        before(file).contains { $0.statement.makes(file) }
    }

    private mutating func take(_ file: TypedName) {
        alike.insert(file)
        waiting.append(file)
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
        if operation == .observe, let place = outputs.firstIndex(where: { $0.name == file }) {
            return outputs.dropFirst(place + 1).prefix { ["coefficients", "pixels"].contains($0.role) }.map(\.name)
        }
        guard operation == .encodePNG, outputs.contains(where: { $0.name == file }) else { return [] }
        return inputs.filter { $0.role == "pixels" }.map(\.name)
    }

    /// Of what lists an identity: a step that made it, or the decoding of what a model made.
    fileprivate var isDrawing: Bool {
        guard isKind(.step) else { return false }
        return Operation.named(in: self)?.isDecode != true
            || artifacts("inputs").contains { $0.role.utf8.starts(with: "output.".utf8) }
    }

    /// Whether evidence states it of its file.
    fileprivate func hasIdentity(_ identity: TypedName) -> Bool {
        isEvidence && ["coefficients", "pixels"].contains { name($0) == identity }
    }
}
