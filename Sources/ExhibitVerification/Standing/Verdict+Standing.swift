import ExhibitCore

extension Verdict {
    /// Adds how a report stands at a time, by what it carries itself or by a standing file; and of a standing file that is
    /// judged by itself whether it is over.
    ///
    /// - Parameters:
    ///   - bytes: a report, or a standing file.
    ///   - file: a standing file beside a report, where the reader has one.
    ///   - seen: what the reader remembers of a ledger.
    /// - Returns: what to remember of which ledger; nil where it is not trusted, or something does not hold.
    @discardableResult
    public mutating func judgeStanding(
        ofReport bytes: [UInt8], file: [UInt8]? = nil, at reading: Reading,
        seen: (ContentHash) -> SeenLedger? = { _ in nil }
    ) -> (ledger: ContentHash, seen: SeenLedger)? {
        if StandingFile.isStanding(bytes) { judgeClock(ofStanding: bytes, at: reading, seen: seen) }
        guard !findings.contains(where: { [.tampered, .couldNotJudge].contains($0.severity) }),
            let report = try? ChallengedReport(bytes, verdict: self)
        else {
            if file != nil { leaveAside(.standing, "it goes with a report that holds") }
            return nil
        }
        let given = file.map { StandingGiven($0, beside: report) }
        if let given { add(given.check) }
        let shown = given?.shown
        // What the report carries has been said of it.
        if let erased = shown?.erased, !checks.contains(where: { $0.id == Check.erasedID }) { add(erased) }
        let head = shown?.head ?? report.head
        let recorded =
            shown?.recorded
            ?? RecordedStanding(of: report.report.statement, claim: report.claim.statement, among: report.entries)
        var found = StandingState.all(of: recorded, size: head.size, now: reading.now)
        let known = seen(report.ledger)
        for head in [report.head] + (shown.map { [$0.head] } ?? []) where known?.contradicts(head) == true {
            found.append((.fork, "the ledger", "this machine has seen another root of its first \(head.size) entries"))
        }
        if given?.isFork == true {
            found.append((.fork, "the standing file", "its tree and the report's are of two histories"))
        }
        let id = report.report.statement.id
        if let size = known?.standings[id], size > head.size {
            // Who gives no file takes nothing back: the report's own standing never grows.
            found.append(
                (
                    file == nil ? .stale : .rollback, "the standing",
                    "this machine has seen one of this report under \(size) entries: give that, or a newer one"
                ))
        }
        add(StandingState.check(found, size: head.size))
        let state = StandingState.first(of: found.map(\.state))
        undecided = Set(
            recorded.objections.filter { $0.isOwn && $0.state.isUndecided }.map(\.entry.statement.name))
        judgedAt = reading.now
        if let shown {
            later = (shown.head.size, shown.entries)
            sayObjections(recorded)
        }
        say(state, recorded, report, head, reading, found.first { $0.state == state }?.message ?? "")
        let isTrusted = checks.contains { $0.id == Self.trustCheck && $0.findings.isEmpty }
        guard isTrusted, given == nil || shown != nil, ![.fork, .rollback].contains(state) else { return nil }
        var noted = known ?? SeenLedger(head)
        noted.note(head, report: id)
        return (report.ledger, noted)
    }

    private mutating func say(
        _ state: StandingState, _ recorded: RecordedStanding, _ report: ChallengedReport, _ head: Checkpoint,
        _ reading: Reading, _ message: String
    ) {
        let asOf = (recorded.standing?.entry ?? report.report).statement.head.time
        let notKnown = "Integrity verified as of \(asOf). Objections after that are not known."
        let hour = Hour(milliseconds: reading.now)
        let clock = "by \(reading.clock), in the hour \(hour)"
        let words =
            switch state {
            case .unknown: "UNKNOWN. \(notKnown)"
            case .stale: "STALE, \(clock). \(notKnown)"
            case .current:
                "CURRENT until \(recorded.standing?.end.description ?? ""), as of entry \(head.size - 1), \(clock)"
            default: "\(state.rawValue), as of entry \(head.size - 1), \(clock)"
            }
        summary.append(("standing", words))
        standingState = state
        standing = [
            "state": .string(state.rawValue), "entries": .integer(Int64(head.size)), "as_of": .string(asOf.description),
            "until": recorded.standing.map { .string($0.end.description) } ?? .null,
            "now": .string(hour.description), "clock": .string(reading.clock),
        ]
        let conclusion: String? =
            switch state {
            case .fork: "FORK: this ledger's keys signed two histories. Keep what you have of both: exhibit fork"
            case .rollback: "ROLLBACK: \(message)."
            case .stale: "STALE. \(notKnown)"
            case .unknown: notKnown
            case .superseded: "\(Self.sentence(of: state) ?? ""): \(recorded.successorWords)"
            default: Self.sentence(of: state).map { "\($0)." }
            }
        standingConclusion = conclusion.map { (state.severity?.rawValue ?? 0, $0) }
    }

    /// What is said of a state that entries show, without its full stop.
    private static func sentence(of state: StandingState) -> String? {
        switch state {
        case .retracted: "RETRACTED: its publisher has taken this report back"
        case .downgraded:
            "DOWNGRADED: an objection to it was upheld, or no decision on one is shown within 30 days, or what it rests on was destroyed before one was decided. Rely on nothing more than a lead"
        case .superseded: "SUPERSEDED: its publisher has put another report in its place"
        case .contested: "CONTESTED: an objection to it is not decided. Rely on nothing more than a lead until it is"
        default: nil
        }
    }

    /// Every recorded objection with what became of it: one that was rejected stays in sight.
    mutating func sayObjections(_ recorded: RecordedStanding) {
        summary.removeAll { $0.name == "objections" }
        if let words = recorded.objectionWords { summary.append(("objections", words)) }
    }

    /// Something beside the report shows a graver state than what is recorded in it, and acts at once.
    ///
    /// - Parameter shown: what shows it: "machine-verified".
    /// - Returns: whether no graver one was known; where nobody asked how the report stands, none is.
    @discardableResult
    mutating func overrule(by worse: StandingState, shown: String) -> Bool {
        guard let state = standingState else { return true }
        guard let ranks = StandingState.allCases.firstIndex(of: state),
            let rank = StandingState.allCases.firstIndex(of: worse), rank < ranks
        else { return false }
        standingState = worse
        if let sentence = Self.sentence(of: worse) {
            standingConclusion = (Severity.contested.rawValue, "\(sentence) (\(shown)).")
        }
        standing = standing.map { json in
            .object((json.members ?? [:]).merging(["state": .string(worse.rawValue)]) { $1 })
        }
        summary = summary.map { item in
            item.name == "standing"
                ? (item.name, "\(worse.rawValue) (\(shown)). By what is recorded: \(item.value)") : item
        }
        return true
    }

    /// Adds whether a standing that is judged by itself is over, and whether it is of the history that the reader knows.
    private mutating func judgeClock(
        ofStanding bytes: [UInt8], at reading: Reading, seen: (ContentHash) -> SeenLedger?
    ) {
        let (_, shown) = StandingVerification.judge(bytes, trust: TrustPolicy(ledgers: []))
        guard let shown, let end = shown.recorded.standing?.end else { return }
        var check = Check("clock", "the standing is not over", detail: "until \(end), by \(reading.clock)")
        let states = StandingState.all(of: shown.recorded, size: shown.head.size, now: reading.now)
        for (state, object, message) in states where state == .stale {
            check.fail(.incomplete, object, "\(state.rawValue): \(message). Ask for a newer one")
        }
        if seen(shown.history.ledger)?.contradicts(shown.head) == true {
            check.fail(
                .tampered, "the ledger",
                "FORK: this machine has seen another root of its first \(shown.head.size) entries")
        }
        add(check)
    }
}
