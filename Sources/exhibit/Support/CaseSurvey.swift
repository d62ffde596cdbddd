import ExhibitCore
import ExhibitStorage
import ExhibitVerification

/// How far the work on a case has come.
struct CaseSurvey {
    private(set) var counts: [String: Int] = [:]
    /// Positions of runs that were opened and never closed.
    let unfinished: [UInt64]
    /// The timestamp over most entries.
    let anchor: Anchor?
    /// Why this machine may not append; nil where it may.
    let refusal: String?

    init(of opened: Case) throws {
        var counts: [String: Int] = [:]
        var running: [TypedName: UInt64] = [:]
        try opened.ledger.forEachRow { row in
            let statement = try Entry(leaf: row.leaf).statement
            counts[statement.kindName, default: 0] += 1
            if statement.isRunOpened { running[statement.name] = UInt64(row.position) }
            if statement.isKind(.runClosed), let run = statement.name("run") { running[run] = nil }
        }
        self.counts = counts
        unfinished = running.values.sorted()
        anchor = try opened.anchors().compactMap { Anchor($0.statement) }
            .reduce(into: nil) { best, next in if Anchor.covers(more: next, than: best) { best = next } }
        do {
            try opened.checkMayContinue()
            refusal = nil
        } catch {
            refusal = "\(error)"
        }
    }

    func count(_ kind: Kind) -> Int { counts[kind.name] ?? 0 }

    /// The command that takes the main job one step further.
    var next: String {
        if count(.evidence) == 0 { return "exhibit ingest PICTURES --source \"how you got them\"" }
        if count(.gallery) == 0 { return "exhibit gallery add NAME FOLDER" }
        if count(.claim) == 0 { return "exhibit identify PICTURE --gallery NAME    (names: exhibit gallery list)" }
        if count(.report) == 0 { return "exhibit report --last -o report.html" }
        return "exhibit verify REPORT, or exhibit head for somebody who keeps it"
    }
}
