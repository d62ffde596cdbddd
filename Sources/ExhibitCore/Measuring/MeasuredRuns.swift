/// The raw scores of every run of a measurement, as its artifact records them: whoever has it can compute again how far
/// they lie apart.
///
/// Answers are numbers, in the order in which the first run on a picture ranked them: which answer a number stands for is
/// not said, so that a report can carry the artifact and say nothing about the pictures that were measured on.
public struct MeasuredRuns: Sendable, Equatable {
    public struct Run: Sendable, Equatable {
        /// Place among the pictures of the measurement, from 0.
        public var picture: Int
        public var threads: Int
        public var level: String
        /// By rank; nil where the run failed.
        public var answers: [Answer]?

        public init(picture: Int, threads: Int, level: String, answers: [Answer]?) {
            self.picture = picture
            self.threads = threads
            self.level = level
            self.answers = answers
        }
    }

    public struct Answer: Sendable, Equatable {
        public var number: Int
        public var score: MeasuredScore
    }

    public struct Setting: Sendable, Equatable {
        public let threads: Int
        public let level: String
        public var completed = 0
        public var failed = 0
    }

    public private(set) var runs: [Run] = []
    private var numbers: [Int: [[UInt8]: Int]] = [:]

    public static let schema = "exhibit-measured-runs-v1"
    public static let mostRuns = 10_000
    /// How many answers of a run are compared: as many as a run that people ask for keeps at most.
    public static let depth = 50
    /// What a tolerance takes at least, on each picture.
    public static let fewestRuns = 20

    public init() {}

    /// - Parameter scores: nil where the run failed.
    public mutating func add(picture: Int, threads: Int, level: String, scores: ScoreList?) {
        let answers = scores?.candidates.prefix(Self.depth).map { candidate -> Answer in
            let label =
                switch candidate.answer {
                case .label(let label): Array(label.utf8)
                case .reference(let name): Array(name.description.utf8)
                }
            let number = numbers[picture]?[label] ?? numbers[picture]?.count ?? 0
            numbers[picture, default: [:]][label] = number
            return Answer(number: number, score: candidate.score)
        }
        runs.append(Run(picture: picture, threads: threads, level: level, answers: answers))
    }

    /// Each combination that was tried, in the order in which they came first.
    public var settings: [Setting] {
        var settings: [Setting] = []
        for run in runs {
            let known = settings.firstIndex {
                $0.threads == run.threads && $0.level.utf8.elementsEqual(run.level.utf8)
            }
            let index = known ?? settings.count
            if known == nil { settings.append(Setting(threads: run.threads, level: run.level)) }
            if run.answers == nil { settings[index].failed += 1 } else { settings[index].completed += 1 }
        }
        return settings
    }

    /// Between any two runs on one picture, all pictures together.
    public var difference: ScoreDifference {
        var all = ScoreDifference()
        for (_, runs) in Dictionary(grouping: runs, by: \.picture) {
            let lists = runs.compactMap(\.answers)
            guard let first = lists.first else { continue }
            // The largest difference of any two is that of the extremes; a ranking that is everywhere the first one is
            // everywhere the same.
            var extremes: [Int: (low: MeasuredScore, high: MeasuredScore)] = [:]
            for list in lists {
                all.merge(ScoreDifference(Self.list(first), Self.list(list)))
                for answer in list {
                    let known = extremes[answer.number] ?? (answer.score, answer.score)
                    extremes[answer.number] = (
                        answer.score.value < known.low.value ? answer.score : known.low,
                        answer.score.value > known.high.value ? answer.score : known.high
                    )
                }
            }
            for (number, known) in extremes {
                all.merge(
                    ScoreDifference(
                        Self.list([Answer(number: number, score: known.low)]),
                        Self.list([Answer(number: number, score: known.high)])))
            }
        }
        return all
    }

    /// How far apart the scores lie that were seen, in units; nil where that has no bound. Where runs gave one answer each,
    /// their distance from zero counts: apart from each other they would be noise alone.
    public var span: Int64? {
        let seen = runs.compactMap(\.answers)
        var values = seen.joined().map(\.score.value).filter(\.isFinite)
        if seen.allSatisfy({ Set($0.map(\.score.value)).count < 2 }) { values.append(0) }
        guard let low = values.min(), let high = values.max() else { return 0 }
        return ScoreDifference.units(between: low, high)
    }

    private static func list(_ answers: [Answer]) -> ScoreList {
        ScoreList(
            candidates: answers.enumerated().map { index, answer in
                .init(rank: Int64(index + 1), answer: .label(String(answer.number)), score: answer.score)
            })
    }

    /// Whether on each of so many pictures enough runs completed.
    public func areEnough(pictures: Int) -> Bool {
        (0..<pictures).allSatisfy { picture in
            runs.count { $0.picture == picture && $0.answers != nil } >= Self.fewestRuns
        }
    }
}

extension MeasuredRuns {
    public var encoded: [UInt8] {
        let json: JSON = [
            "schema": .string(Self.schema),
            "runs": .array(
                runs.map { run in
                    [
                        "picture": .integer(Int64(run.picture)), "threads": .integer(Int64(run.threads)),
                        "level": .string(run.level),
                        "answers": run.answers.map { answers in
                            .array(
                                answers.map {
                                    ["answer": .integer(Int64($0.number)), "score": .string($0.score.description)]
                                })
                        } ?? .null,
                    ]
                }),
        ]
        return json.encoded
    }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("measured runs", reason) }
        func number(_ value: JSON?, below limit: Int64) throws(Malformed) -> Int {
            guard let number = value?.number, (0..<limit).contains(number) else {
                throw failure("a number out of bounds")
            }
            return Int(number)
        }
        let json = try JSONParser.parse(bytes, as: "measured runs", limits: .init(bytes: 64 << 20))
        guard json.members?.count == 2, json["schema"]?.text?.utf8.elementsEqual(Self.schema.utf8) == true,
            let elements = json["runs"]?.elements, elements.count <= Self.mostRuns
        else { throw failure("not of version \(Self.schema), or too long") }
        for element in elements {
            guard element.members?.count == 4, let level = element["level"]?.text, let answers = element["answers"]
            else {
                throw failure("a run without level or answers")
            }
            var run = Run(
                picture: try number(element["picture"], below: 16), threads: try number(element["threads"], below: 257),
                level: level, answers: nil)
            if !answers.isNull {
                guard let list = answers.elements, list.count <= Self.depth else { throw failure("too many answers") }
                var read: [Answer] = []
                for answer in list {
                    guard answer.members?.count == 2, let score = answer["score"]?.text.flatMap({ MeasuredScore($0) })
                    else { throw failure("an answer without a score") }
                    read.append(
                        Answer(number: try number(answer["answer"], below: Int64(1) << 32), score: score))
                }
                run.answers = read
            }
            runs.append(run)
        }
        guard encoded == bytes else { throw failure("not in canonical form") }
    }
}
