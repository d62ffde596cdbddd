import ExhibitCore

/// Every score of a calibration by pairs, as its artifact keeps them: numbers only, no name of a file and no label.
///
/// Pictures, candidates and sources are numbered from 0. That a pair is true, and that none was kept out of the list, is
/// its signer's word; what was asked and gave no score stands among those left out.
public struct PairScores: Sendable, Equatable {
    /// A picture that the model was asked about.
    public struct Picture: Sendable, Equatable {
        /// Its smaller side as decoded, in pixels; 0 where it could not be read or decoded.
        public let side: Int
        public let source: Int

        public init(side: Int, source: Int) {
            self.side = side
            self.source = source
        }
    }

    public struct Pair: Sendable, Hashable, Comparable {
        public let picture: Int
        public let candidate: Int
        /// Whether both are of one source, or the label is right.
        public let isSame: Bool

        public init(picture: Int, candidate: Int, isSame: Bool) {
            self.picture = picture
            self.candidate = candidate
            self.isSame = isSame
        }

        public static func < (left: Pair, right: Pair) -> Bool {
            (left.picture, left.candidate) < (right.picture, right.candidate)
        }
    }

    public struct Row: Sendable, Equatable {
        public let pair: Pair
        /// Finite.
        public let score: MeasuredScore

        public init(pair: Pair, score: MeasuredScore) {
            self.pair = pair
            self.score = score
        }
    }

    /// Why a pair has no score.
    public enum Reason: String, Sendable, CaseIterable {
        /// The picture that was asked about.
        case unreadable
        case notDecoded = "not-decoded"
        case candidateUnreadable = "candidate-unreadable"
        case candidateNotDecoded = "candidate-not-decoded"
        /// The run on the picture failed.
        case failed
        /// The model did not give this answer, or beyond the depth of the run.
        case notAnswered = "not-answered"
        case notFinite = "not-finite"

        var isOfPicture: Bool { self == .unreadable || self == .notDecoded }
        var isOfCandidate: Bool { self == .candidateUnreadable || self == .candidateNotDecoded }
        /// The model was asked, and what it said is no match.
        var isAnswer: Bool { self == .notAnswered || self == .notFinite }
    }

    public struct LeftOut: Sendable, Equatable {
        public let pair: Pair
        public let reason: Reason

        public init(pair: Pair, reason: Reason) {
            self.pair = pair
            self.reason = reason
        }
    }

    public static let schema = "exhibit-calibration-pairs-v1"

    public let pictures: [Picture]
    /// The source of each; nil for a label.
    public let candidates: [Int?]
    /// Ascending by pair.
    public let rows: [Row]
    /// Ascending by pair.
    public let leftOut: [LeftOut]
    /// Lines of the list that named a pair once more.
    public let repeated: Int

    /// - Parameters:
    ///   - rows: in any order, as `leftOut`.
    /// - Throws: where the numbers do not fit together.
    public init(
        pictures: [Picture], candidates: [Int?], rows: [Row], leftOut: [LeftOut], repeated: Int = 0
    ) throws(Malformed) {
        self.pictures = pictures
        self.candidates = candidates
        self.rows = rows.sorted { $0.pair < $1.pair }
        self.leftOut = leftOut.sorted { $0.pair < $1.pair }
        self.repeated = repeated
        try checkWhole()
    }

    /// Pictures of different things.
    public var sources: Int { (pictures.map(\.source) + candidates.compactMap { $0 }).max().map { $0 + 1 } ?? 0 }

    /// As greedy choices of independent pairs take them: the smaller first, the only one twice.
    func sources(of pair: Pair) -> (Int, Int) {
        let first = pictures[pair.picture].source
        let second = candidates[pair.candidate] ?? first
        return (min(first, second), max(first, second))
    }
}
