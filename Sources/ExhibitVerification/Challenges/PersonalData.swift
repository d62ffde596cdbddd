/// What in a text may tell who or where somebody is: for a warning before it is handed over, never for a refusal.
public enum PersonalData {
    /// Each with a few characters of what was found.
    public static func hints(in text: String) -> [(what: String, found: String)] {
        var hints: [(what: String, found: String)] = []
        func look(_ what: String, _ expression: some RegexComponent<Substring>) {
            for match in text.matches(of: expression).prefix(3) {
                hints.append((what, String(match.output.prefix(40))))
            }
        }
        look("an e-mail address", /[^\s@<>",;]{1,64}@[^\s@<>",;]{1,128}\.[A-Za-z]{2,24}/)
        look(
            "coordinates with more than two decimals", /-?\d{1,3}\.\d{3,}\s?°?\s?[NSEW]?\s?[,;\/ ]\s?-?\d{1,3}\.\d{3,}/
        )
        look("coordinates in minutes", /\d{1,3}°\s?\d{1,2}['′][^,;]{0,12}[NSEW]/)
        look("a bank account", /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}/)
        look("a plate or serial number", /\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}\b/)
        look("a plate or serial number", /\b[A-Z]{2}-\d{1,2}-[A-Z]{0,2}-?\d{3,4}\b/)
        look("a plate or serial number", /\b[A-Z]{2}\d{2} ?[A-Z]{3}\b/)
        look("a plate or serial number", /\b[A-Z]{3}[- ]?\d{3,4}\b/)
        look("a date of birth, or another date", /\b\d{1,2}[.\/]\d{1,2}[.\/](?:19|20)\d{2}\b/)
        look("a handle", /(?:^|\s)@[A-Za-z0-9_.]{3,30}\b/)
        for match in text.matches(of: /[+(]?\d[\d ()\/.-]{5,24}\d/) {
            let digits = match.output.filter(\.isNumber).count
            let isDate = match.output.wholeMatch(of: /(?:19|20)\d{2}-\d{2}-\d{2}/) != nil
            let isDecimal = match.output.contains(/^\(?\d+\.\d+$/)
            if digits >= 7, !isDate, !isDecimal, hints.allSatisfy({ !$0.found.contains(match.output.prefix(40)) }) {
                hints.append(("a telephone or document number", String(match.output.prefix(40))))
            }
        }
        return hints
    }
}
