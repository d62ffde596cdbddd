import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// How the picture that was compared came to be, and what else is known of its pixels.
extension ViewDerivation {
    /// What the run was opened for.
    var picture: TypedName? { history?.picture ?? evidence.name("artifact") }
    var isDerived: Bool { history?.isDerived == true && picture != evidence.name("artifact") }
    private var about: About { About(rawValue: run.opened.statement.text("about")) ?? .person }

    /// The class of the picture before the run.
    var classOfPicture: Taint {
        if let history, history.isDerived { return history.taint(about: about) }
        return TaintOrigin(of: evidence, about: about).taint
    }

    var making: [ReportView.Making] {
        (history?.runs ?? []).map { made in
            let model = made.model?.statement
            return ReportView.Making(
                position: Int(made.opened.position),
                model: said("\(model?.text("name") ?? "unknown") \(model?.text("version") ?? "")"),
                steps: made.steps.map { step(of: $0.statement) })
        }
    }

    /// Of its parameters those that the shape of its run holds to numbers and fixed words.
    private func step(of statement: Statement) -> ReportView.Step {
        func uses(_ member: String) -> [ReportView.Use] {
            statement.artifacts(member).map { ReportView.Use(role: $0.role, name: $0.name.description) }
        }
        let operation = Operation.named(in: statement)
        let isShown = operation.map { $0 == .observe || DerivationShape.parameters[$0] != nil } ?? false
        return ReportView.Step(
            number: Int(statement.body["number"]?.number ?? 0), operation: operation?.rawValue ?? "unknown",
            version: operation?.version ?? "", inputs: uses("inputs"), outputs: uses("outputs"),
            taint: ReportView.TaintClass(rawValue: statement.text("taint")) ?? .authored,
            parameters: isShown ? Self.fields(statement.body["parameters"]) : [], environment: "")
    }

    /// What the file says of itself; the words are those of a closed vocabulary.
    var marked: String {
        guard let taint = evidence.body["marked"]?.text else { return "" }
        let sentence = FileMark.sentence(ofClass: taint)
        guard let slot = slot("marks", of: evidence) else { return sentence }
        let marks = (slot.elements ?? []).compactMap { FileMark($0) }.filter { $0.taint == taint }
        var seen: Set<String> = []
        let lines = marks.map(\.line).filter { seen.insert($0).inserted }.prefix(3)
        return lines.isEmpty ? sentence : "\(sentence) (\(lines.joined(separator: "; ")))"
    }

    /// Said of a picture that steps made, and of evidence whose entry has room for marks: pages made before keep their
    /// words.
    var notes: [String] {
        guard isOfModels || history?.isDerived == true || earlier != nil || evidence.isKind(.evidenceWithMarks)
        else { return [erased].compactMap { $0 } }
        return [erased, observed, whole, variants, nominations, earlier].compactMap { $0 }
    }

    private var erased: String? {
        guard
            let entry = [picture, evidence.name("artifact")].compactMap({ $0 }).lazy
                .compactMap({ erasures.entry(erasing: $0) }).first
        else { return nil }
        return
            "\(Erasures.words(entry)): the picture is gone, and whatever could show that this is its record. This report is historic: its chain holds, nobody can run it again, and it is at most a lead."
    }

    /// Whether what had these pixels first raises the class. Else it changes nothing of what is claimed, and is not said.
    var isRaised: Bool { history.map { $0.taintOfEarlier(about: about) > classOfPicture } ?? false }

    private var earlier: String? {
        guard let history, isRaised else { return nil }
        let runs = history.earlier.flatMap(\.runs).sorted { $0.opened.position < $1.opened.position }
        let named = runs.prefix(8).map { made in
            "run \(made.opened.position) (\(made.model?.statement.text("name") ?? "unknown"))"
        }
        return
            "The same pixels, or the same JPEG data, were made by recorded steps before this file was recorded: \(named.joined(separator: ", ")). Its class is theirs."
    }

    private var observed: String? {
        let steps = history?.runs.flatMap(\.steps) ?? []
        guard steps.contains(where: { Operation.named(in: $0.statement) == .observe }) else { return nil }
        return
            "A program that was only observed took part in making this picture: what it did between its inputs and its outputs is not known, nor what else it read."
    }

    /// No step says that it drew in a part only, so a class counts everywhere.
    private var whole: String? {
        guard classOfPicture >= .generated else { return nil }
        return "No record says which part of the picture this applies to, so it counts for all of it."
    }

    private func model(_ run: PlacedEntry) -> Statement? {
        run.statement.name("model").flatMap { byStatement[$0.hash]?.statement }
    }

    private func isGenerating(_ run: PlacedEntry) -> Bool { model(run)?.generatesPixels ?? true }

    /// By the files of the model: another statement about them does not make another one of it.
    private func isSameModel(_ run: PlacedEntry, _ other: PlacedEntry) -> Bool {
        model(run)?.name("manifest") == model(other)?.name("manifest")
    }

    private func input(_ run: PlacedEntry) -> TypedName? { run.statement.artifacts("inputs").first?.name }

    private var openings: [PlacedEntry] {
        scope.entries.values.filter { $0.statement.isRunOpened && $0.position < covers }
            .sorted { $0.position < $1.position }
    }

    /// Whoever draws a hundred pictures and keeps one has chosen it.
    private var variants: String? {
        let used = ((history?.runs.map(\.opened) ?? []) + [run.opened]).filter(isGenerating)
        guard !used.isEmpty else { return nil }
        let all = openings.filter { other in
            used.contains { isSameModel($0, other) && input($0) == input(other) }
        }
        let seeds = Set(all.compactMap { $0.statement.parameter("seed").flatMap { Int64($0) } }).sorted()
        let listed = seeds.isEmpty ? "" : " (seeds \(seeds.prefix(16).map(String.init).joined(separator: ", ")))"
        return
            "Generated pictures: \(all.count) \(all.count == 1 ? "run" : "runs") recorded of the same model on the same picture\(listed), \(used.count) used here. How many variants were made and not recorded is not known."
    }

    /// A search with a drawn picture can have nominated what a clean comparison then finds.
    private var nominations: String? {
        let own = Set((history?.runs.map(\.opened.position) ?? []) + [run.opened.position])
        let drawn = openings.filter { other in
            guard other.position < run.opened.position, !own.contains(other.position),
                isSameModel(other, run.opened),
                other.statement.names("galleries") == run.opened.statement.names("galleries"),
                let history = PictureHistory(of: other, lookup: lookup), history.isDerived
            else { return false }
            return history.taint(about: .picture) >= .generated
        }
        guard classOfPicture < .generated, !drawn.isEmpty else { return nil }
        let runs = drawn.prefix(8).map { "run \($0.position)" }.joined(separator: ", ")
        return
            "Before this run the same question was asked with a generated picture (\(runs)): what it found may have been looked for because of that. The comparison here did not use it."
    }
}
