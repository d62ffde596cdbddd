import ExhibitCore
import ExhibitWeight

/// Scores of pairs for tests, of pictures that were never taken.
public enum PairSamples {
    /// Pictures of as many sources, each with its own of so many labels and with every other one.
    ///
    /// - Parameter score: of a picture and a label, and whether it is right.
    public static func labels(
        _ pictures: Int, labels: Int = 3, side: Int = 24, score: (Int, Int, Bool) -> Double = Self.score
    ) throws -> PairScores {
        let rows = (0..<pictures).flatMap { picture in
            (0..<labels).map { label in
                let isSame = label == picture % labels
                return PairScores.Row(
                    pair: .init(picture: picture, candidate: label, isSame: isSame),
                    score: MeasuredScore(exactly: score(picture, label, isSame)))
            }
        }
        return try PairScores(
            pictures: (0..<pictures).map { .init(side: side, source: $0) },
            candidates: pictures == 0 ? [] : [Int?](repeating: nil, count: labels), rows: rows, leftOut: [])
    }

    /// As a good method gives them: right answers high, a few of them low, and wrong ones low.
    public static func score(_ picture: Int, _ candidate: Int, _ isSame: Bool) -> Double {
        if !isSame { return Double((picture * 7 + candidate * 11) % 50) / 100 }
        return picture % 50 == 0 ? 0.3 : 0.9 + Double(picture % 20) / 250
    }

    /// So many sources, of each a picture asked about and one to compare with: the one of its own, and that of the next
    /// two.
    public static func pictures(
        _ sources: Int, side: Int = 24, score: (Int, Int, Bool) -> Double = Self.score
    ) throws -> PairScores {
        let rows = (0..<sources).flatMap { source in
            (0..<3).map { step in
                let other = (source + step) % sources
                return PairScores.Row(
                    pair: .init(picture: source, candidate: other, isSame: step == 0),
                    score: MeasuredScore(exactly: score(source, other, step == 0)))
            }
        }
        return try PairScores(
            pictures: (0..<sources).map { .init(side: side, source: $0) }, candidates: (0..<sources).map { $0 },
            rows: rows, leftOut: [])
    }

    /// Every reason that a pair can be left out for.
    public static func leftOut() throws -> PairScores {
        func left(_ picture: Int, _ candidate: Int, _ reason: PairScores.Reason) -> PairScores.LeftOut {
            .init(pair: .init(picture: picture, candidate: candidate, isSame: picture == candidate), reason: reason)
        }
        return try PairScores(
            pictures: [(0, 0), (0, 1), (31, 2), (32, 3), (512, 4)].map { .init(side: $0.0, source: $0.1) },
            candidates: [0, 1, 2, 3, 4, 5],
            rows: [
                .init(pair: .init(picture: 4, candidate: 4, isSame: true), score: MeasuredScore("f32:3f733333")!)
            ],
            leftOut: [
                left(0, 0, .unreadable), left(1, 1, .notDecoded), left(1, 2, .notDecoded), left(2, 0, .failed),
                left(3, 3, .candidateUnreadable), left(3, 5, .candidateNotDecoded), left(4, 0, .notAnswered),
                left(4, 1, .notFinite), left(4, 3, .candidateUnreadable),
            ], repeated: 2)
    }
}
