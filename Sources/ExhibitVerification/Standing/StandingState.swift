import ExhibitCore

/// How a report stands, computed from entries; no entry and no file states it. In order of precedence.
public enum StandingState: String, Sendable, CaseIterable {
    case fork = "FORK"
    case rollback = "ROLLBACK"
    case retracted = "RETRACTED"
    case downgraded = "DOWNGRADED"
    case superseded = "SUPERSEDED"
    case contested = "CONTESTED"
    case stale = "STALE"
    case unknown = "UNKNOWN"
    case current = "CURRENT"

    static let checkID = "state"
}

extension StandingState {
    /// A state, what shows it, and what is said of it.
    typealias Applying = (state: StandingState, object: String, message: String)

    private static let acknowledgeWithin: Int64 = 72
    /// Hours.
    static let decideWithin: Int64 = 720

    /// Everything that applies, each with what is said of it.
    ///
    /// - Parameters:
    ///   - size: of the tree that the entries are of.
    ///   - now: milliseconds since 1970; nil where nobody gives a time: then no clock is judged.
    ///   - first: undecided objections before this entry are left out.
    static func all(
        of recorded: RecordedStanding, size: UInt64, now: Int64?, undecidedFrom first: UInt64 = 0
    ) -> [Applying] {
        var found: [Applying] = []
        for entry in recorded.retractions {
            found.append((.retracted, entry.words, "it retracts the claim: \(entry.statement.text("cause"))"))
        }
        for objection in recorded.objections
        where objection.isOwn && (objection.entry.position >= first || !objection.state.isUndecided) {
            let asOf = recorded.standing?.entry.statement.head.time
            found += states(of: objection, size: size, asOf: asOf, now: now)
        }
        for (erasure, objection) in recorded.erasuresMeanwhile {
            found.append(
                (
                    .downgraded, erasure.words,
                    "it destroyed what this report names while the objection \(objection.words) was undecided: rely on nothing more than a lead"
                ))
        }
        for entry in recorded.successors {
            found.append(
                (.superseded, entry.words, "it is a report that takes the place of this one: \(entry.statement.id)"))
        }
        guard let (entry, _, end) = recorded.standing else {
            return found + [(.unknown, "the standing", "there is none")]
        }
        guard let now else { return found }
        if now > end.milliseconds {
            found.append((.stale, entry.words, "its standing ended on \(end)"))
        } else if now < entry.statement.head.time.adding(hours: -24).milliseconds {
            // Else an hour in the future would make it last as long as its author likes.
            found.append(
                (
                    .stale, entry.words,
                    "its standing was made on \(entry.statement.head.time), which the clock has not reached"
                ))
        }
        return found
    }

    private static func states(
        of objection: RecordedStanding.Objection, size: UInt64, asOf: Hour?, now: Int64?
    ) -> [Applying] {
        let object = objection.entry.words
        if objection.state.isAgainstReport {
            return [(.downgraded, object, "this objection to the claim was decided: \(objection.state.rawValue)")]
        }
        guard objection.state.isUndecided else { return [] }
        func isOver(_ hours: Int64) -> Bool {
            guard let now, let start = objection.start else { return false }
            return now > start.adding(hours: hours).milliseconds
        }
        let since = objection.start.map { ", in the ledger since \($0) by its publisher's clock" } ?? ""
        let seen = "up to entry \(size - 1)" + (asOf.map { ", of \($0)" } ?? "")
        if isOver(decideWithin) {
            // What was recorded behind that entry is not known here: it is for the publisher to give a newer standing.
            return [
                (
                    .downgraded, object,
                    "UNANSWERED: no decision on this objection on \(objection.grounds)\(since), is shown within 30 days; what is known goes \(seen): rely on nothing more than a lead"
                )
            ]
        }
        let late =
            !objection.isAcknowledged && isOver(acknowledgeWithin) ? "; no acknowledgement is shown within 3 days" : ""
        return [
            (
                .contested, object,
                "an objection on \(objection.grounds)\(since), is not decided \(seen)\(late)"
            )
        ]
    }

    var severity: Verdict.Severity? {
        switch self {
        case .fork, .rollback: .tampered
        case .retracted, .downgraded, .superseded, .contested: .contested
        case .stale: .incomplete
        case .unknown, .current: nil
        }
    }

    /// A check with all of them.
    static func check(_ found: [Applying], size: UInt64) -> Verdict.Check {
        var check = Verdict.Check(checkID, "how the report stands is known, and nothing recorded is against it")
        for (state, object, message) in found {
            if let severity = state.severity { check.fail(severity, object, "\(state.rawValue): \(message)") }
        }
        check.detail = "\(first(of: found.map(\.state)).rawValue), as of entry \(size - 1)"
        return check
    }

    static func first(of states: [StandingState]) -> StandingState {
        allCases.first { states.contains($0) } ?? .current
    }
}

extension PlacedEntry {
    fileprivate var words: String { "entry \(position)" }
}
