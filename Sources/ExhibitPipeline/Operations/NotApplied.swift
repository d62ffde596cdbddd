/// Why an operation gave no picture.
public struct NotApplied: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable {
        /// What was asked for is not written as the operation needs it, or is out of its range.
        case parameters
        /// The operation is not defined for this picture.
        case unsupported
        /// Refused by ``ImageLimits``, or beyond what a record can hold.
        case tooLarge
    }

    public let kind: Kind
    /// For people: what is wrong, and what to do instead.
    public let reason: String

    public init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    public var description: String { reason }
}
