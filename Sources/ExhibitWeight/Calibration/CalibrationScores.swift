import ExhibitCore

/// Every score of a calibration, as its artifact keeps them: all that was found follows from them, and can be computed
/// again.
///
/// Sources are numbered from 0 in the order of the set's manifest; files with the same pixels are one source. Scores are
/// Hamming distances, 0 to 256. What is read from bytes is complete: no search, copy or pair can have been left out.
public struct CalibrationScores: Sendable, Equatable {
    /// A source: a picture of the set that others are compared with.
    public struct Picture: Sendable, Equatable {
        /// Its line in the manifest of the set, from 0.
        public let line: Int
        /// PDQ quality and number of unstable bits, as the set recorded them.
        public let quality: Int
        public let unstable: Int
        /// In pixels; 0 and 0 where its file could not be read, so that no copies were made.
        public let width: Int
        public let height: Int

        public init(line: Int, quality: Int, unstable: Int, width: Int, height: Int) {
            self.line = line
            self.quality = quality
            self.unstable = unstable
            self.width = width
            self.height = height
        }

        public var isRead: Bool { width > 0 }
    }

    /// Why a file of the set gave less than the others, or nothing.
    public enum Reason: String, Sendable, CaseIterable {
        /// Compared by the hash that the set recorded; no copies were made.
        case unknownPlace = "unknown-place"
        case unreadable = "unreadable"
        case changed = "changed"
        /// Not compared at all: no source.
        case notDecoded = "not-decoded"
        case lowDetail = "low-detail"
        case samePixels = "same-pixels"
        /// The same file as an earlier line.
        case sameFile = "same-file"

        public var isSource: Bool {
            switch self {
            case .unknownPlace, .unreadable, .changed: true
            case .notDecoded, .lowDetail, .samePixels, .sameFile: false
            }
        }
    }

    public struct LeftOut: Sendable, Equatable {
        public let line: Int
        public let reason: Reason

        public init(line: Int, reason: Reason) {
            self.line = line
            self.reason = reason
        }
    }

    /// A source and a copy of it.
    public struct Same: Sendable, Equatable {
        /// Index in ``transforms``.
        public let transform: Int
        public let source: Int
        /// Nil where there is no such copy, or it has no usable hash: a search would not have found it.
        public let score: Int?
        /// PDQ quality of the copy; nil where `score` is.
        public let quality: Int?

        public init(transform: Int, source: Int, score: Int?, quality: Int?) {
            self.transform = transform
            self.source = source
            self.score = score
            self.quality = quality
        }
    }

    public struct Different: Sendable, Equatable {
        public let first: Int
        public let second: Int
        public let score: Int
    }

    /// A source searched for among all others: the nearest of them, of several the first.
    public struct Search: Sendable, Equatable {
        public let source: Int
        public let nearest: Int
        public let score: Int
    }

    public static let schema = "exhibit-calibration-scores-v1"
    public static let transforms = CopyTransform.allCases.map(\.rawValue)
    public static let mostLeftOut = 100_000

    /// Ascending by line.
    public let pictures: [Picture]
    public let leftOut: [LeftOut]
    /// Ascending by source, then transform: of each source in ``copiedSources`` every transform.
    public let same: [Same]
    /// The ring: each source with the next ones.
    public let different: [Different]
    /// One of each source.
    public let searches: [Search]

    init(
        pictures: [Picture], leftOut: [LeftOut], same: [Same], different: [Different], searches: [Search]
    ) {
        self.pictures = pictures
        self.leftOut = leftOut
        self.same = same
        self.different = different
        self.searches = searches
    }

    public var sources: Int { pictures.count }
    /// The sources that copies are made of.
    public var copiedSources: [Int] { Self.copiedSources(pictures, leftOut) }

    /// Those that were read, among the first comparable files of the set. It follows from what is recorded, so that nobody
    /// chooses whose copies count.
    static func copiedSources(_ pictures: [Picture], _ leftOut: [LeftOut]) -> [Int] {
        var others = leftOut.filter { $0.reason == .samePixels }.map(\.line)[...]
        var (copied, passed) = ([Int](), 0)
        for (source, picture) in pictures.enumerated() {
            while let line = others.first, line < picture.line {
                others.removeFirst()
                passed += 1
            }
            if source + passed >= CopyProtocol.mostCopied { break }
            if picture.isRead { copied.append(source) }
        }
        return copied
    }

    /// How many of the next sources each is compared with for the pairs that are kept.
    static func reach(sources: Int) -> Int {
        sources < 2 ? 0 : max(1, min((sources - 1) / 2, CopyProtocol.mostPairs / sources))
    }

    /// The pairs that are kept, in their order. Of two sources the ring has one pair, met from both sides.
    static func ring(sources: Int) -> [(first: Int, second: Int)] {
        let reach = reach(sources: sources)
        return (0..<(sources == 2 ? 1 : sources)).flatMap { source in
            (0..<reach).map { (source, (source + $0 + 1) % sources) }
        }
    }
}
