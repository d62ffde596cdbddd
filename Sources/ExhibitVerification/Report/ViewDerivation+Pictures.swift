import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// Pictures, candidates, model and reference set.
extension ViewDerivation {
    private var isRefused: Bool { claim.statement.text("status") == Status.refused.rawValue }

    /// The step that made the copy of a file that people are shown.
    private func reduction(of file: TypedName) -> Statement? {
        run.steps.map(\.statement).first {
            Operation.named(in: $0) == .reduce && $0.artifacts("inputs").contains { $0.name == file }
        }
    }

    func picture(of file: TypedName?, role: String) -> ReportView.Picture {
        let step = file.flatMap { reduction(of: $0) }
        let geometry = step.flatMap { slot("geometry", of: $0) }
        func size(_ member: String) -> Int { Int(geometry?[member]?.number ?? 0) }
        let reduced = step?.artifacts("outputs").first?.name
        var identities: [ReportView.Identity] = []
        if role == "evidence" {
            let titles =
                isDerived
                ? ["SHA-256 of the evidence", "Its size in bytes", "Its file name"]
                : ["SHA-256 of the file", "Size in bytes", "File name"]
            for (title, member) in zip(titles, ["sha256", "size", "file_name"]) {
                identities.append(.init(name: title, value: value(member, of: evidence)))
            }
        }
        let made: [(String, TypedName?)] = isDerived ? [("picture that was compared", file)] : []
        let named: [(String, TypedName?)] =
            role == "evidence"
            ? made + [
                ("file", evidence.name("artifact")), ("JPEG coefficients", evidence.name("coefficients")),
                ("pixels", evidence.name("pixels")),
                ("reduced copy", reduced),
            ] : [("file", file), ("reduced copy", reduced)]
        for (what, name) in named {
            guard let name else { continue }
            identities.append(.init(name: "Sealed name, \(what)", value: .given(name.description)))
            let salt =
                disclosed.salts[name].map { Hex.encode($0) } ?? erasures.entry(erasing: name).map { Erasures.words($0) }
            identities.append(.init(name: "Salt, \(what)", value: salt.map { .given($0) } ?? .withheld))
        }
        return ReportView.Picture(
            jpeg: reduced.flatMap { disclosed.bytes[$0] }.map { .given($0) } ?? .withheld,
            width: size("width"), height: size("height"), originalWidth: size("source_width"),
            originalHeight: size("source_height"),
            mediaType: (role == "evidence" && !isDerived ? evidence.text("media_type") : "picture") + gone(file),
            name: file?.description ?? "", identities: identities,
            generated: role == "evidence" && classOfPicture >= .generated,
            alternative: role != "evidence"
                ? "A reference picture, as a reduced copy"
                : isDerived
                    ? "A picture that recorded steps made from the evidence, as a reduced copy"
                    : "The evidence, as a reduced copy")
    }

    /// Beside the place where a picture would stand.
    private func gone(_ file: TypedName?) -> String {
        file.flatMap { erasures.entry(erasing: $0) }.map { ", \(Erasures.words($0))" } ?? ""
    }

    var references: [ReportView.Reference] {
        if isRefused { return [] }
        return claim.statement.names("named").compactMap { name in
            guard let rank = rank(of: name), reduction(of: name) != nil else { return nil }
            return ReportView.Reference(rank: Int(rank), picture: picture(of: name, role: "reference"))
        }
    }

    func rank(of name: TypedName) -> Int64? {
        candidates?.candidates.first { $0.artifact == name }?.rank
            ?? scores?.candidates.first { $0.answer.reference == name }?.rank
    }

    var candidateRows: [ReportView.Candidate] {
        (isRefused ? [] : candidates?.candidates ?? []).map { candidate in
            ReportView.Candidate(
                rank: Int(candidate.rank), name: candidate.artifact.description, distance: Int(candidate.distance),
                quality: Int(candidate.quality), unstableBits: Int(candidate.unstable), label: .withheld,
                withinPublishedThreshold: candidate.distance <= Policy.current.threshold,
                equalIdentities: computed.facts.filter { $0.artifact == candidate.artifact }.map {
                    $0.relation.rawValue.split(separator: "_").joined(separator: " ")
                })
        }
    }

    var scoreRows: [ReportView.Score] {
        let matches = Set(scores.flatMap { list in model.map { list.matches(of: $0) } }?.map(\.rank) ?? [])
        return (isRefused ? [] : scores?.candidates ?? []).map { candidate in
            let answer =
                switch candidate.answer {
                case .label(let label): said(label)
                case .reference(let name): name.description
                }
            return ReportView.Score(
                rank: Int(candidate.rank), answer: answer, score: "\(candidate.score.value)",
                bits: candidate.score.description,
                isMatch: matches.contains(candidate.rank))
        }
    }

    private var confinement: ReportView.Confinement {
        guard isOfModels else { return .builtIn }
        let stated = run.opened.statement.parameter("confinement")
        if model?.isBuiltInModel == true, stated == Kind.builtInRunner { return .builtIn }
        return stated == "bubblewrap" ? .confined : .unconfined
    }

    private var isIrreproducible: Bool { model?.body["nondeterminism"]?.elements?.isEmpty == false }

    private var tolerance: String {
        guard let stated = Tolerance(of: run.opened.statement) else { return "contradicts itself" }
        guard let epsilon = stated.epsilon, let name = stated.measurement else {
            return isIrreproducible
                ? "not declared: its program says that it does not always give the same" : "none: the same bits (R0)"
        }
        let entry = byStatement[name.hash]
        let measured = entry.flatMap { Measurement($0.statement) }
        let runs = measured.map { "measured in \($0.completed) runs" } ?? "measured"
        let largest = measured?.largest.map { ", which differed by at most \(ScoreDifference.text($0))" } ?? ""
        let ranking = measured?.rankingChanged == true ? ", and not always in the same ranking" : ""
        let place = entry.map { ", entry \($0.position)" } ?? ""
        return
            "at most \(ScoreDifference.text(epsilon)) in any score, in the same ranking (R1; \(runs)\(largest)\(ranking)\(place))"
    }

    var modelView: ReportView.Model {
        let score = model?.body["score"]
        let opened = run.opened.statement
        return ReportView.Model(
            name: said(model?.text("name") ?? ""), version: said(model?.text("version") ?? ""),
            manifest: model?.name("manifest")?.hash.hex ?? "",
            scoreDirection: "\(score?["better"]?.text ?? "") is \(isOfModels ? "better" : "more alike")",
            // What a publisher calls a score is not repeated beside the numbers: it could call it a probability.
            scoreRange: "\(score?["minimum"]?.text ?? "") to \(score?["maximum"]?.text ?? "")"
                + (isOfModels ? "" : ", \(score?["name"]?.text ?? "")"),
            generatesPixels: model?.generatesPixels ?? false,
            conditions: said(model?.text("conditions") ?? ""), runner: model?.text("runner") ?? "",
            confinement: confinement, tolerance: tolerance,
            parameters: Self.fields(opened.body["parameters"]).map { .init(name: $0.name, value: said($0.value)) })
    }

    var galleryView: ReportView.Gallery {
        let gallery = isOfModels ? nil : gallery
        return ReportView.Gallery(
            members: Int(gallery?.body["members"]?.number ?? 0), usable: Int(gallery?.body["compared"]?.number ?? 0),
            manifest: gallery?.name("manifest")?.description ?? "", statement: gallery?.id.hex ?? "")
    }

    /// What a model was given to compare the picture with.
    var comparedSet: ReportView.ComparedSet? {
        guard isOfModels, let gallery else { return nil }
        let step = run.steps.map(\.statement).first { Operation.named(in: $0) == .runModel }
        let given = step.flatMap { $0.parameter("references") }.flatMap { Int($0) }
        return ReportView.ComparedSet(
            members: Int(gallery.body["members"]?.number ?? 0), given: given ?? 0,
            manifest: gallery.name("manifest")?.description ?? "", statement: gallery.id.hex)
    }

    static func fields(_ list: JSON?) -> [ReportView.Field] {
        (list?.elements ?? []).map {
            ReportView.Field(name: $0["name"]?.text ?? "", value: $0["value"]?.text ?? "")
        }
    }
}
