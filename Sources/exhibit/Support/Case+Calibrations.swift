import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

extension Case {
    /// Keeps scores and findings, and appends what names them.
    ///
    /// - Parameter environment: besides that of this program.
    func record(
        _ measured: Calibration.Measured, of model: PlacedEntry, galleries: [PlacedEntry], conditions: String?,
        environment: [(name: String, value: String)] = []
    ) throws -> PlacedEntry {
        func keep(_ bytes: [UInt8]) throws -> JSON {
            let sealing = Sealing(bytes, randomness: randomness)
            return .string(
                try self.keep(sealing, bytes: bytes, media: "application/json", stable: false).description)
        }
        let model = model.statement.name
        let galleries = galleries.map(\.statement.name)
        let documents = measured.documents
        let body: [String: JSON] = [
            "model": .string(model.description),
            "topic": .string(try keepOpen(CalibrationTopic.document(model: model)).description),
            "protocol": .string(try keepOpen(documents.protocol).description),
            "galleries": .array(galleries.map { .string($0.description) }),
            "scores": try keep(documents.scores), "findings": try keep(measured.findings.json.encoded),
            "program": ["name": "exhibit", "version": .string(ExhibitVersion.program)],
            "environment": .array(
                (RunSurroundings.here.environment + environment).map {
                    ["name": .string($0.name), "value": .string($0.value)]
                }),
        ]
        let draft = Draft(
            .calibration, subjects: [model] + galleries,
            body: body.merging(measured.counts) { first, _ in first },
            slots: [
                "conditions": conditions.map { .string($0) } ?? .null, "recorded": .integer(Clock.milliseconds()),
            ])
        return try append([draft])[0]
    }

    /// "quality 50 to 79: 0 of 398, at most 0.75 %; …" as a calibration recorded it: the scores are not read.
    func falsePositives(of calibration: Statement) throws -> String {
        guard let name = calibration.name("findings"), let bytes = try? bytes(of: name),
            let findings = try? JSONParser.parse(bytes, as: "calibration", limits: CalibrationFindings.limits)
        else { return "its findings are not here; see: exhibit audit" }
        let cells = (findings["cells"]?.elements ?? []).compactMap { cell -> String? in
            // Of pairs, where nothing was searched; most sizes of pictures are none of the list.
            let rate = cell["false_positives"] ?? cell["false_matches"]
            let trials = Int(rate?["trials"]?.number ?? 0)
            guard trials > 0 || cell["false_positives"] != nil else { return nil }
            let upper = rate?["upper"]?.text.flatMap { RecordedDecimal($0) }
            return
                "\(cell["name"]?.text ?? ""): \(rate?["errors"]?.number ?? 0) of \(trials), \(CalibrationText.bound(upper, of: trials))"
        }
        return cells.joined(separator: "; ")
    }
}
