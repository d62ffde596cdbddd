/// Why a run was ended before it was complete.
public struct Stop: Error, Sendable, Hashable, CustomStringConvertible {
    /// The words of `Schemas/runner-v1.md`, as they are recorded.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It cannot be confined, or cannot be asked what it would have to be asked.
        case notStarted = "not started"
        /// No answer, or no end, in time.
        case late
        /// A line or an output beyond its bounds.
        case oversized
        /// No line of the protocol.
        case malformed
        case outOfOrder = "out of order"
        /// A well-formed answer that breaks a rule.
        case untrue
        /// Files that are not those that were listed.
        case outputs
        /// The program said so.
        case error
        /// It is not there, ended before it was due, or with another status than 0.
        case ended
        /// It used more than it was given.
        case limit
        case cancelled
    }

    public let kind: Kind
    /// Without paths and without what the program said: they are recorded, and reports disclose them.
    public let words: String
    public let description: String

    /// - Parameter description: for whoever runs it; nil where the words are enough.
    public init(_ kind: Kind, _ words: String, _ description: String? = nil) {
        self.kind = kind
        self.words = words
        self.description = description ?? words
    }
}
