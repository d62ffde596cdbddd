import ExhibitCore

/// What the ledger held when a run was opened, and decides how its answer is weighed: no choice is left to whoever makes
/// the claim.
public struct WeighingGround: Sendable {
    public struct Measured: Sendable {
        public let entry: PlacedEntry
        public let calibration: Calibration
    }

    /// The newest that measured what the run did, by its model, and supports a lead in some cell.
    public let calibration: Measured?
    public let policy: WeighingPolicy
    /// Sizes of all reference sets in which this evidence was searched up to this run, each once; of a model's run those
    /// that this model searched, or how many labels it has.
    public let searched: [Int64]
    public let isOfLabels: Bool
    /// Answers are digits, as many as the picture shows: claims of earlier versions cannot say how many there are.
    public let isOfDigits: Bool
    /// Whether the model answers with words of its own, and not with pictures of a reference set.
    public var isOfAnswers: Bool { isOfLabels || isOfDigits }
    /// The first earlier claim on this evidence that states the strictest class, where that is more than a thing: nobody
    /// takes it back by claiming again.
    public let statedBy: PlacedEntry?
    public var statedBefore: SubjectClass { statedBy?.statement.subjectClass ?? .thing }
    public let reproduction: Weighing.Reproduction?
    public let reviews: [Weighing.Review]
    let rules: ClaimRules

    public var size: Int64 { Weighing.size(searched) ?? 0 }

    /// What is missing or wrong.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        public let entry: PlacedEntry
        /// Nil where what is there is wrong.
        public let missing: TypedName?
        public let reason: String

        public init(entry: PlacedEntry, missing: TypedName?, reason: String) {
            self.entry = entry
            self.missing = missing
            self.reason = reason
        }

        public var description: String { "entry \(entry.position): \(reason)" }
    }

    /// - Parameters:
    ///   - claim: the position of the claim: what comes later does not count.
    ///   - rules: of the claim's version.
    ///   - bytes: of artifacts; nil where they are not given.
    public init(
        of opened: PlacedEntry, claim: UInt64, rules: ClaimRules, lookup: some EntryLookup,
        bytes: (TypedName) -> [UInt8]?
    ) throws(Problem) {
        self.rules = rules
        let lookup = RememberedLists(lookup)
        let search = Search(opened.statement, lookup)
        let evidence = rules.evidence(of: opened, before: claim, lookup)
        calibration = try Self.calibration(of: search, before: opened.position, lookup: lookup, bytes: bytes)
        policy = try Self.policy(before: claim, lookup: lookup, bytes: bytes)
        isOfDigits = search.scale?.answers == .digits && search.galleries.isEmpty
        isOfLabels = search.scale?.labels != nil && search.galleries.isEmpty
        if isOfDigits, rules >= .ofSubjects {
            searched = [try Self.countOfDigits(opened, isDecisive: calibration != nil, lookup, bytes)]
        } else if let labels = search.scale?.labels, isOfLabels {
            let bytes = bytes(labels)
            // Where nothing was measured, their number decides nothing.
            guard bytes != nil || calibration == nil else {
                throw Problem(entry: opened, missing: labels, reason: "the labels of its model are not here")
            }
            // With labels that are none every run fails.
            searched = [Int64((try? LabelList(encoded: bytes ?? []))?.labels.count ?? 0)]
        } else {
            searched = Self.searched(
                by: opened, on: evidence, of: search.scale == nil ? nil : search.model, lookup)
        }
        statedBy = Self.stating(evidence, before: claim, lookup)
        reproduction = Self.reproduction(of: opened, before: claim, lookup)
        reviews = Self.reviews(of: opened, on: evidence, before: claim, lookup)
    }

    /// What is asked, and of which sets.
    public struct Search: Sendable {
        let name: TypedName?
        let model: Statement?
        let galleries: [TypedName]
        /// Nil of copy detection.
        let scale: ModelScale?

        public init(model name: TypedName?, galleries: [TypedName], _ lookup: some EntryLookup) {
            self.name = name
            self.galleries = galleries
            model = name.flatMap { lookup.entry(statement: $0.hash) }?.statement
            scale = model.flatMap { ModelScale(of: $0) }
        }

        init(_ opened: Statement, _ lookup: some EntryLookup) {
            self.init(model: opened.name("model"), galleries: opened.names("galleries"), lookup)
        }

        /// Whether a calibration is one of what is asked, and supports a lead. A model that asks for no score names
        /// nothing, whatever was measured; one that has labels is calibrated on these, and any other on pictures.
        func isMeasured(by calibration: Statement) -> Bool {
            guard supportsLead(calibration) else { return false }
            guard let scale else { return calibration.names("galleries") == galleries }
            return calibration.names("galleries").isEmpty && scale.match != nil
                && (scale.answers != nil) == galleries.isEmpty
        }
    }

    /// How many answers of as many digits as the first one has there are, counted no further than 2^53 - 1; 0 without an
    /// answer.
    private static func countOfDigits(
        _ opened: PlacedEntry, isDecisive: Bool, _ lookup: some EntryLookup, _ bytes: (TypedName) -> [UInt8]?
    ) throws(Problem) -> Int64 {
        guard let list = closing(of: opened, lookup)?.statement.name("candidates") else { return 0 }
        let bytes = bytes(list)
        guard bytes != nil || !isDecisive else {
            throw Problem(entry: opened, missing: list, reason: "the answers of its model are not here")
        }
        let scores = bytes.flatMap { try? ScoreList(encoded: $0) }
        guard case .label(let digits) = scores?.candidates.first?.answer else { return 0 }
        let most: Int64 = 9_007_199_254_740_991
        return digits.utf8.reduce(1) { count, _ in count > most / 10 ? most : count * 10 }
    }

    private static func named(
        _ topic: TypedName?, _ kind: Kind, before limit: UInt64, _ lookup: some EntryLookup
    ) -> [PlacedEntry] {
        guard let topic else { return [] }
        let found = (lookup.entries(referringTo: topic) ?? []).filter { $0.statement.kind?.name == kind.name }
        return found.filter { $0.statement.name("topic") == topic && $0.position < limit }
    }

    private static func given(
        _ entry: PlacedEntry, _ member: String, _ what: String, _ bytes: (TypedName) -> [UInt8]?
    ) throws(Problem) -> [UInt8] {
        let name = entry.statement.name(member)
        guard let name, let bytes = bytes(name) else {
            throw Problem(entry: entry, missing: name ?? entry.statement.name, reason: "\(what) are not here")
        }
        return bytes
    }

    private static func newestCalibration(
        of search: Search, before limit: UInt64, _ lookup: some EntryLookup
    ) -> PlacedEntry? {
        named(search.name.map { CalibrationTopic.name(model: $0) }, .calibration, before: limit, lookup).last {
            search.isMeasured(by: $0.statement)
        }
    }

    /// Whether how often an answer like the run's is wrong was measured before it, by the counts that are stated.
    public static func newestCalibration(of opened: PlacedEntry, _ lookup: some EntryLookup) -> PlacedEntry? {
        newestCalibration(of: Search(opened.statement, lookup), before: opened.position, lookup)
    }

    /// The newest calibration below a run that supports a lead in some cell.
    public static func calibration(
        of search: Search, before limit: UInt64, lookup: some EntryLookup, bytes: (TypedName) -> [UInt8]?
    ) throws(Problem) -> Measured? {
        guard let newest = newestCalibration(of: search, before: limit, lookup) else { return nil }
        let due = search.scale == nil ? CopyProtocol.name : PairProtocol.name
        if let name = newest.statement.name("protocol"), name != due {
            throw Problem(
                entry: newest, missing: name, reason: "the protocol of its calibration is not one of this version")
        }
        let scores = try given(newest, "scores", "the scores of its calibration", bytes)
        let findings = try given(newest, "findings", "the findings of its calibration", bytes)
        do {
            let calibration = try Calibration(
                of: newest.statement, model: search.model, scores: scores, findings: findings)
            if case .copies(let scores, _) = calibration.measured {
                try check(scores, liesInSetOf: newest.statement, lookup)
            }
            return Measured(entry: newest, calibration: calibration)
        } catch {
            throw Problem(entry: newest, missing: nil, reason: "its calibration does not hold: \(error)")
        }
    }

    /// Each may only tighten the one before it: a chain in which one loosens is none that the program records.
    public static func policy(
        before limit: UInt64, lookup: some EntryLookup, bytes: (TypedName) -> [UInt8]?
    ) throws(Problem) -> WeighingPolicy {
        var policy = WeighingPolicy.standard
        for set in named(PolicyTopic.name, .policy, before: limit, lookup) {
            let document = try given(set, "policy", "the words of its policy", bytes)
            do {
                policy = try policy.tightened(by: WeighingPolicy(bytes: document))
            } catch {
                throw Problem(entry: set, missing: nil, reason: "\(error)")
            }
        }
        return policy
    }

    /// The calibration that supports a claim from this run, and the policy that is stricter than the standard one: where
    /// there is either, a claim about no person is weighed.
    public static func reasonsToWeigh(
        _ opened: PlacedEntry, claim: UInt64, lookup: some EntryLookup
    ) -> [PlacedEntry] {
        let policy = named(PolicyTopic.name, .policy, before: claim, lookup).last {
            $0.statement.name("policy") != WeighingPolicy.standard.name
        }
        return [newestCalibration(of: opened, lookup), policy].compactMap { $0 }
    }

    /// Every line of the set's manifest is a source, or was left out for a reason: none can be dropped in silence.
    private static func check(
        _ scores: CalibrationScores, liesInSetOf statement: Statement, _ lookup: some EntryLookup
    ) throws(Malformed) {
        let gallery = statement.names("galleries").first.flatMap { lookup.entry(statement: $0.hash) }?.statement
        let members = gallery?.body["members"]?.number ?? 0
        let lines = Set(scores.pictures.map(\.line) + scores.leftOut.map(\.line))
        guard Int64(lines.count) == members, lines.allSatisfy({ $0 < members }) else {
            throw Malformed("calibration", "its scores do not account for every line of its reference set")
        }
        let compared = scores.pictures.count + scores.leftOut.count { $0.reason == .samePixels }
        guard Int64(compared) <= gallery?.body["compared"]?.number ?? 0 else {
            throw Malformed("calibration", "its scores are of more pictures than its reference set can compare")
        }
    }

    /// By the counts that it states: whoever checks it holds these against its scores.
    public static func supportsLead(_ calibration: Statement) -> Bool {
        (calibration.body["cells"]?.elements ?? []).contains { cell in
            WeighingPolicy.standard.supportsLead(
                same: cell["same_source"]?.number ?? 0, different: cell["different_source"]?.number ?? 0)
        }
    }

    static func closing(of run: PlacedEntry, _ lookup: some EntryLookup) -> PlacedEntry? {
        let ofRun = lookup.entries(referringTo: run.statement.name) ?? []
        return ofRun.first { $0.statement.isKind(.runClosed) && $0.statement.name("run") == run.statement.name }
    }

    /// Of those that were recorded here. Only under the recorded engine, level and instruction set does R3 condemn.
    private static func reproduction(
        of opened: PlacedEntry, before claim: UInt64, _ lookup: some EntryLookup
    ) -> Weighing.Reproduction? {
        let closed = closing(of: opened, lookup)?.position ?? .max
        let replays = (lookup.entries(referringTo: opened.statement.name) ?? []).filter {
            $0.statement.isKind(.replay) && $0.position < claim && $0.position > closed
                && $0.statement.text("run") == opened.statement.id.hex
        }
        let classes = Set(replays.compactMap { Weighing.Reproduction.Class(rawValue: $0.statement.text("class")) })
        let worstFirst: [Weighing.Reproduction.Class] = [
            .notReproduced, .cannotBeAttempted, .sameStatus, .withinTolerance, .exact,
        ]
        guard let worst = worstFirst.first(where: classes.contains) else { return nil }
        let isConclusive = replays.contains {
            $0.statement.text("class") == "R3" && $0.statement.body["recorded_conditions"] == .bool(true)
        }
        // What did not come out again is no run that gave the result; nor is what could not be attempted.
        let given = replays.filter {
            ["R0", "R1", "R2"].contains($0.statement.text("class")) && $0.statement.body["missing"] == .integer(0)
                && $0.statement.body["steps"]?.elements?.isEmpty == false
        }
        // One key is one party, however often it says the same.
        let authors = Set(given.map(\.statement.head.author))
        let others = authors.subtracting([opened.statement.head.author])
        return Weighing.Reproduction(
            worst, runs: Int64(authors.count), otherParties: Int64(others.count), isConclusive: isConclusive)
    }
}
