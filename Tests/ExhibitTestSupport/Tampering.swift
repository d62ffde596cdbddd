import Foundation

/// Runs that take minutes, for a release or a nightly job: EXHIBIT_LONG=1.
public enum LongRun {
    public static let isOn = ProcessInfo.processInfo.environment["EXHIBIT_LONG"] == "1"
}

/// Every byte of a file changed, one at a time, each in two ways: the lowest bit keeps most text well formed, the highest
/// one breaks it.
public struct Tampering: Sendable {
    public let bytes: [UInt8]
    public static let patterns: [UInt8] = [0x01, 0x80]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// One byte of each group of this many is tried; 1 in a long run. Code that was not optimised (a plain `swift test`)
    /// takes 20 times as long and tries fewer, and says so.
    public static func step(unoptimised: Int) -> Int {
        if LongRun.isOn { return 1 }
        return _isDebugAssertConfiguration() ? unoptimised : 16
    }

    /// The places tried: not always the same one of a group, so that every place in a quantum of base64 and in a page of
    /// a database is met.
    public func places(step: Int) -> [Int] {
        stride(from: 0, to: bytes.count, by: step).enumerated().map { group, start in
            min(start + group * 5 % step, bytes.count - 1)
        }
    }

    public struct Outcome: Sendable {
        public var tried = 0
        /// What `accepted` said about the changes that it did not refuse.
        public var accepted: [String] = []
    }

    /// - Parameters:
    ///   - accepted: nil where the changed file was refused; else why not. Called on all cores.
    public func run(
        step: Int, _ accepted: @Sendable @escaping (_ changed: [UInt8], _ place: Int, _ pattern: UInt8) -> String?
    ) async -> Outcome {
        let places = places(step: step)
        let workers = max(1, min(places.count, ProcessInfo.processInfo.activeProcessorCount))
        return await withTaskGroup(of: Outcome.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    var outcome = Outcome()
                    var changed = bytes
                    for place in stride(from: worker, to: places.count, by: workers).map({ places[$0] }) {
                        for pattern in Self.patterns {
                            changed[place] = bytes[place] ^ pattern
                            outcome.tried += 1
                            if let reason = accepted(changed, place, pattern) {
                                outcome.accepted.append("byte \(place) xor \(pattern): \(reason)")
                            }
                        }
                        changed[place] = bytes[place]
                    }
                    return outcome
                }
            }
            return await group.reduce(into: Outcome()) { sum, part in
                sum.tried += part.tried
                sum.accepted += part.accepted
            }
        }
    }

    /// Says aloud how much was tried: a short run must not look like a whole one.
    public func say(_ what: String, _ outcome: Outcome, step: Int, _ detail: String = "") {
        let extent =
            step == 1
            ? "every byte" : "one byte of every \(step)" + (LongRun.isOn ? "" : " (EXHIBIT_LONG=1 tries more)")
        print("tampering with \(what) of \(bytes.count) bytes: \(outcome.tried) changes, \(extent)\(detail)")
    }
}
