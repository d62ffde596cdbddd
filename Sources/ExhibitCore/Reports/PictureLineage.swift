/// What a picture was made from by the steps of one ledger: every picture on any way back to files that were received,
/// and the runs that lead from one to the next.
///
/// A run reads nothing but the inputs that it was opened for, which its shape has to show, so it is followed as a whole.
public struct PictureLineage: Sendable {
    /// What it is of: a picture, or pixels or coefficients that a step came to.
    public let picture: TypedName
    /// That and every picture that it descends from.
    public private(set) var pictures: Set<TypedName> = []
    /// Those of them that no step made.
    public private(set) var received: Set<TypedName> = []
    /// The openings of the runs that made any of them, by position; none where the picture was received.
    public private(set) var runs: [PlacedEntry] = []
    /// The evidence that these runs were opened for.
    public private(set) var evidence: Set<TypedName> = []

    /// - Parameters:
    ///   - step: the one step that made it; nil for all that list it among their outputs.
    ///   - ledger: cut before the run that reads the picture. What is recorded later cannot have led to it, and must not
    ///     change what was said of it.
    init(of picture: TypedName, madeBy step: PlacedEntry? = nil, in ledger: PictureLedger) {
        self.picture = picture
        var found: [UInt64: PlacedEntry] = [:]
        var waiting = [picture]
        while let name = waiting.popLast() {
            guard pictures.insert(name).inserted else { continue }
            let makers = step.flatMap { name == picture ? [$0] : nil } ?? ledger.makers(of: name)
            if makers.isEmpty { received.insert(name) }
            for run in makers.compactMap({ ledger.opening(of: $0) })
            where found.updateValue(run, forKey: run.position) == nil {
                waiting += run.statement.artifacts("inputs").map(\.name)
                evidence.formUnion(run.statement.evidenceOfInputs)
            }
        }
        runs = found.values.sorted { $0.position < $1.position }
    }

    /// - Parameter limit: the position of the run that reads the picture.
    public init(of picture: TypedName, before limit: UInt64, lookup: some EntryLookup) {
        self.init(of: picture, in: PictureLedger(before: limit, lookup))
    }
}

/// What a ledger says of pictures before one of its runs.
struct PictureLedger {
    let limit: UInt64
    /// ``mentions(of:among:)`` of a name.
    let mentions: (TypedName) -> [PlacedEntry]
    let find: (ContentHash) -> PlacedEntry?

    init(
        before limit: UInt64, mentions: @escaping (TypedName) -> [PlacedEntry],
        find: @escaping (ContentHash) -> PlacedEntry?
    ) {
        self.limit = limit
        self.mentions = mentions
        self.find = find
    }

    init(before limit: UInt64, _ lookup: some EntryLookup) {
        self.init(
            before: limit, mentions: { Self.mentions(of: $0, among: lookup.entries(referringTo: $0)) },
            find: { lookup.entry(statement: $0) })
    }

    /// By position.
    func before(_ name: TypedName) -> [PlacedEntry] { mentions(name).filter { $0.position < limit } }
    func makers(of name: TypedName) -> [PlacedEntry] { before(name).filter { $0.statement.makes(name) } }
    func isMade(_ name: TypedName) -> Bool { !makers(of: name).isEmpty }

    func opening(of step: PlacedEntry) -> PlacedEntry? {
        step.statement.name("run").flatMap { find($0.hash) }.flatMap {
            $0.position < limit && $0.statement.isRunOpened ? $0 : nil
        }
    }

    /// Of the entries that refer to a picture or an identity those that say what it is, or where it comes from.
    static func mentions(of name: TypedName, among entries: [PlacedEntry]?) -> [PlacedEntry] {
        (entries ?? []).filter { entry in
            let statement = entry.statement
            return statement.makes(name) || statement.hasIdentity(name) || !statement.identities(of: name).isEmpty
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
}
