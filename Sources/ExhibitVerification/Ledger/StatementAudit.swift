import ExhibitCore

/// Whether each statement stands in a ledger once, and after those that it names.
struct StatementAudit {
    private var unique = Verdict.Check("statements", "every statement stands in the ledger once")
    private var references = Verdict.Check("references", "every statement that an entry names stands before it")
    private var records: StatementRecords
    private var failure: (any Error)?
    private var named = 0
    /// Runs that were opened and not closed.
    private(set) var openRuns = 0

    init(scratch: (any ScratchSpace)?) {
        records = StatementRecords(memory: 24 << 20, scratch: scratch)
    }

    mutating func add(_ row: LedgerAudit.Examined.Facts, at place: UInt64) {
        do {
            try records.add(row.statementID, at: place, row.opensRun ? .opens : .stands)
            for id in row.statementsNamed { try records.add(id, at: place, .reference) }
            if let run = row.closesRun { try records.add(run, at: place, .closes) }
            named += row.statementsNamed.count
        } catch {
            failure = failure ?? error
        }
    }

    mutating func finish() -> [Verdict.Check] {
        var (group, records) = (Group(), records)
        do {
            if let failure { throw failure }
            try records.read { id, item in
                if id != group.id {
                    openRuns += group.isOpenRun ? 1 : 0
                    group = Group(id: id)
                }
                take(item, &group)
            }
            openRuns += group.isOpenRun ? 1 : 0
        } catch {
            references.fail(.couldNotJudge, "statements", "they could not be sorted: \(error)")
        }
        references.detail = "\(named) references"
        return [unique, references]
    }

    /// What was seen of one statement.
    private struct Group {
        var id = ContentHash.zero
        var place: UInt64?
        var isOpenRun = false
    }

    private mutating func take(_ item: StatementRecords.Item, _ group: inout Group) {
        switch item.mention {
        case .stands, .opens:
            if let place = group.place {
                unique.fail(
                    .tampered, "entry \(item.position)", "the same statement stands at an earlier position, \(place)")
            } else {
                group.place = item.position
                group.isOpenRun = item.mention == .opens
            }
        case .reference:
            if group.place ?? .max >= item.position {
                references.fail(
                    .tampered, "entry \(item.position)",
                    "it names statement:\(group.id.hex), which does not stand before it")
            }
        case .closes: group.isOpenRun = false
        }
    }
}
