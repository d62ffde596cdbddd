/// What a picture was made from by the steps of one ledger: every picture on any way back to files that were received,
/// and the runs that lead from one to the next.
///
/// A run reads nothing but the inputs that it was opened for, which its shape has to show, so it is followed as a whole.
public struct PictureLineage: Sendable {
    /// The picture itself and every picture that it descends from.
    public private(set) var pictures: Set<TypedName> = []
    /// Those of them that no step made.
    public private(set) var received: Set<TypedName> = []
    /// The openings of the runs that made any of them, by position; none where the picture was received.
    public private(set) var runs: [PlacedEntry] = []
    /// The evidence that these runs were opened for.
    public private(set) var evidence: Set<TypedName> = []

    /// - Parameters:
    ///   - limit: the position of the run that reads the picture. What is recorded later cannot have led to it, and must
    ///     not change what was said of it.
    ///   - makers: the steps that list a name among their outputs.
    ///   - find: the entry of a statement.
    public init(
        of picture: TypedName, before limit: UInt64, makers: (TypedName) -> [PlacedEntry],
        find: (ContentHash) -> PlacedEntry?
    ) {
        var found: [UInt64: PlacedEntry] = [:]
        var waiting = [picture]
        while let name = waiting.popLast() {
            guard pictures.insert(name).inserted else { continue }
            let made = makers(name).filter { $0.position < limit }
            if made.isEmpty { received.insert(name) }
            for run in Set(made.compactMap { $0.statement.name("run") }) {
                guard let opened = find(run.hash), opened.position < limit, opened.statement.isRunOpened,
                    found.updateValue(opened, forKey: opened.position) == nil
                else { continue }
                waiting += opened.statement.artifacts("inputs").map(\.name)
                evidence.formUnion(opened.statement.evidenceOfInputs)
            }
        }
        runs = found.values.sorted { $0.position < $1.position }
    }

    public init(of picture: TypedName, before limit: UInt64, lookup: some EntryLookup) {
        self.init(
            of: picture, before: limit,
            makers: { name in Self.makers(of: name, among: lookup.entries(referringTo: name)) },
            find: { lookup.entry(statement: $0) })
    }

    static func makers(of name: TypedName, among entries: [PlacedEntry]?) -> [PlacedEntry] {
        (entries ?? []).filter { $0.statement.makes(name) }
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
}
