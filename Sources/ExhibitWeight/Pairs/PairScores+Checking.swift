import ExhibitCore

/// What makes scores consistent, beyond the range of each number.
extension PairScores {
    static func failure(_ reason: String) -> Malformed { Malformed("calibration pairs", reason) }

    func checkWhole() throws(Malformed) {
        guard rows.count + leftOut.count <= PairProtocol.mostPairs, repeated >= 0, repeated <= PairProtocol.mostPairs
        else { throw Self.failure("more than \(PairProtocol.mostPairs) pairs") }
        let pairs = (rows.map(\.pair) + leftOut.map(\.pair)).sorted()
        guard zip(pairs, pairs.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Self.failure("a pair comes twice")
        }
        guard
            pairs.allSatisfy({
                pictures.indices.contains($0.picture) && candidates.indices.contains($0.candidate)
            })
        else { throw Self.failure("a pair of a picture or candidate that is not listed") }
        // What is in no pair would only make the sources more.
        guard Set(pairs.map(\.picture)).count == pictures.count, Set(pairs.map(\.candidate)).count == candidates.count
        else { throw Self.failure("a picture or candidate that is in no pair") }
        try checkSources(pairs)
        guard rows.allSatisfy({ $0.score.value.isFinite }) else { throw Self.failure("a score that is not finite") }
        try checkReasons()
    }

    private func checkSources(_ pairs: [Pair]) throws(Malformed) {
        var next = 0
        for source in pictures.map(\.source) + candidates.compactMap({ $0 }) {
            guard (0...next).contains(source) else {
                throw Self.failure("sources are not numbered in the order in which they come")
            }
            next = max(next, source + 1)
        }
        guard Set(candidates.map { $0 == nil }).count <= 1 else {
            throw Self.failure("some candidates have a source, and some have none")
        }
        for pair in pairs {
            guard let source = candidates[pair.candidate] else { continue }
            guard (source == pictures[pair.picture].source) == pair.isSame else {
                throw Self.failure("a pair whose truth is not that of its sources")
            }
        }
    }

    /// A picture or candidate that gave nothing gave nothing in any pair.
    private func checkReasons() throws(Malformed) {
        guard pictures.allSatisfy({ $0.side >= 0 }), rows.allSatisfy({ pictures[$0.pair.picture].side > 0 }) else {
            throw Self.failure("a score of a picture that was not decoded")
        }
        var ofPicture: [Int: Reason] = [:]
        var ofCandidate: [Int: Reason] = [:]
        var failed: Set<Int> = []
        for item in leftOut {
            guard item.reason.isOfPicture == (pictures[item.pair.picture].side == 0) else {
                throw Self.failure("left_out: a reason that does not fit the size of its picture")
            }
            if item.reason.isOfPicture {
                guard ofPicture.updateValue(item.reason, forKey: item.pair.picture) ?? item.reason == item.reason else {
                    throw Self.failure("left_out: two reasons of one picture")
                }
            } else if item.reason.isOfCandidate {
                let known = ofCandidate.updateValue(item.reason, forKey: item.pair.candidate)
                guard known ?? item.reason == item.reason, candidates[item.pair.candidate] != nil else {
                    throw Self.failure("left_out: a reason that does not fit its candidate")
                }
            } else if item.reason == .failed {
                failed.insert(item.pair.picture)
            }
        }
        let answered = rows.map(\.pair) + leftOut.filter(\.reason.isAnswer).map(\.pair)
        let asked = answered + leftOut.filter { $0.reason == .failed }.map(\.pair)
        guard !answered.contains(where: { failed.contains($0.picture) }),
            !asked.contains(where: { ofCandidate[$0.candidate] != nil })
        else { throw Self.failure("left_out: an answer of a run or with a candidate that gave none") }
    }
}
