import ExhibitCore
import ExhibitReport

/// What was found, among what.
extension DisclosureList {
    mutating func addSearch() {
        addNamed()
        add(
            "scale", "What the scores mean: their scale", [Asked.arteaga], .present,
            "\(view.model.scoreDirection), \(view.model.scoreRange). A score is no probability.",
            "report.html, sections 7 and 8")
        addCandidates()
        addSet()
    }

    private mutating func addNamed() {
        let title = "The reference picture that was named, with score and rank"
        guard !view.references.isEmpty else {
            let why = isRefused ? "Refused: nobody and nothing is named." : "No reference picture is named."
            return add("named", title, [Asked.arteaga], .absent, why)
        }
        let texts = view.references.map { reference in
            let distance = view.candidates.first { $0.rank == reference.rank }?.distance.map { "distance \($0)" }
            let score = view.scores.first { $0.rank == reference.rank }.map { "score \($0.score)" }
            return "rank \(reference.rank), \(distance ?? score ?? "no score")"
        }
        let given = view.references.count { $0.picture.jpeg != .withheld }
        let places = view.references.compactMap { TypedName($0.picture.name) }.compactMap(place)
        add(
            "named", title, [Asked.arteaga], given == 0 ? .withheld : .present,
            "\(list(texts)); \(given) as reduced copies, \(places.count) as the file itself",
            "report.html, first screen and section 7; disclosed/")
    }

    private mutating func addCandidates() {
        let title = "The whole list of candidates in order, with raw scores"
        let asked = [Asked.arteaga, Asked.act]
        guard let name = closed?.statement.name("candidates") else {
            return add("candidates", title, asked, .absent, "The run recorded none.")
        }
        let depth = opened?.statement.parameter("depth").map { ", of at most \($0) that were asked for" } ?? ""
        if let path = place(name), !isRefused {
            let count = max(view.candidates.count, view.scores.count)
            add(
                "candidates", title, asked, .present,
                "\(count) answers\(depth). Names and pictures of others are not in it.",
                "report.html, section 7; \(path)")
        } else if let entry = erasures.entry(erasing: name) {
            add(
                "candidates", title, asked, .erased, Erasures.words(entry), "entries/\(entry.position).payload.json")
        } else {
            add(
                "candidates", title, asked, .withheld,
                isRefused
                    ? "The claim is refused, and a report of a refusal shows no candidate. The record commits to the list."
                    : "The record commits to the list, and the report does not give it.", file(closed))
        }
    }

    private mutating func addSet() {
        let asked = [Asked.arteaga, Asked.act]
        guard let gallery else {
            add(
                "set", "What was searched: size and digest", asked, .absent,
                "No set of pictures: the model was asked about the picture alone.")
            return
        }
        let statement = gallery.statement
        let manifest = statement.name("manifest")
        add(
            "set", "What was searched: size and digest", asked, .present,
            """
            \(statement.body["members"]?.number ?? 0) pictures, \(statement.body["compared"]?.number ?? 0) of them \
            comparable; its list is \(manifest?.description ?? "unknown"), recorded \(statement.head.time)
            """,
            "report.html, section 8; \(file(gallery))")
        let list = manifest.flatMap(place)
        add(
            "set-list", "The list of its files", asked, list == nil ? .withheld : .present,
            list == nil
                ? "Not given: it names files. With --disclose gallery the publisher can."
                : "Every path and sealed name", list ?? "")
        let notes = values([("label", "name"), ("note", "note")], of: [gallery])
        add(
            "set-keeping", "How its pictures were got, how long they stay, who has access, how one is taken out",
            [Asked.arteaga], notes.0 == .absent ? .absent : .withheld,
            "The record has no place for these but a name and a note. \(notes.1)", file(gallery))
    }
}
