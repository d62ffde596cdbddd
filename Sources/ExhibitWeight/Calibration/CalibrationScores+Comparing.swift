extension CalibrationScores {
    /// Compares every source with every other one, each pair once.
    ///
    /// - Parameters:
    ///   - copies: of each of ``copiedSources`` one for each transform.
    ///   - atEach: called before each source is compared with those after it; what it throws ends the work.
    ///   - distance: of two sources, the smaller the nearer, the same both ways.
    public init(
        pictures: [Picture], leftOut: [LeftOut], same: [Same], atEach: () throws -> Void,
        distance: (Int, Int) -> Int
    ) rethrows {
        let sources = pictures.count
        var nearest = [(source: Int, score: Int)](repeating: (0, .max), count: sources)
        for first in 0..<sources {
            try atEach()
            for second in (first + 1)..<max(first + 1, sources) {
                let score = distance(first, second)
                // Both are met in ascending order of the other, so of several nearest the first stays.
                if score < nearest[first].score { nearest[first] = (second, score) }
                if score < nearest[second].score { nearest[second] = (first, score) }
            }
        }
        self.init(
            pictures: pictures, leftOut: leftOut, same: same,
            different: Self.ring(sources: sources).map {
                Different(first: $0.first, second: $0.second, score: distance($0.first, $0.second))
            },
            searches: sources < 2
                ? []
                : nearest.enumerated().map {
                    Search(source: $0.offset, nearest: $0.element.source, score: $0.element.score)
                })
    }
}
