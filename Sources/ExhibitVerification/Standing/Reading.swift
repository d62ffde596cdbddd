import ExhibitCore

/// When somebody reads a report.
public struct Reading: Sendable {
    /// Milliseconds since 1970.
    public let now: Int64
    /// Whose clock, for people.
    public let clock: String

    /// By the clock of this machine.
    public init(now: Int64) {
        self.now = now
        clock = "this machine's clock"
    }

    /// "2026-03-01", "2026-03-01T12:00:00Z"; nil for anything else.
    public init?(named text: String) {
        guard let time = TimestampTime(text.utf8.count == 10 ? text + "T00:00:00Z" : text) else { return nil }
        now = time.seconds * 1_000
        clock = "--now"
    }

    public static let refused = "--now takes a day or a time, UTC: 2026-03-01 or 2026-03-01T12:00:00Z"
}

extension SeenLedger {
    /// What is remembered, from a file that cannot be read as nothing: a damaged memory must not stop anybody.
    public static func merging(_ file: [UInt8]?, with noted: SeenLedger) -> [UInt8] {
        (file.flatMap { SeenLedger(encoded: $0) }?.merged(with: noted) ?? noted).encoded
    }
}
