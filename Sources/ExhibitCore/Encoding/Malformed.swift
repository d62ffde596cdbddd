/// Bytes that are not what they claim to be.
///
/// `object` names the format ("checkpoint", "payload"), `reason` says in words for a person what is wrong with it.
/// A parser that throws this returns nothing else: there is no partial result to misuse.
public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    public let object: String
    public let reason: String

    public init(_ object: String, _ reason: String) {
        self.object = object
        self.reason = reason
    }

    public var description: String { "malformed \(object): \(reason)" }
}
