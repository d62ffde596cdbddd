import ExhibitCore

/// Why a run failed.
public struct RunFailure: Sendable, Hashable, CustomStringConvertible {
    /// Without paths and without what a program said: they are recorded, and reports disclose them.
    public let words: String
    /// For whoever runs it.
    public let description: String

    /// - Parameter description: nil where the words are enough.
    public init(_ words: String, _ description: String? = nil) {
        self.words = words
        self.description = description ?? words
    }

    init(_ stop: Stop) {
        let what = "the runner was stopped (\(stop.kind.rawValue))"
        self.init("\(what): \(stop.words)", "\(what): \(stop)")
    }

    /// Of what was to be made ready for a program.
    init(_ error: any Error) {
        switch error {
        case let error as SandboxError: self.init(error.words, error.description)
        case let error as ExhibitCore.Malformed: self.init("\(error)")
        default: self.init("it could not be made ready", "\(error)")
        }
    }
}
