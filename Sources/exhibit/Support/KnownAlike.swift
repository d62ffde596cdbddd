import ExhibitCore
import ExhibitStorage

/// What is known of other files with the picture of one that was recorded just now, in words.
struct KnownAlike {
    private let opened: Case
    /// Of the newest file with these pixels and coefficients.
    private var newest: [[TypedName?]: (marked: String, words: [String])] = [:]

    init(case opened: Case) { self.opened = opened }

    /// A folder may hold one picture a thousand times. What is known of it is what was known of the one before, whose entries
    /// need not all be read again: only another mark, or a file that a step made, adds to it.
    mutating func words(of entry: PlacedEntry) -> [String] {
        let identities = [entry.statement.name("coefficients"), entry.statement.name("pixels")]
        let own = entry.statement.body["marked"]?.text ?? ""
        let file = entry.statement.name("artifact")
        let isNewFile = file.map { opened.entries(referringTo: $0)?.count == 1 } ?? false
        if isNewFile, let known = newest[identities], known.marked == own { return known.words }
        let words = [marked(like: entry), made(like: entry)].compactMap { $0 }
        newest[identities] = isNewFile ? (own, words) : nil
        return words
    }

    /// Evidence of the same picture that has marks where this one has lower ones or none: marks are cut out with one
    /// command, and the pixels stay.
    private func marked(like entry: PlacedEntry) -> String? {
        let own = entry.statement.body["marked"]?.text ?? ""
        for (member, words) in [("coefficients", "JPEG coefficients"), ("pixels", "pixels")] {
            let alike = opened.evidence(sharing: member, with: entry.statement).filter {
                $0.statement.body["marked"]?.text ?? "" > own
            }
            if let worst = alike.max(by: {
                $0.statement.body["marked"]?.text ?? "" < $1.statement.body["marked"]?.text ?? ""
            }) {
                return "same \(words) as #\(worst.position), which is marked"
            }
        }
        return nil
    }

    /// The run that made the same picture: its class is that of the file now.
    private func made(like entry: PlacedEntry) -> String? {
        guard let file = entry.statement.name("artifact") else { return nil }
        let lineage = PictureLineage(of: file, before: opened.size, lookup: opened)
        let earlier = FirstHolders(beside: lineage, before: opened.size, lookup: opened).lineages
        guard let run = ([lineage] + earlier).compactMap(\.runs.last).first, run.statement.text("about") != "person"
        else { return nil }
        let model = run.statement.name("model").flatMap { opened.entry(statement: $0.hash) }?.statement
        return "the picture that run #\(run.position) made (\(shown(model?.text("name") ?? "unknown")))"
    }
}
