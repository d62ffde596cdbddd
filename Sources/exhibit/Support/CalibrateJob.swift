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
    }

    func run(_ console: Console) throws -> Outcome {
        let set = try opened.referenceSet(gallery)
        try NearDuplicates(of: set).show(console)
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
        let entry = try opened.exclusively {
            try opened.record(
                .copies(scores, findings), of: try opened.builtInModel(), galleries: [gallery], conditions: conditions)
        }
        return Outcome(entry: entry, scores: scores, findings: findings, manifest: set.manifest)
    }
}
