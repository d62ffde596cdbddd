import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// What was measured of models, and what their runs may rely on.
extension Case {
    /// By position.
    func measurements(of model: PlacedEntry) throws -> [PlacedEntry] {
        try entries(of: .measurement).filter { $0.statement.name("model") == model.statement.name }
    }

    /// What a run of a model may differ by when it is run again: what the newest measurement says, where program and engine
    /// are still those that were measured. Else the same bits, and why.
    func tolerance(
        of model: PlacedEntry, _ confinement: Sandbox.Confinement
    ) throws -> (tolerance: Tolerance, measured: RunnerDescription.Identity?, remark: String?) {
        guard let newest = try measurements(of: model).last, let measurement = Measurement(newest.statement) else {
            return (.sameBits, nil, nil)
        }
        let again = "Measure again: exhibit model measure \(word(model.statement.text("name")))"
        guard let tolerance = Tolerance(measurement) else {
            return (.sameBits, nil, "measurement #\(newest.position) gives no tolerance. \(again)")
        }
        let body = newest.statement.body
        let due = RunnerDescription.Identity(
            name: body["program"]?["name"]?.text ?? "", version: body["program"]?["version"]?.text ?? "",
            engine: RunnerDescription.Engine(
                name: body["engine"]?["name"]?.text ?? "", version: body["engine"]?["version"]?.text ?? "",
                build: body["engine"]?["build"]?.text ?? ""))
        guard let now = try? MeasureJob.describe(try runnerCommand(model), confinement).identity, now == due else {
            return (
                .sameBits, nil,
                "measurement #\(newest.position) was made with another program or engine than the one here. \(again)"
            )
        }
        return (tolerance, due, nil)
    }
}

extension Measurement {
    /// For people, in one line.
    var sentence: String {
        let body = statement.body
        let settings = (body["settings"]?.elements ?? []).map { setting in
            "\(setting["level"]?.text ?? "?")/\(setting["threads"]?.number ?? 0)"
        }
        let differed =
            largest.map { "scores differed by at most \(ScoreDifference.text($0))" }
            ?? "scores differed without a bound"
        let failures = failed == 0 ? "" : ", \(failed) failed"
        let ranking = rankingChanged ? "; the ranking was not always the same" : ""
        let promise =
            epsilon.map { "tolerance \(ScoreDifference.text($0))" } ?? "no tolerance follows"
        return
            "\(completed) runs\(failures), level/threads \(shown(settings.joined(separator: " "))): \(differed)\(ranking); \(promise)"
    }
}
