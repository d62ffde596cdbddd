import ExhibitCore
import ExhibitWeight

/// Scores for tests, of sets that were never photographed.
public enum CalibrationSamples {
    /// Sources on a line: the distance is that of their places, times a number.
    ///
    /// - Parameters:
    ///   - quality: of a source, and of the copies made of it.
    ///   - copy: of a transform and a source; nil where it has no usable hash.
    public static func line(
        _ sources: Int, apart: Int = 2, quality: (Int) -> Int = { _ in 90 },
        copy: (Int, Int) -> Int? = { transform, source in (transform + source) % 4 }
    ) -> CalibrationScores {
        scores(sources, quality: quality, copy: copy) { min(256, abs($0 - $1) * apart) }
    }

    public static func scores(
        _ sources: Int, quality: (Int) -> Int = { _ in 90 }, copy: (Int, Int) -> Int?, distance: (Int, Int) -> Int
    ) -> CalibrationScores {
        let pictures = (0..<sources).map {
            CalibrationScores.Picture(line: 2 * $0, quality: quality($0), unstable: 1, width: 640, height: 480)
        }
        let same = (0..<min(sources, CopyProtocol.mostCopied)).flatMap { source in
            CalibrationScores.transforms.indices.map { transform in
                let score = copy(transform, source)
                return CalibrationScores.Same(
                    transform: transform, source: source, score: score, quality: score.map { _ in quality(source) })
            }
        }
        return CalibrationScores(pictures: pictures, leftOut: [], same: same, atEach: {}, distance: distance)
    }

    /// Two classes that overlap, without any pattern.
    public static func noise(_ sources: Int) -> CalibrationScores {
        let noise = FixedRandomness("calibration").bytes(4_000).map(Int.init)
        return scores(
            sources, copy: { noise[(9 * $1 + $0) % 3_900] % 60 },
            distance: { first, second in
                40 + noise[100 + (min(first, second) * 60 + max(first, second)) % 3_800] % 100
            })
    }
}
