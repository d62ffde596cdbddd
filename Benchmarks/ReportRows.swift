import ExhibitCore
import ExhibitStorage
import Foundation

/// What it takes a stranger to check a report, by the size of the ledger that it comes from.
struct ReportRows {
    let ledgers: Ledgers
    let programs: String
    let python: String

    func rows() throws -> [Row] {
        let reports = try [ledgers.large(), ledgers.small()].map { try makeReport($0) }
        let times = try Measure.inTurn(
            rounds: 25,
            reports.map { arguments in
                { try Command.run(programs + "/exhibit-verify", arguments) }
            })
        let ours = times[0].median
        return [
            Row(
                "verify a report from \(ledgers.entries) entries, process start included", beside: "one from 10,000",
                ours: times[0].milliseconds, theirs: times[1].milliseconds, ratio: ours / times[1].median,
                target: .atMost(1.2), also: ("under 60 ms", ours < 0.06))
        ]
    }

    /// One picture looked for in a reference set of four; returns what verifies the report of it.
    private func makeReport(_ generator: Generator) throws -> [String] {
        let base = URL(filePath: generator.folder.path).deletingLastPathComponent().path
        let (pictures, report) = (base + "/report-pictures", base + "/report.html")
        try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
        try Command.run(python, [Peer.script, "pictures", pictures, "4", "512", "512", "3"])
        let picture = pictures + "/00000.jpg"
        for arguments in [
            ["ingest", picture], ["gallery", "add", "set", pictures], ["identify", picture, "--gallery", "set"],
            ["report", "--last", "-o", report],
        ] {
            try Command.run(
                programs + "/exhibit", arguments + ["--case", generator.folder.path, "--quiet"],
                environment: generator.environment)
        }
        let opened = try generator.open(forWriting: false)
        defer { try? opened.close() }
        return ["--key", opened.ledgerID.hex, "--quiet", report]
    }
}
