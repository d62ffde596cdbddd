import ExhibitWeight

/// Tells, before anything is recorded, what of a person's own words readers will be warned of.
func warnOfWords(_ text: String?, from place: String, _ console: Console) {
    guard let text else { return }
    for finding in BannedWords.findAnySpelling(in: text) {
        console.warn(
            "\(place): \"\(shown(String(text[finding.range])))\" will be flagged in every report. \(finding.reason)")
    }
}

/// Of text that a slot must hold, and that reports show.
func checkPublished(_ text: String?, limit: Int, from place: String, _ console: Console) throws {
    try checkSlotText(text, limit: limit, from: place)
    warnOfWords(text, from: place, console)
}
