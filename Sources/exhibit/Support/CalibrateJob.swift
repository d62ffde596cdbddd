import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// Measures copy detection on the pictures of a reference set, and records what came out.
struct CalibrateJob {
    let opened: Case
    let gallery: PlacedEntry
    let label: String
    let conditions: String?

    struct Outcome {
        let entry: PlacedEntry
        let scores: CalibrationScores
        let findings: CalibrationFindings
        let manifest: Manifest

        func path(ofLine line: Int) -> String { "/" + manifest.lines[line].path }
        func path(ofSource source: Int) -> String { path(ofLine: scores.pictures[source].line) }
    }

    func run(_ console: Console) throws -> Outcome {
        let set = try opened.referenceSet(gallery)
        let pictures = try CalibrationPictures(of: set, in: opened, label: label, console)
        guard pictures.sources.count >= 2 else {
            throw UserError(
                "the reference set \"\(shown(label))\" has \(counted(pictures.sources.count, "picture")) to compare, and calibration takes two at least. Nothing was recorded. Record a larger one: exhibit gallery add NAME FOLDER"
            )
        }
        let hashes = pictures.sources.map { set.hashes[$0.line].hash }
        let scores = try CalibrationScores(
            pictures: pictures.sources, leftOut: pictures.leftOut, same: pictures.same, atEach: Interruption.check
        ) { hashes[$0].distance(to: hashes[$1]) }
        let findings = try CalibrationFindings(scores)
        try Interruption.check()
        // The model may be recorded here, and another command may be doing that.
        let entry = try opened.exclusively { try record(scores, findings) }
        return Outcome(entry: entry, scores: scores, findings: findings, manifest: set.manifest)
    }

    private func record(_ scores: CalibrationScores, _ findings: CalibrationFindings) throws -> PlacedEntry {
        func keep(_ bytes: [UInt8]) throws -> JSON {
            let sealing = Sealing(bytes, randomness: opened.randomness)
            return .string(
                try opened.keep(sealing, bytes: bytes, media: "application/json", stable: false).description)
        }
        let (model, gallery) = (try opened.builtInModel().statement.name, gallery.statement.name)
        let topic = CalibrationTopic.document(model: model)
        let body: [String: JSON] = [
            "model": .string(model.description),
            "topic": .string(try opened.keepOpen(topic).description),
            "protocol": .string(try opened.keepOpen(CopyProtocol.bytes).description),
            "galleries": [.string(gallery.description)],
            "scores": try keep(scores.encoded), "findings": try keep(findings.json.encoded),
            "program": ["name": "exhibit", "version": .string(ExhibitVersion.program)],
            "environment": .array(
                RunSurroundings.here.environment.map { ["name": .string($0.name), "value": .string($0.value)] }),
        ]
        let draft = Draft(
            .calibration, subjects: [model, gallery],
            body: body.merging(Calibration.counts(scores, findings)) { first, _ in first },
            slots: [
                "conditions": conditions.map { .string($0) } ?? .null, "recorded": .integer(Clock.milliseconds()),
            ])
        return try opened.append([draft])[0]
    }
}
