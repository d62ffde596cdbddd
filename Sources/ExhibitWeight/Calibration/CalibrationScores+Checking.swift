import ExhibitCore

/// What makes scores complete and consistent, beyond the range of each number.
extension CalibrationScores {
    func checkComplete() throws(Malformed) {
        try checkLines()
        try checkSame()
        try checkDifferent()
        try checkSearches()
    }

    private func checkLines() throws(Malformed) {
        guard zip(pictures, pictures.dropFirst()).allSatisfy({ $0.line < $1.line }) else {
            throw Self.failure("pictures: not in ascending order of lines")
        }
        guard zip(leftOut, leftOut.dropFirst()).allSatisfy({ $0.line < $1.line }) else {
            throw Self.failure("left_out: not in ascending order of lines")
        }
        guard pictures.allSatisfy({ ($0.width > 0) == ($0.height > 0) }) else {
            throw Self.failure("pictures: half a size")
        }
        // A source that was not read says why, and nothing else that is compared is left out.
        let lines = Set(pictures.map(\.line))
        let unread = pictures.filter { !$0.isRead }.map(\.line)
        guard leftOut.filter({ $0.reason.isSource }).map(\.line) == unread,
            leftOut.allSatisfy({ $0.reason.isSource || !lines.contains($0.line) })
        else { throw Self.failure("left_out: not the lines that gave nothing, or no copies") }
    }

    private func checkSame() throws(Malformed) {
        let copied = copiedSources
        guard same.count == copied.count * Self.transforms.count else {
            throw Self.failure("same: not every transform of every source that was copied")
        }
        var index = 0
        for source in copied {
            for transform in Self.transforms.indices {
                guard same[index].source == source, same[index].transform == transform else {
                    throw Self.failure("same: not in the order of sources and transforms")
                }
                index += 1
            }
        }
    }

    private func checkDifferent() throws(Malformed) {
        let ring = Self.ring(sources: sources)
        guard different.count == ring.count,
            zip(different, ring).allSatisfy({ $0.first == $1.first && $0.second == $1.second })
        else { throw Self.failure("different: not each source with the next ones, in their order") }
    }

    /// Every distance that is known bounds the searches of both its sources.
    private func checkSearches() throws(Malformed) {
        guard searches.count == (sources < 2 ? 0 : sources),
            searches.enumerated().allSatisfy({ $0.offset == $0.element.source && $0.element.nearest != $0.offset })
        else { throw Self.failure("searches: not one of each source, in their order, among the others") }
        for pair in different {
            try check(pair.first, isAsNearAs: pair.second, at: pair.score)
            try check(pair.second, isAsNearAs: pair.first, at: pair.score)
        }
        for search in searches { try check(search.nearest, isAsNearAs: search.source, at: search.score) }
    }

    private func check(_ source: Int, isAsNearAs other: Int, at score: Int) throws(Malformed) {
        let found = searches[source]
        let isConsistent =
            found.nearest == other ? found.score == score : (found.score, found.nearest) < (score, other)
        guard isConsistent else {
            throw Self.failure(
                "searches: what was found for source \(source) does not fit its distance from source \(other)")
        }
    }
}
