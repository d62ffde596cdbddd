import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import ExhibitVerification
import Testing

/// What the publisher's own keys signed, and a whole ledger nevertheless contradicts.
@Suite("The audit of a whole ledger")
struct LedgerAuditTests {
    /// The verdict of an audit of all entries, under a checkpoint at each of these sizes.
    private static func audit(
        _ ledger: MemoryLedger, checkpoints: [(size: UInt64, note: SignedNote)]? = nil, held: SignedNote? = nil,
        leaves: [[UInt8]]? = nil
    ) throws -> Verdict {
        var audit = LedgerAudit(trust: TrustPolicy(ledgers: [ledger.id]), held: held)
        var due = try checkpoints ?? [(ledger.tree.size, ledger.checkpoint())]
        for (position, leaf) in (leaves ?? ledger.entries.map(\.entry.leaf)).enumerated() {
            audit.add(position: Int64(position), leaf: leaf, stored: nil)
            while let first = due.first, first.size <= position + 1 {
                audit.add(checkpoint: first.note.encoded, storedSize: Int64(first.size))
                due.removeFirst()
            }
        }
        for (size, note) in due { audit.add(checkpoint: note.encoded, storedSize: Int64(size)) }
        return audit.finish()
    }

    private static func findings(_ verdict: Verdict, _ id: String) -> [String] {
        verdict.checks.filter { $0.id == id }.flatMap(\.findings).map { "\($0.object): \($0.message)" }
    }

    private static func closing(_ run: TypedName, steps: [TypedName] = []) -> Draft {
        Draft(
            .runClosed, subjects: [run],
            body: [
                "run": .string(run.description), "steps": .array(steps.map { .string($0.description) }),
                "outcome": "failed", "candidates": .null,
            ])
    }

    @Test("finds nothing in an honest one, and counts what it refers to")
    func honest() throws {
        let story = try Story()
        _ = try story.identify()
        try story.publisher.ledger.appendIndex()
        let verdict = try Self.audit(story.publisher.ledger)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.summary.contains { $0.name == "runs without a result" && $0.value == "0" })
        #expect(try #require(verdict.checks.first { $0.id == "references" }).detail != "0 references")
    }

    @Test("names the entry that refers to a statement that is not in the ledger, or comes after it")
    func references() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        let missing = TypedName(.statement, ContentHash(of: [7]))
        let lost = try ledger.append([Self.closing(missing)])[0]
        let later = try ledger.sealed(Self.closing(missing), by: FixedKeys.operator).statement
        let early = try ledger.append([Self.closing(later.name)])[0]
        _ = try ledger.place(later, by: FixedKeys.operator)
        let found = Self.findings(try Self.audit(ledger), "references")
        #expect(found.count == 3)
        #expect(found.contains("entry \(lost.position): it names \(missing), which does not stand before it"))
        #expect(found.contains("entry \(early.position): it names \(later.name), which does not stand before it"))
    }

    @Test("names a statement that stands there twice, at each further place")
    func twice() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        for _ in 0..<2 { _ = try ledger.place(story.evidence.statement, by: FixedKeys.operator) }
        let found = Self.findings(try Self.audit(ledger), "statements")
        let size = ledger.tree.size
        #expect(
            found
                == [size - 2, size - 1].map {
                    "entry \($0): the same statement stands at an earlier position, \(story.evidence.position)"
                })
    }

    @Test("counts the runs that were opened and not closed")
    func openRuns() throws {
        let story = try Story()
        let outcome = try story.run()
        let ledger = story.publisher.ledger
        let body = outcome.opened.statement.body.filter { Kind.runOpened.slots[$0.key] == nil }
        let subjects = outcome.opened.statement.subjects.map(\.name)
        try ledger.append([Draft(.runOpened, subjects: subjects, body: body)])
        let verdict = try Self.audit(ledger)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        #expect(verdict.summary.contains { $0.name == "runs without a result" && $0.value == "1" })
    }

    @Test("compares every checkpoint with the tree as it was, and so each with every other")
    func checkpoints() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        let size = ledger.tree.size
        func fork(_ size: UInt64) throws -> SignedNote {
            let text = Checkpoint(origin: ledger.origin, size: size, root: .zero).text
            return try SignedNote(signing: text, with: FixedKeys.checkpoint, name: ledger.origin)
        }
        let good = try (1...size).map { (size: $0, note: try ledger.checkpoint(size: $0)) }
        let verdict = try Self.audit(ledger, checkpoints: good)
        #expect(verdict.exitCode == 0, "\(verdict.lines)")
        for place in good.indices {
            var changed = good
            changed[place].note = try fork(changed[place].size)
            #expect(
                Self.findings(try Self.audit(ledger, checkpoints: changed), "checkpoints")
                    == ["checkpoint of size \(place + 1): the entries are not those that it signed"])
            changed[place].note = try ledger.checkpoint(size: size - UInt64(place), key: FixedKeys.stranger)
            #expect(
                Self.findings(try Self.audit(ledger, checkpoints: changed), "checkpoints").first
                    == "checkpoint of size \(place + 1): it is not signed by the ledger's checkpoint key")
        }
        var moved = good
        moved[0].note = good[1].note
        #expect(
            Self.findings(try Self.audit(ledger, checkpoints: moved), "checkpoints")
                == ["checkpoint of size 1: it signs size 2"])
        let missing = Self.findings(
            try Self.audit(ledger, checkpoints: good + [(size + 1, fork(size + 1))]), "checkpoints")
        #expect(missing.count == 1 && missing[0].contains("only \(size) are here: some are missing"))
    }

    @Test("compares a held checkpoint of any size")
    func held() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        for size in 1...ledger.tree.size {
            #expect(try Self.audit(ledger, held: ledger.checkpoint(size: size)).exitCode == 0)
            let text = Checkpoint(origin: ledger.origin, size: size, root: .zero).text
            let other = try SignedNote(signing: text, with: FixedKeys.checkpoint, name: ledger.origin)
            let found = Self.findings(try Self.audit(ledger, held: other), "held")
            #expect(found == ["your checkpoint: its entries are not the first \(size) of this ledger: it was forked"])
        }
    }

    @Test("names every damaged entry and every wrong index entry, and goes on behind them")
    func everything() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        let first = try ledger.appendIndex(omitting: { _, position in position == story.evidence.position })
        _ = try story.identify()
        let second = try ledger.appendIndex()
        _ = try story.identify()
        let third = try ledger.appendIndex(omitting: { name, _ in name == story.model.statement.name })
        #expect(
            Self.findings(try Self.audit(ledger), "index")
                == [first, third].map {
                    "entry \($0.position): its root is not that of the entries below it: references were left out or added"
                })
        var leaves = ledger.entries.map(\.entry.leaf)
        let damaged = [story.evidence.position, second.position - 1]
        for place in damaged { leaves[Int(place)][40] ^= 1 }
        let verdict = try Self.audit(ledger, leaves: leaves)
        #expect(Self.findings(verdict, "leaves").count == 2)
        for place in damaged {
            #expect(Self.findings(verdict, "leaves").contains { $0.hasPrefix("entry \(place): ") })
        }
    }

    @Test("says once what is missing, and judges what stands behind it by itself")
    func missing() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        let first = try ledger.appendIndex()
        _ = try story.identify()
        let second = try ledger.appendIndex()
        let size = ledger.tree.size
        // Up to and with the first index entry all is compared; the entry before it and those behind are another matter.
        for gap in [first.position + 1..<first.position + 3, 1..<2, 0..<1, 0..<3] {
            var audit = LedgerAudit(trust: TrustPolicy(ledgers: [ledger.id]))
            for (position, entry) in ledger.entries.enumerated() where !gap.contains(UInt64(position)) {
                audit.add(position: Int64(position), leaf: entry.entry.leaf, stored: nil)
            }
            audit.add(checkpoint: try ledger.checkpoint().encoded, storedSize: Int64(size))
            let verdict = audit.finish()
            #expect(verdict.exitCode == 2)
            let words =
                gap.count == 1 ? "entry \(gap.lowerBound)" : "entries \(gap.lowerBound) to \(gap.upperBound - 1)"
            #expect(
                Self.findings(verdict, "positions")
                    == ["\(words): missing, or not to be read: nothing that rests on it was compared"])
            #expect(Self.findings(verdict, "index").count == 1)
            #expect(Self.findings(verdict, "index").allSatisfy { $0.contains("\(second.position)") })
            guard gap.lowerBound > 0 else {
                #expect(Self.findings(verdict, "roles") != [])
                continue
            }
            #expect(
                Self.findings(verdict, "checkpoints")
                    == [
                        "checkpoint of size \(size): signed, and not compared with their entries: some are missing from entry \(gap.lowerBound) on"
                    ])
        }
    }

    @Test("keeps what it says of neighbours as one finding, and of a hostile ledger no more than it can hold")
    func neighbours() throws {
        let story = try Story()
        let ledger = story.publisher.ledger
        var audit = LedgerAudit(trust: TrustPolicy(ledgers: [ledger.id]))
        for (position, entry) in ledger.entries.enumerated() {
            audit.add(position: Int64(position), leaf: entry.entry.leaf, stored: nil)
        }
        let size = ledger.tree.size
        for position in size..<size + 150_000 {
            // Two kinds of damage in turn are no neighbours.
            let leaf: [UInt8] = position < size + 1_000 || position % 2 == 0 ? [0] : Array("{}".utf8)
            audit.add(position: Int64(position), leaf: leaf, stored: nil)
        }
        let verdict = audit.finish()
        let leaves = try #require(verdict.checks.first { $0.id == "leaves" })
        #expect(leaves.findings.first?.object == "entries \(size) to \(size + 999)")
        #expect(leaves.findings.count == 100_000)
        #expect(leaves.unlisted == 150_000 - 1_000 - 100_000 + 1)
        #expect(verdict.lines.contains { $0.contains("\(leaves.unlisted) of which only the number is kept") })
    }

    @Test("names a row that stands where no entry can, and judges the others")
    func misplaced() throws {
        let ledger = try Story().publisher.ledger
        var audit = LedgerAudit(trust: TrustPolicy(ledgers: [ledger.id]))
        audit.add(position: -7, leaf: ledger.entries[0].entry.leaf, stored: nil)
        for (position, entry) in ledger.entries.enumerated() {
            audit.add(position: Int64(position), leaf: entry.entry.leaf, stored: nil)
        }
        audit.add(checkpoint: try ledger.checkpoint().encoded, storedSize: nil)
        let verdict = audit.finish()
        #expect(verdict.findings.map(\.object) == ["the row at position -7"])
        #expect(verdict.exitCode == 2)
    }

    @Test("says how many signatures nobody looked at")
    func withoutSignatures() throws {
        let ledger = try Story().publisher.ledger
        var audit = LedgerAudit(trust: TrustPolicy(ledgers: [ledger.id]))
        for (position, entry) in ledger.entries.enumerated() {
            audit.add(
                LedgerAudit.Examined(
                    position: Int64(position), leaf: entry.entry.leaf, stored: nil, signature: position == 0))
        }
        audit.add(checkpoint: try ledger.checkpoint().encoded, storedSize: nil)
        let verdict = audit.finish()
        #expect(verdict.exitCode == 0)
        #expect(
            verdict.notChecked.contains(
                "whether \(ledger.entries.count - 1) entries are signed by the keys that they name"))
    }
}
