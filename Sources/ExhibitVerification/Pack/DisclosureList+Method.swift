import ExhibitCore
import ExhibitReport

/// The program, the model, and how often they are wrong.
extension DisclosureList {
    mutating func addMethod() {
        let statement = model?.statement
        let program = opened?.statement.body["program"]
        let by = "\(program?["name"]?.text ?? "") \(program?["version"]?.text ?? "")"
        let isBuiltIn = view.model.confinement == .builtIn
        let asked = [Asked.arteaga, Asked.miles]
        add(
            "software", "Name and version of the software", asked, .present,
            "Model \(view.model.name) \(view.model.version), run by \(by), in the runner “\(view.model.runner)”",
            "report.html, section 8; \(file(model))")
        if isBuiltIn {
            add("maker", "Who made it", asked, .present, "It is part of \(by), which made the record", file(model))
        } else {
            add("maker", "Who made it", asked, .absent, "The record names no maker of a model. Ask the publisher.")
        }
        let digests = statement?.body["files"]?.elements ?? []
        add(
            "digest", "Digest of the exact model", asked, .present,
            "sha256:\(view.model.manifest), over \(digests.count) named files, each with its own digest", file(model))
        let files = digests.compactMap { $0["artifact"]?.text.flatMap { TypedName($0) } }
        let places = files.compactMap(place)
        if !files.isEmpty, places.count == files.count {
            add("files", "The model’s files", [Asked.arteaga], .present, "All \(files.count)", list(places, most: 3))
        } else {
            add(
                "files", "The model’s files", [Asked.arteaga], .withheld,
                "\(places.count) of \(files.count) given. Whoever has the others can compare them with their digests.")
        }
        add(
            "source", "Source code", [Asked.arteaga], .absent,
            isBuiltIn
                ? "The record holds no source code. The method is built into \(by)."
                : "The record holds no source code, only digests of the model’s files.")
        add(
            "measures", "What is measured, and how each mark counts", [Asked.arteaga], .absent,
            "The record has no such list. What the model’s operator says of it: \(view.model.conditions)")
        let parameters = view.model.parameters.map { "\($0.name) \($0.value)" }
        add(
            "settings", "Settings, thresholds and rules", [Asked.arteaga], .present,
            list(parameters + ["policy \(claim.name("policy")?.description ?? "")"], most: 16),
            "report.html, sections 6 and 8; \(file(opened))")
        addErrorRates()
    }

    private mutating func addErrorRates() {
        let calibration = placed(claim.name("calibration"))
        switch view.claim.errorRate {
        case .bounded(let sentence):
            add(
                "error-rates", "How often it is wrong", [Asked.arteaga, Asked.miles], .present, sentence,
                "\(view.weight == nil ? "" : "report.html, What this is worth; ")\(file(calibration))")
        case .notMeasured:
            add(
                "error-rates", "How often it is wrong", [Asked.arteaga, Asked.miles], .absent,
                "It has not been measured on such pictures.")
        }
        let documents = ["findings", "scores"].compactMap { calibration?.statement.name($0) }
        let places = documents.compactMap(place)
        if calibration == nil {
            add("tests", "How that was measured, with the scores", [Asked.arteaga], .absent, "There is no measurement.")
        } else if !documents.isEmpty, places.count == documents.count {
            add(
                "tests", "How that was measured, with the scores", [Asked.arteaga], .present,
                "The conditions, the findings and every score", list([file(calibration)] + places))
        } else {
            add(
                "tests", "How that was measured, with the scores", [Asked.arteaga], .withheld,
                "The measurement is recorded, and its scores are not all given", file(calibration))
        }
        add(
            "outside-tests", "Tests by others, for example NIST", [Asked.arteaga], .absent,
            "The record has no place for tests by others. Ask the publisher.")
    }
}
