import ExhibitCore

/// Where two versions of an artifact part, in words.
enum FirstDifference {
    static func between(_ recorded: [UInt8], _ now: [UInt8], role: String) -> String {
        if role == "candidates" {
            if let first = try? CandidateList(encoded: recorded), let second = try? CandidateList(encoded: now) {
                return between(first, second)
            }
            if let first = try? ScoreList(encoded: recorded), let second = try? ScoreList(encoded: now) {
                return between(first, second)
            }
        }
        let at = zip(recorded, now).enumerated().first { $0.element.0 != $0.element.1 }
        guard let at else { return "recorded \(recorded.count) bytes, now \(now.count)" }
        return
            "byte \(at.offset) of \(recorded.count): recorded \(Hex.encode([at.element.0])), now \(Hex.encode([at.element.1]))"
    }

    static func between(_ recorded: ScoreList, _ now: ScoreList) -> String {
        func text(_ item: ScoreList.Candidate) -> String {
            let answer =
                switch item.answer {
                case .label(let label): "\"\(label)\""
                case .reference(let name): name.description
                }
            return "\(answer) \(item.score) (\(item.score.value))"
        }
        return ranks(recorded.candidates.map(text), now.candidates.map(text)) ?? "written in another form"
    }

    static func between(_ recorded: CandidateList, _ now: CandidateList) -> String {
        func text(_ item: CandidateList.Candidate) -> String {
            "\(item.artifact) at distance \(item.distance), quality \(item.quality), \(item.unstable) unstable bits"
        }
        func probe(_ list: CandidateList) -> String {
            "quality \(list.probeQuality), \(list.probeUnstable) unstable bits, \(list.compared) of \(list.members) compared"
        }
        if probe(recorded) != probe(now) { return "recorded \(probe(recorded)), now \(probe(now))" }
        return ranks(recorded.candidates.map(text), now.candidates.map(text)) ?? "written in another form"
    }

    private static func ranks(_ recorded: [String], _ now: [String]) -> String? {
        for index in 0..<max(recorded.count, now.count) {
            let first = recorded.indices.contains(index) ? recorded[index] : "nothing"
            let second = now.indices.contains(index) ? now[index] : "nothing"
            if !first.utf8.elementsEqual(second.utf8) { return "rank \(index + 1): recorded \(first), now \(second)" }
        }
        return nil
    }
}

extension Replay {
    func firstDifference(_ value: Value, _ name: TypedName, _ role: String) -> String {
        if isOfAPerson {
            // A question about a person is answered on no screen: not with what was recorded, nor with what is made now.
            if role == "candidates" { return "other answers than recorded" }
            if role.utf8.starts(with: "output.".utf8) { return "other bytes than recorded" }
        }
        switch value {
        case .image(let image):
            return "other pixels than the recorded ones (now \(image.width) × \(image.height) by \(image.decoder))"
        case .bytes(let bytes):
            do {
                return FirstDifference.between(try source.bytes(of: name), bytes, role: role)
            } catch {
                return "other bytes than the recorded ones; where they part cannot be shown: \(name) \(error.reason)"
            }
        }
    }
}
