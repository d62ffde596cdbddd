/// All evidence of the picture that a run reads, under whatever names its file was recorded.
///
/// A file that was saved again, or changed by a byte, has another name and the same picture: what was said of the one must
/// not be gone on the other.
public struct PictureEvidence: Sendable {
    /// Members of evidence, in what a file is the same picture.
    public static let identities = ["artifact", "coefficients", "pixels"]

    /// By position.
    public let entries: [PlacedEntry]
    /// Of their statements, and of whatever the run names as its evidence.
    public let names: [TypedName]

    /// Begins with the evidence of the run, of whatever its picture was made from, and of what had its pixels first; goes on
    /// to all evidence that states an identity of one of these.
    ///
    /// - Parameters:
    ///   - opened: the opening of a run.
    ///   - limit: evidence at this position or later does not count.
    public init(of opened: PlacedEntry, before limit: UInt64, lookup: some EntryLookup) {
        var names = Set(opened.statement.evidenceOfInputs)
        for input in opened.statement.artifacts("inputs") {
            let lineage = PictureLineage(of: input.name, before: opened.position, lookup: lookup)
            names.formUnion(lineage.evidence)
            for earlier in FirstHolders(beside: lineage, of: opened, lookup: lookup).lineages {
                names.formUnion(earlier.evidence)
            }
        }
        var waiting = names.compactMap { lookup.entry(statement: $0.hash) }
        var found: [UInt64: PlacedEntry] = [:]
        var asked: Set<TypedName> = []
        while let entry = waiting.popLast() {
            guard entry.statement.isEvidence, entry.position < limit,
                found.updateValue(entry, forKey: entry.position) == nil
            else { continue }
            for member in Self.identities {
                guard let identity = entry.statement.name(member), asked.insert(identity).inserted else { continue }
                waiting += lookup.evidence(sharing: member, with: entry.statement)
            }
        }
        entries = found.values.sorted { $0.position < $1.position }
        self.names = names.union(entries.map(\.statement.name)).sorted()
    }

    /// The names under which entries say something of this picture: of the statements, the files and their identities.
    public var lists: Set<TypedName> {
        Set(names).union(entries.flatMap { entry in Self.identities.compactMap { entry.statement.name($0) } })
    }
}
