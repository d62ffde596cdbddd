/// What a run says, before it starts, that a replay of it may differ by.
public struct Tolerance: Sendable, Equatable {
    /// In units of 10^-9 of the score; nil: the same bits are promised.
    public let epsilon: Int64?
    /// The statement that it was measured by.
    public let measurement: TypedName?

    public static let sameBits = Tolerance()

    private init(epsilon: Int64? = nil, measurement: TypedName? = nil) {
        self.epsilon = epsilon
        self.measurement = measurement
    }

    /// Nil where the measurement gives none.
    public init?(_ measurement: Measurement) {
        guard let epsilon = measurement.epsilon else { return nil }
        self.init(epsilon: epsilon, measurement: measurement.statement.name)
    }

    /// Of a run; nil where what it says contradicts itself.
    public init?(of opened: Statement) {
        guard opened.isRunOpened, let stated = opened.body["tolerance"] else { return nil }
        if opened.isKind(.runOpened) {
            self.init()
            return
        }
        let name = stated["measurement"]?.text.flatMap { TypedName($0) }
        let units = stated["epsilon"]?.text.flatMap { ScoreDifference.units($0) }
        guard stated["class"]?.text == (name == nil ? "R0" : "R1"), (units == nil) == (name == nil),
            stated["epsilon"]?.isNull == (name == nil)
        else { return nil }
        self.init(epsilon: units, measurement: name)
    }

    public var word: String { epsilon == nil ? "R0" : "R1" }

    public var json: JSON {
        [
            "class": .string(word), "epsilon": epsilon.map { .string(ScoreDifference.text($0)) } ?? .null,
            "measurement": measurement.map { .string($0.description) } ?? .null,
        ]
    }
}

/// A `measurement` statement: what it says, and whether its numbers follow from each other.
public struct Measurement: Sendable {
    public let statement: Statement
    /// In units of 10^-9 of the score.
    public let largest: Int64?
    public let floor: Int64
    public let epsilon: Int64?
    public let completed: Int64
    public let failed: Int64

    /// What a difference is multiplied by: twenty runs see only the beginning of what can happen.
    public static let factor: Int64 = 10
    /// A tolerance of more than this share of the score's range would promise nothing.
    public static let largestShare: Int64 = 10
    public static let largestFloorShare: Int64 = 100
    public static let defaultFloorShare: Int64 = 10_000

    public init?(_ statement: Statement) {
        guard statement.isKind(.measurement), let floor = ScoreDifference.units(statement.text("floor")) else {
            return nil
        }
        let settings = statement.body["settings"]?.elements ?? []
        func sum(_ member: String) -> Int64 {
            settings.reduce(0) { $0 &+ min($1[member]?.number ?? 0, Int64(MeasuredRuns.mostRuns)) }
        }
        self.statement = statement
        self.floor = floor
        largest = ScoreDifference.units(statement.text("largest_difference"))
        epsilon = ScoreDifference.units(statement.text("epsilon"))
        completed = sum("completed")
        failed = sum("failed")
    }

    public var rankingChanged: Bool { statement.body["ranking_changed"] != .bool(false) }
    /// As a run's step records it.
    public var engine: (name: String, build: String) {
        let engine = statement.body["engine"]
        return (
            "\(engine?["name"]?.text ?? "") \(engine?["version"]?.text ?? "")", engine?["build"]?.text ?? ""
        )
    }
    public var program: String {
        let program = statement.body["program"]
        return "\(program?["name"]?.text ?? "") \(program?["version"]?.text ?? "")"
    }

    /// A share of the range of a model's scores, in units, at most what a decimal of a statement can say.
    public static func share(_ part: Int64, ofRangeOf model: Statement) -> Int64 {
        let score = model.body["score"]
        guard let low = score?["minimum"]?.text.flatMap({ Int64($0) }),
            let high = score?["maximum"]?.text.flatMap({ Int64($0) }), low <= high
        else { return 0 }
        let (range, overflows) = high.subtractingReportingOverflow(low)
        let unitsPerPart = 1_000_000_000 / part
        let (units, exceeds) = range.multipliedReportingOverflow(by: unitsPerPart)
        return overflows || exceeds ? mostUnits : min(units, mostUnits)
    }

    private static let mostUnits = Int64(1) << 53

    /// max(10 × the largest difference, the floor); nil where there is no bound that promises something.
    public static func epsilon(largest: Int64?, floor: Int64, model: Statement) -> Int64? {
        guard let largest else { return nil }
        let (product, overflows) = largest.multipliedReportingOverflow(by: factor)
        let epsilon = max(product, floor)
        return overflows || epsilon > share(largestShare, ofRangeOf: model) ? nil : epsilon
    }

    /// The same where the raw scores are at hand. A range is the publisher's own word: against one that is wide enough any
    /// noise is small, and so is any floor. What was seen bounds both.
    public static func epsilon(of runs: MeasuredRuns, floor: Int64, model: Statement) -> Int64? {
        let epsilon = epsilon(largest: runs.difference.units, floor: floor, model: model)
        return epsilon.flatMap { isBounded($0, by: runs) ? $0 : nil }
    }

    /// What to take where nobody says one: a share of the range, and less where the scores lie closer together.
    public static func defaultFloor(_ runs: MeasuredRuns, model: Statement) -> Int64 {
        let share = share(defaultFloorShare, ofRangeOf: model)
        return runs.span.map { min(share, $0 / largestFloorShare) } ?? share
    }

    private static func isBounded(_ epsilon: Int64, by runs: MeasuredRuns) -> Bool {
        runs.span.map { epsilon <= $0 / largestShare } ?? true
    }

    /// Why its numbers do not follow from each other, for a model; nil where they do.
    ///
    /// - Parameter runs: the raw scores; nil where they are not at hand: then the largest difference is believed.
    public func reasonRefused(model: Statement, runs: MeasuredRuns?) -> String? {
        guard statement.name("model") == model.name, statement.body["program"] == model.body["program"] else {
            return "it measured another model than the run's, or another program"
        }
        guard floor <= Self.share(Self.largestFloorShare, ofRangeOf: model) else {
            return "its floor is more than a hundredth of the score's range"
        }
        let pictures = statement.names("pictures").count
        let due = Self.epsilon(largest: largest, floor: floor, model: model)
        guard epsilon == nil || epsilon == due else {
            return "its tolerance does not follow from its largest difference"
        }
        guard epsilon == nil || completed >= Int64(MeasuredRuns.fewestRuns * pictures) else {
            return "its tolerance comes from fewer than \(MeasuredRuns.fewestRuns) runs a picture"
        }
        guard let runs else { return nil }
        let settings = runs.settings.map { setting -> JSON in
            [
                "threads": .integer(Int64(setting.threads)), "level": .string(setting.level),
                "completed": .integer(Int64(setting.completed)), "failed": .integer(Int64(setting.failed)),
            ]
        }
        let difference = runs.difference
        guard statement.body["settings"] == .array(settings), runs.runs.allSatisfy({ $0.picture < pictures }),
            epsilon == nil || runs.areEnough(pictures: pictures)
        else { return "its raw scores are of other runs than it counts" }
        guard difference.units == largest, difference.hasSameRanking == !rankingChanged else {
            return "its raw scores differ by something else than it says"
        }
        guard epsilon.map({ Self.isBounded($0, by: runs) }) ?? true else {
            return "its tolerance is more than a tenth of what its raw scores span"
        }
        return nil
    }
}
