import ExhibitCore

@testable import ExhibitStorage

/// A case that is asked for everything it takes to publish, and stops at one of the moments before and after each call.
final class StoppingCase: LedgerPublishing {
    struct Stopped: Error {}

    private let opened: Case
    private let stop: Int?
    private let atStop: () throws -> Void
    /// "before append 1", "after append 1", … in order, each with how many entries there were.
    private(set) var moments: [String] = []

    init(_ opened: Case, stop: Int? = nil, atStop: @escaping () throws -> Void = {}) {
        self.opened = opened
        self.stop = stop
        self.atStop = atStop
    }

    private func step<T>(_ name: String, _ body: () throws -> T) throws -> T {
        try pass("before \(name)")
        let result = try body()
        try pass("after \(name)")
        return result
    }

    private func pass(_ moment: String) throws {
        defer { moments.append("\(moment) at \(opened.size) entries") }
        guard moments.count == stop else { return }
        try atStop()
        throw Stopped()
    }

    func append(_ drafts: [Draft]) throws -> [PlacedEntry] { try step("append") { try opened.append(drafts) } }
    func appendIndex() throws -> PlacedEntry { try step("index") { try opened.appendIndex() } }
    func prepareStanding() throws { try step("key of standings") { try opened.prepareStanding() } }
    func keep(_ sealing: Sealing, bytes: [UInt8]?, media: String, stable: Bool) throws -> TypedName {
        try step("keep") { try opened.keep(sealing, bytes: bytes, media: media, stable: stable) }
    }
    func keepOpen(_ bytes: [UInt8]) throws -> TypedName { try step("keep open") { try opened.keepOpen(bytes) } }
    func bytes(of name: TypedName) throws -> [UInt8] { try step("bytes") { try opened.bytes(of: name) } }
    func salt(of name: TypedName) throws -> [UInt8]? { try step("salt") { try opened.salt(of: name) } }
    func values(of statement: Statement) throws -> [SlotValue] {
        try step("values") { try opened.values(of: statement) }
    }
    func checkpoint(ofSize size: UInt64) throws -> SignedNote? {
        try step("checkpoint") { try opened.checkpoint(ofSize: size) }
    }
    func entry(at position: UInt64) throws -> PlacedEntry { try opened.entry(at: position) }
    func entry(statement: ContentHash) -> PlacedEntry? { opened.entry(statement: statement) }
    func entries(referringTo name: TypedName) -> [PlacedEntry]? { opened.entries(referringTo: name) }
    func proveInclusion(of position: UInt64, size: UInt64) throws -> [ContentHash] {
        try opened.proveInclusion(of: position, size: size)
    }
    func proveReferences(of key: ContentHash, covers: UInt64) throws -> IndexProof {
        try step("index proof") { try opened.proveReferences(of: key, covers: covers) }
    }
    func checkpointKeys(atSize size: UInt64) -> [ContentHash] { opened.checkpointKeys(atSize: size) }
    func anchors() throws -> [PlacedEntry] { try opened.anchors() }
    var randomness: any Randomness { opened.randomness }
}
