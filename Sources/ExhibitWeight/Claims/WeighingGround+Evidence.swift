import ExhibitCore

/// What else the ledger holds on the same evidence, and decides what an answer is worth.
extension WeighingGround {
    /// The first claim on this evidence that states the strictest class, where that is more than a thing.
    static func stating(
        _ evidence: [TypedName], before limit: UInt64, _ lookup: some EntryLookup
    ) -> PlacedEntry? {
        let claims = claims(on: evidence, before: limit, lookup).filter {
            ($0.statement.subjectClass ?? .thing) > .thing
        }
        let strictest = claims.compactMap(\.statement.subjectClass).max()
        return claims.filter { $0.statement.subjectClass == strictest }.min { $0.position < $1.position }
    }

    private static func claims(
        on evidence: [TypedName], before limit: UInt64, _ lookup: some EntryLookup
    ) -> [PlacedEntry] {
        evidence.flatMap { lookup.entries(referringTo: $0) ?? [] }.filter {
            $0.statement.isClaim && $0.position < limit
        }
    }

    /// By the rules of a claim at that position or of one that is made now.
    public static func stating(
        _ opened: PlacedEntry, before limit: UInt64, _ rules: ClaimRules, _ lookup: some EntryLookup
    ) -> PlacedEntry? {
        stating(rules.evidence(of: opened, before: limit, lookup), before: limit, lookup)
    }

    /// The first claim on the run's picture, under whatever name of its file.
    public static func firstClaim(
        on opened: PlacedEntry, before limit: UInt64, _ lookup: some EntryLookup,
        where isMeant: (Statement) -> Bool = { _ in true }
    ) -> PlacedEntry? {
        claims(on: ClaimRules.current.evidence(of: opened, before: limit, lookup), before: limit, lookup)
            .filter { isMeant($0.statement) }.min { $0.position < $1.position }
    }

    /// Searching several sets, or one after seeing what another gave, adds up what is to be expected by chance.
    ///
    /// - Parameter model: counts alone; nil where every search does. A model that was recorded again is the same one.
    static func searched(
        by opened: PlacedEntry, on evidence: [TypedName], of model: Statement?, _ lookup: some EntryLookup
    ) -> [Int64] {
        func isCounted(_ run: PlacedEntry) -> Bool {
            guard let model else { return true }
            let other = run.statement.name("model").flatMap { lookup.entry(statement: $0.hash) }
            return other?.statement.name("manifest") == model.name("manifest")
        }
        var sets = Set(opened.statement.names("galleries"))
        // The file itself too: it may have been recorded twice.
        let files = evidence.compactMap { lookup.entry(statement: $0.hash)?.statement.name("artifact") }
        for name in evidence + files {
            for run in lookup.entries(referringTo: name) ?? [] where run.statement.isRunOpened {
                if run.position < opened.position, isCounted(run) { sets.formUnion(run.statement.names("galleries")) }
            }
        }
        return sets.sorted().map { lookup.entry(statement: $0.hash)?.statement.body["members"]?.number ?? 0 }
    }

    /// Blind is what stands before every claim on this evidence: a claim shows in clear what its answer is worth.
    static func reviews(
        of opened: PlacedEntry, on evidence: [TypedName], before claim: UInt64, _ lookup: some EntryLookup
    ) -> [Weighing.Review] {
        let blindness = Blindness(on: evidence, lookup)
        return conclusions(on: opened, evidence, lookup).filter { $0.position < claim }.map { review in
            Weighing.Review(
                key: TypedName(.key, review.statement.head.author),
                isBlind: blindness.isBlind(review, of: opened, lookup), isSupporting: isSupporting(review))
        }
    }

    private static func isSupporting(_ review: PlacedEntry) -> Bool {
        ReviewScale(rawValue: review.statement.text("conclusion"))?.isSupporting == true
    }

    /// Reviews of the run that support it, and dissent on any run of its evidence: searching again must not make a
    /// dissent disappear. Nobody reviews what they asked themselves, or before there was an answer.
    public static func conclusions(
        on opened: PlacedEntry, _ rules: ClaimRules, _ lookup: some EntryLookup
    ) -> [PlacedEntry] {
        conclusions(on: opened, rules.evidence(of: opened, before: .max, lookup), lookup)
    }

    private static func conclusions(
        on opened: PlacedEntry, _ evidence: [TypedName], _ lookup: some EntryLookup
    ) -> [PlacedEntry] {
        var runs = [opened.statement.name: opened]
        for evidence in evidence {
            for run in lookup.entries(referringTo: evidence) ?? [] where run.statement.isRunOpened {
                runs[run.statement.name] = run
            }
        }
        let reviews = runs.values.flatMap { run in
            let closed = closing(of: run, lookup)?.position ?? .max
            return (lookup.entries(referringTo: run.statement.name) ?? []).filter { review in
                guard review.statement.isKind(.review), review.statement.name("run") == run.statement.name,
                    review.position > closed, review.statement.head.author != run.statement.head.author
                else { return false }
                return !isSupporting(review) || run.position == opened.position
            }
        }
        return reviews.sorted { $0.position < $1.position }
    }

    /// Whether a review that was recorded just now is one.
    public static func isBlind(
        _ review: PlacedEntry, of opened: PlacedEntry, _ rules: ClaimRules, _ lookup: some EntryLookup
    ) -> Bool {
        Blindness(of: opened, before: .max, rules, lookup).isBlind(review, of: opened, lookup)
    }

    /// Which reviews stand before every claim on a picture; found once for all of them.
    public struct Blindness: Sendable {
        private let evidence: Set<TypedName>
        private let firstClaim: UInt64

        init(on evidence: [TypedName], _ lookup: some EntryLookup) {
            self.evidence = Set(evidence)
            firstClaim = claims(on: evidence, before: .max, lookup).map(\.position).min() ?? .max
        }

        /// - Parameter limit: evidence that was recorded at this position or later does not count: that of the claim.
        public init(of opened: PlacedEntry, before limit: UInt64, _ rules: ClaimRules, _ lookup: some EntryLookup) {
            self.init(on: rules.evidence(of: opened, before: limit, lookup), lookup)
        }

        /// Of a run on another picture its own evidence is asked alone.
        public func isBlind(_ review: PlacedEntry, of run: PlacedEntry, _ lookup: some EntryLookup) -> Bool {
            let own = run.statement.evidenceOfInputs
            guard own.allSatisfy(evidence.contains) else {
                return claims(on: own, before: review.position, lookup).isEmpty
            }
            return review.position < firstClaim
        }
    }
}
