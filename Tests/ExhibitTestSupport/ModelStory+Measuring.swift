import ExhibitCore

/// A measurement of the model, and runs that rely on it.
extension ModelStory {
    /// Two scores that lie 2^-24 apart, that is 60 units, turn by turn.
    public static func measured(_ scores: [String] = ["f32:3f733333", "f32:3f733334"], runs: Int = 20) -> MeasuredRuns {
        var measured = MeasuredRuns()
        for number in 0..<runs {
            let score = MeasuredScore(scores[number % scores.count])
            let list = score.map { score in
                ScoreList(candidates: [.init(rank: 1, answer: .label("seven"), score: score)])
            }
            measured.add(picture: 0, threads: 1, level: "all", scores: list)
        }
        return measured
    }

    /// Recorded now; runs rely on it from now on where it gives a tolerance.
    ///
    /// - Parameter change: what a publisher says instead.
    @discardableResult
    public func measure(
        _ runs: MeasuredRuns = measured(), change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> PlacedEntry {
        let entry = try publisher.append([try measurementDraft(runs, change: change)])[0]
        tolerance = Measurement(entry.statement).flatMap { Tolerance($0) } ?? .sameBits
        return entry
    }

    public func measurementDraft(
        _ runs: MeasuredRuns = measured(), change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> Draft {
        func keep(_ bytes: [UInt8]) throws -> JSON {
            let sealing = Sealing(bytes, randomness: publisher.randomness)
            let name = try publisher.keep(sealing, bytes: bytes, media: "application/json", stable: false)
            return .string(name.description)
        }
        func decimal(_ units: Int64?) -> JSON { units.map { .string(ScoreDifference.text($0)) } ?? .null }
        let statement = model.statement
        let (difference, floor) = (runs.difference, Int64(100_000))
        var body: [String: JSON] = [
            "model": .string(statement.name.description), "program": ["name": "runner", "version": "1"],
            "engine": ["name": "any", "version": "1", "build": "1"], "pictures": [try keep([1])],
            "settings": .array(
                runs.settings.map { setting in
                    [
                        "threads": .integer(Int64(setting.threads)), "level": .string(setting.level),
                        "completed": .integer(Int64(setting.completed)), "failed": .integer(Int64(setting.failed)),
                    ]
                }),
            "largest_difference": decimal(difference.units), "ranking_changed": .bool(!difference.hasSameRanking),
            "floor": decimal(floor),
            "epsilon": decimal(Measurement.epsilon(of: runs, floor: floor, model: statement)),
            "scores": try keep(runs.encoded), "environment": try keep(Array("[]".utf8)),
        ]
        change(&body)
        return Draft(.measurement, subjects: [statement.name], body: body)
    }
}
