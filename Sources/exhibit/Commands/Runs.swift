import ArgumentParser
import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

struct Runs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List every run on a picture, failed and unwanted ones included.",
        discussion:
            "Also finds runs on copies of it with the same JPEG data or the same pixels, and on what was made from it.")

    @Argument(help: "A picture's file, or the id of its entry.")
    var picture: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        var names: Set<TypedName> = []
        if let file = try? StableFile(picture) {
            let analysis = PictureAnalysis(of: file.bytes, randomness: opened.randomness)
            for sealing in [analysis.file, analysis.coefficients, analysis.pixels].compactMap({ $0 }) {
                if let name = try opened.name(ofPlain: sealing.plain) { names.insert(name) }
            }
            guard !names.isEmpty else {
                throw UserError(
                    "\(shown(picture)): neither this file nor a copy of it is known here. Record it: exhibit ingest \(word(picture))"
                )
            }
        } else if let name = TypedName(picture), opened.evidence(named: name) == nil, opened.maker(of: name) != nil {
            // Of whatever a step made, also what nothing may be asked about.
            names = [name]
        } else {
            let known = TypedName(picture).flatMap { opened.evidence(named: $0) }
            let evidence = try (known ?? opened.evidence(for: picture)).statement
            names = Set(PictureEvidence.identities.compactMap { evidence.name($0) })
        }
        var runs: [UInt64: PlacedEntry] = [:]
        for entry in opened.derived(from: names).flatMap({ opened.entries(referringTo: $0) ?? [] }) {
            let opening =
                entry.statement.isRunOpened
                ? entry : entry.statement.name("run").flatMap { opened.entry(statement: $0.hash) }
            if let opening, opening.statement.isRunOpened { runs[opening.position] = opening }
        }
        var table = Table(["run", "hour", "model", "outcome", "claim", "status"], numbers: ["run", "claim"])
        for run in runs.values.sorted(by: { $0.position < $1.position }) {
            let about = opened.entries(referringTo: run.statement.name) ?? []
            let model = run.statement.name("model").flatMap { opened.entry(statement: $0.hash)?.statement }
            let closed = about.first { $0.statement.isKind(.runClosed) }
            let claim = about.last { $0.statement.isClaim }
            table.rows.append([
                "#\(run.position)", run.statement.head.time.description,
                "\(model?.text("name") ?? "") \(model?.text("version") ?? "")",
                closed?.statement.text("outcome") ?? "started, no result",
                claim.map { "#\($0.position)" } ?? "-", claim?.statement.text("status") ?? "-",
            ])
        }
        list.show(table, as: "runs", empty: "No run on this picture. Next: exhibit identify PICTURE --gallery NAME")
    }
}
