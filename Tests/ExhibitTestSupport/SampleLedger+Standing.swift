import ExhibitCore

/// Until when the sample's report stands, and what took its place.
extension SampleLedger {
    func standing() throws -> PlacedEntry {
        let draft = Standing.draft(
            of: byKind["report"]!.statement, from: Hour(milliseconds: ledger.now), isContested: false)
        return try notAppended(draft, by: FixedKeys.standing).0
    }

    func superseding() throws -> PlacedEntry {
        let report = byKind["report"]!.statement
        let body = report.body.filter { $0.key != "made" }
        return try notAppended(
            Draft(
                .reportSuperseding, subjects: [ReportFile.pageName(of: Self.page)],
                body: body.merging(["supersedes": .string(report.name.description)]) { first, _ in first },
                slots: ["made": .integer(ledger.now)]), by: FixedKeys.ledger
        ).0
    }

    /// Of a ledger that has little else than a report and its standing: the form, with the report's own list and the keys'.
    public static func standingFile() throws -> StandingFile {
        let publisher = try MemoryCase(seed: "sample standing")
        let ledger = publisher.ledger
        func name(_ label: String) -> JSON {
            .string(TypedName(.statement, ContentHash(of: Array(label.utf8))).description)
        }
        try publisher.prepareStanding()
        let report = try ledger.append([
            Draft(
                .report, subjects: [ReportFile.pageName(of: page)],
                body: [
                    "claim": name("claim"), "evidence": name("evidence"), "index": name("index"),
                    "page": .string(ReportFile.pageName(of: page).description),
                    "template": .string(open("template").description), "view": .string(open("view").description),
                ])
        ])[0]
        let older = try ledger.checkpoint()
        let standing = try ledger.append([
            Standing.draft(of: report.statement, from: Hour(milliseconds: ledger.now), isContested: false)
        ])[0]
        let covers = try publisher.appendIndex().position
        let names = [FixedKeys.ledger, FixedKeys.checkpoint, FixedKeys.standing].map(\.name) + [report.statement.name]
        let trie = ledger.index(covers: covers)
        return StandingFile(
            report: report.statement.id, older: older, newer: try ledger.checkpoint(),
            consistency: ledger.tree.proveConsistency(from: report.position + 1, to: covers + 1),
            entries: [0, report.position - 1, report.position, standing.position, covers].map { position in
                Bundle.ProvenEntry(
                    position: position, leaf: ledger.entries[Int(position)].entry.leaf,
                    proof: ledger.tree.proveInclusion(of: position, size: covers + 1))
            },
            lists: names.map { name in
                Bundle.ReferenceList(
                    name: name, positions: ledger.positions(of: name, covers: covers),
                    proof: trie.prove(IndexLeaf.key(of: name)!).encoded)
            })
    }
}

extension GoldenVectors {
    mutating func addStandings() throws {
        let file = try SampleLedger.standingFile().encoded
        add("first", .standing, .accepted, "of a report that has one", file)
        for (name, comment, old, new) in [
            ("version", "another version", "standing-v1", "standing-v2"),
            ("member", "a member that the format lacks", #","lists":"#, #","kept":1,"lists":"#),
            ("no-report", "no report", #""report":"statement:"#, #""report":"sha256:"#),
            ("no-older", "no older checkpoint", #""older":"#, #""elder":"#),
            ("no-lists", "no lists", #""lists":["#, #""list":["#),
            ("short-hash", "a hash of 35 bytes", #"{"consistency":[""#, #"{"consistency":["AAAA"#),
            ("position-twice", "a position twice", #""position":3,"#, #""position":4,"#),
            ("space", "white space", #","lists""#, #", "lists""#),
        ] { add(name, .standing, .refused, comment, Self.change(file, old, new)) }
    }
}
