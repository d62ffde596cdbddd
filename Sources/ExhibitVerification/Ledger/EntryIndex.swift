import ExhibitCore

/// Entries, like those of a scope, found by statement and by what they refer to. Of a statement that stands twice, the first.
struct EntryIndex: EntryLookup {
    private let byStatement: [ContentHash: PlacedEntry]
    private let byReference: [TypedName: [PlacedEntry]]

    init(_ entries: some Sequence<PlacedEntry>) {
        var byStatement: [ContentHash: PlacedEntry] = [:]
        var byReference: [TypedName: [PlacedEntry]] = [:]
        for entry in entries.sorted(by: { $0.position < $1.position }) {
            if byStatement[entry.statement.id] == nil { byStatement[entry.statement.id] = entry }
            for name in entry.statement.references { byReference[name, default: []].append(entry) }
        }
        self.byStatement = byStatement
        self.byReference = byReference
    }

    func entry(statement: ContentHash) -> PlacedEntry? { byStatement[statement] }
    func entry(named name: TypedName) -> PlacedEntry? { name.kind == .statement ? byStatement[name.hash] : nil }
    func entries(referringTo name: TypedName) -> [PlacedEntry]? { byReference[name] ?? [] }
}
