import ExhibitCore
import ExhibitStorage
import ExhibitWeight

extension Case {
    /// "quality 50 to 79: 0 of 398, at most 0.75 %; …" as a calibration recorded it: the scores are not read.
    func falsePositives(of calibration: Statement) throws -> String {
        guard let name = calibration.name("findings"), let bytes = try? bytes(of: name),
            let findings = try? JSONParser.parse(bytes, as: "calibration", limits: CalibrationFindings.limits)
        else { return "its findings are not here; see: exhibit audit" }
        let cells = (findings["cells"]?.elements ?? []).map { cell in
            let rate = cell["false_positives"]
            let trials = Int(rate?["trials"]?.number ?? 0)
            let upper = rate?["upper"]?.text.flatMap { RecordedDecimal($0) }
            return
                "\(cell["name"]?.text ?? ""): \(rate?["errors"]?.number ?? 0) of \(trials), \(CalibrationText.bound(upper, of: trials))"
        }
        return cells.joined(separator: "; ")
    }
}
