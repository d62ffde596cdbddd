import ExhibitCore

/// Entries, like those of a scope, found by statement and by what they refer to.
struct ScopeEntries: EntryLookup {
    private let byStatement: [ContentHash: PlacedEntry]
    private let byReference: [TypedName: [PlacedEntry]]

    init(_ scope: ReportScope) { self.init(scope.entries.values) }

    init(_ entries: some Sequence<PlacedEntry>) {
        var byStatement: [ContentHash: PlacedEntry] = [:]
        var byReference: [TypedName: [PlacedEntry]] = [:]
        for entry in entries.sorted(by: { $0.position < $1.position }) {
            byStatement[entry.statement.id] = entry
            for name in entry.statement.references { byReference[name, default: []].append(entry) }
        }
        self.byStatement = byStatement
        self.byReference = byReference
    }

    func entry(statement: ContentHash) -> PlacedEntry? { byStatement[statement] }
    func entries(referringTo name: TypedName) -> [PlacedEntry]? { byReference[name] ?? [] }
}
