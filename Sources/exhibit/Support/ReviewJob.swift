import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// A person's conclusion about a run, and the pictures that they come to it by.
struct ReviewJob {
    let opened: Case

    func record(
        _ run: PlacedEntry, conclusion: String, reasons: String?, reviewer: String?, by key: SigningKey
    ) throws -> PlacedEntry {
        let draft = Draft(
            .review, subjects: [run.statement.name],
            body: [
                "run": .string(run.statement.name.description),
                "scale": .string(ReviewScale.name), "conclusion": .string(conclusion),
            ],
            slots: [
                "reasons": reasons.map { .string($0) } ?? .null,
                "reviewer": reviewer.map { .string($0) } ?? .null, "recorded": .integer(Clock.milliseconds()),
            ])
        return try opened.append(draft, by: key)
    }

    /// The reduced copies that the run made, as reports show them: of the evidence, then of the references by rank. No
    /// score is among them.
    func write(_ run: PlacedEntry, to folder: String, _ console: Console) throws {
        let steps = (opened.entries(referringTo: run.statement.name) ?? []).filter { $0.statement.isKind(.step) }
        var files: [(name: String, bytes: [UInt8])] = []
        for step in steps where Operation.named(in: step.statement) == .reduce {
            let role = step.statement.artifacts("inputs").first { $0.role == "reference" } == nil
            for output in step.statement.artifacts("outputs") {
                let number = files.count
                files.append(
                    (role ? "evidence.jpg" : "reference-\(number).jpg", try opened.bytes(of: output.name)))
            }
        }
        guard !files.isEmpty else { throw UserError("run #\(run.position) kept no picture for people to look at") }
        try OutputFile.check(folder, force: false)
        try DurableFile.makeFolder(folder, permissions: 0o755)
        for file in files { try OutputFile.write(file.bytes, to: folder + "/" + file.name, force: false) }
        console.say("\(shown(folder))  \(counted(files.count, "picture")) of run #\(run.position), without scores")
        console.emit("review-pictures", ["folder": .string(folder), "pictures": .integer(Int64(files.count))])
    }
}

extension Case {
    /// The run that a person means, by itself or by a claim made from it.
    func run(named text: String) throws -> PlacedEntry {
        let entry = try resolve(text)
        if entry.statement.isRunOpened { return entry }
        if entry.statement.isClaim, let name = entry.statement.name("run"),
            let run = self.entry(statement: name.hash)
        {
            return run
        }
        throw UserError("\(shown(text)): is neither a run nor a claim; see: exhibit log --kind run.opened")
    }
}
