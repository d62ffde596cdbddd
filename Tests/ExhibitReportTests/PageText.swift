@testable import ExhibitReport

/// A page as the tests read it.
struct PageText {
    let bytes: [UInt8]
    let html: String

    init(_ view: ReportView, _ edition: Page.Edition = .still) {
        bytes = Page(view, edition, script: PageScript(text: "'a script'")).bytes
        html = String(decoding: bytes, as: UTF8.self)
    }

    private let inline = ["b", "/b", "bdi", "/bdi", "code", "/code", "span", "/span", "a", "/a"]

    /// The words alone, without the style sheet and the tags, entities decoded, white space folded.
    var words: String {
        let body = html.firstRange(of: "<body>").map { html[$0.lowerBound...] } ?? html[...]
        var text = String.UnicodeScalarView()
        var tag: String?
        for scalar in body.unicodeScalars {
            switch scalar {
            case "<": tag = ""
            case ">" where tag != nil:
                let name = tag?.split(separator: " ").first.map(String.init) ?? ""
                if !inline.contains(name) { text.append(" ") }
                tag = nil
            case _ where tag != nil: tag?.unicodeScalars.append(scalar)
            case "\n": text.append(" ")
            default: text.append(scalar)
            }
        }
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#61;", "="), ("&amp;", "&")]
        let decoded = entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
        return decoded.split(separator: " ").joined(separator: " ")
    }

    func occurrences(of text: String) -> Int {
        let needle = Array(text.utf8)
        guard bytes.count >= needle.count else { return 0 }
        return (0...(bytes.count - needle.count)).count { bytes[$0..<($0 + needle.count)].elementsEqual(needle) }
    }
}
