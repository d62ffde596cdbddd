import ExhibitCore
import ExhibitReport

/// The pictures: as they were received, as they were edited, and those that were put beside them.
extension DisclosureList {
    mutating func addPictures() {
        let statement = evidence?.statement
        let original = statement?.name("artifact")
        let asked = [Asked.arteaga, Asked.miles, Asked.act]
        if let path = original.flatMap(place) {
            add("original", "The picture exactly as it was received", asked, .present, "The file itself", path)
        } else if let entry = original.flatMap(erasures.entry(erasing:)) {
            add(
                "original", "The picture exactly as it was received", asked, .erased, Erasures.words(entry),
                "entries/\(entry.position).payload.json")
        } else {
            let salted = original.map { disclosed.salts[$0] != nil } == true
            add(
                "original", "The picture exactly as it was received", asked, .withheld,
                salted
                    ? "The file is not given. Whoever has it can compare it: PICTURE=FILE sh checks.sh"
                    : "Neither the file nor what would tie a copy to the record is given.",
                "\(file(evidence))")
        }
        addReduced()
        let source = values(
            [
                ("source", "source"), ("source_url", "address"), ("obtained_at", "when"), ("obtained_by", "by whom"),
                ("origin_basis", "how it is known to be as captured"), ("note", "note"),
            ], of: [evidence].compactMap { $0 })
        add("source-of-picture", "How, when and from whom it was got", [], source.0, source.1, file(evidence))
        let facts = values([("exif", "EXIF"), ("file_name", "file name")], of: [evidence].compactMap { $0 })
        add("metadata", "What the file says of itself", [], facts.0, facts.1, file(evidence))
        addEdits()
        let steps = view.steps.map { "\($0.operation) \($0.version)" }
        add(
            "preparation", "What the program did with it before and while comparing", [Asked.arteaga],
            steps.isEmpty ? .absent : .present, steps.isEmpty ? "No step is recorded." : list(steps, most: 16),
            steps.isEmpty ? "" : "report.html, section 5")
    }

    private mutating func addReduced() {
        if case .given = view.evidence.jpeg {
            let path = reduced(view.evidence).flatMap(place) ?? "report.html"
            add("shown", "The picture as the report shows it", [], .present, "A reduced copy", path)
        } else if let entry = evidence?.statement.name("artifact").flatMap(erasures.entry(erasing:)) {
            add(
                "shown", "The picture as the report shows it", [], .erased, Erasures.words(entry),
                "entries/\(entry.position).payload.json")
        } else {
            add("shown", "The picture as the report shows it", [], .withheld, "The report shows no picture.")
        }
    }

    private func reduced(_ picture: ReportView.Picture) -> TypedName? {
        guard
            case .given(let name)? = picture.identities.first(where: { $0.name == "Sealed name, reduced copy" })?.value
        else { return nil }
        return TypedName(name)
    }

    private mutating func addEdits() {
        guard !view.making.isEmpty else {
            add(
                "edits", "Every edit before it was searched", [Asked.arteaga], .absent,
                "No edit is recorded: what was compared is the picture as it was received.")
            return
        }
        let edits = view.making.map { run in
            "entry \(run.position): " + list(run.steps.map { "\($0.operation) (class \($0.taint.rawValue))" })
        }
        add(
            "edits", "Every edit before it was searched", [Asked.arteaga], .present, list(edits),
            "report.html, How the picture that was compared was made")
        let made = view.making.flatMap(\.steps).flatMap(\.outputs).filter {
            $0.role == "picture" || $0.role == "output"
        }
        .compactMap { TypedName($0.name) }
        let compared = opened?.statement.artifacts("inputs").map(\.name) ?? []
        let pictures = Set(made + compared).subtracting([evidence?.statement.name("artifact")].compactMap { $0 })
        let places = pictures.sorted().compactMap(place)
        let isGiven = !pictures.isEmpty && places.count == pictures.count
        add(
            "edited-pictures", "Each edited picture", [Asked.arteaga, Asked.miles], isGiven ? .present : .withheld,
            isGiven
                ? "All \(pictures.count)"
                : "\(places.count) of \(pictures.count) given in full. The report shows what was compared as a reduced copy.",
            list(places, most: 4))
    }
}
