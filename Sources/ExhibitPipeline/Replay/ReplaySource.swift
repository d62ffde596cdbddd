import ExhibitCore

/// Where a replay gets what was recorded: a case, or a folder of artifacts that somebody was given.
///
/// Bytes are checked against their names by whoever gives them: a replay of other bytes would say nothing.
public protocol ReplaySource {
    /// The bytes that a name stands for.
    func bytes(of name: TypedName) throws(ReplayMissing) -> [UInt8]

    /// An open file that is too large to hold; whoever reads it compares its digest.
    func file(of name: TypedName) throws(ReplayMissing) -> SealedCopy.Content

    /// Of a sealed name; nil where it is not known here. Whoever has it can tell whether bytes are those that were named.
    func salt(of name: TypedName) throws(ReplayMissing) -> [UInt8]?

    /// Whether the salts are one's own. Under a wrong one nothing is the same: without the recorded bytes, whoever hands
    /// over salts could make an honest run look as if it differed.
    var hasOwnSalts: Bool { get }
}

/// Why bytes are not there to work on.
public struct ReplayMissing: Error, Sendable, Hashable {
    /// "is not in the folder", for a sentence that begins with a name.
    public let reason: String
    /// Whether it should have been here: lost or damaged, and not withheld.
    public let isLost: Bool

    public init(_ reason: String, isLost: Bool) {
        self.reason = reason
        self.isLost = isLost
    }
}

/// Seals once more under the salt that was drawn when the bytes were recorded.
struct RecordedSalt: Randomness {
    let salt: [UInt8]

    func bytes(_ count: Int) -> [UInt8] { salt }
}

/// What keeps a step from being attempted, each thing by name.
struct ReplayNotAttempted: Error {
    let missing: [String]
    let changes: [EnvironmentChange]

    init(_ missing: String) { self.init([missing]) }

    init(_ missing: [String], changes: [EnvironmentChange] = []) {
        self.missing = missing
        self.changes = changes
    }
}
