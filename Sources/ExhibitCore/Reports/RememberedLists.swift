/// A lookup whose lists are read once each: of a picture that was recorded under thousands of names every list is asked for
/// several times over.
public final class RememberedLists<Source: EntryLookup>: EntryLookup {
    private let source: Source
    private var lists: [TypedName: [PlacedEntry]?] = [:]

    public init(_ source: Source) { self.source = source }

    public func entry(statement: ContentHash) -> PlacedEntry? { source.entry(statement: statement) }

    public func entries(referringTo name: TypedName) -> [PlacedEntry]? {
        if let known = lists[name] { return known }
        let list = source.entries(referringTo: name)
        lists.updateValue(list, forKey: name)
        return list
    }
}
