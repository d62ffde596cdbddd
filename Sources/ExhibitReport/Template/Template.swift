/// The fixed text of the page: pieces with named holes.
///
/// A line `== name` begins a piece, which ends before the line feed before the next such line; `{{name}}` is a hole. Of
/// two pieces of one name the later one counts.
/// All of it is one text, so that one digest identifies every word and rule of style that is not a value.
struct Template {
    /// Of the search of a gallery.
    static let search = Template(
        "exhibit-report-v1",
        Template.frame + Template.style + Template.firstScreen + Template.words + Template.sections + Template.graph)
    /// Of such a search where there is more to say of the picture: its steps, its marks, other runs.
    static let searchOfDerived = Template("exhibit-report-v2", search.text + Template.derived)
    /// Of a search whose answer was weighed.
    static let searchWeighed = Template(
        "exhibit-report-v3",
        searchOfDerived.text + Template.worth + Template.figures + Template.figureWords + Template.figureStyle)
    /// Of the answers of a model.
    static let answers = Template("exhibit-report-answers-v1", search.text + Template.scores + Template.derived)
    /// Of such answers that were weighed.
    static let answersWeighed = Template(
        "exhibit-report-v4",
        answers.text + Template.worth + Template.figures + Template.figureWords
            + Template.figureStyle.replacing("exhibit-report-v3", with: "exhibit-report-v4") + Template.worthOfScores)

    /// Of pages with a script that checks the bundle: of every search, and of every answer of a model.
    static let searchChecking = Template(
        "exhibit-report-v5", searchWeighed.text + Template.checking, edition: .checking)
    static let answersChecking = Template(
        "exhibit-report-answers-v5",
        answersWeighed.text
            + Template.checking.replacing("exhibit-report-v5", with: "exhibit-report-answers-v5"), edition: .checking)

    /// Of pages that say besides what their bundle discloses.
    static let searchDisclosing = Template(
        "exhibit-report-v6",
        searchChecking.text.replacing("exhibit-report-v5", with: "exhibit-report-v6") + Template.disclosing
            + Template.disclosingWorth, edition: .disclosing)
    static let answersDisclosing = Template(
        "exhibit-report-answers-v6",
        answersChecking.text.replacing("exhibit-report-answers-v5", with: "exhibit-report-answers-v6")
            + Template.disclosing + Template.disclosingWorth + Template.disclosingWorthOfScores, edition: .disclosing)

    /// Every template that a page was ever made from.
    static let known = [
        search, searchOfDerived, searchWeighed, answers, answersWeighed, searchChecking, answersChecking,
        searchDisclosing, answersDisclosing,
    ]

    let name: String
    let text: String
    let edition: Page.Edition

    private enum Segment {
        case fixed(Substring)
        case hole(String)
    }

    private let pieces: [String: [Segment]]

    init(_ name: String, _ text: String, edition: Page.Edition = .still) {
        self.name = name
        self.text = text
        self.edition = edition
        var pieces: [String: [Segment]] = [:]
        for piece in text.split(separator: "== ") {
            let end = piece.firstIndex(of: "\n") ?? piece.endIndex
            pieces[String(piece[..<end])] = Template.segments(of: piece[end...].dropFirst().dropLast())
        }
        self.pieces = pieces
    }

    private static func segments(of body: Substring) -> [Segment] {
        var segments: [Segment] = []
        var rest = body
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            segments.append(.fixed(rest[..<open.lowerBound]))
            segments.append(.hole(String(rest[open.upperBound..<close.lowerBound])))
            rest = rest[close.upperBound...]
        }
        segments.append(.fixed(rest))
        return segments
    }

    /// A piece with its holes filled. A missing piece, a missing value or a superfluous one is a defect of this
    /// module, never of the view, hence the preconditions.
    func fill(_ name: String, _ values: [String: Markup] = [:]) -> Markup {
        guard let segments = pieces[name] else { preconditionFailure("no piece \(name)") }
        var filled = Markup.none
        var unused = Set(values.keys)
        for segment in segments {
            switch segment {
            case .fixed(let text): filled += Markup(fixed: text)
            case .hole(let hole):
                guard let value = values[hole] else { preconditionFailure("no value for \(hole) in \(name)") }
                filled += value
                unused.remove(hole)
            }
        }
        precondition(unused.isEmpty, "\(name) has no hole for \(unused.sorted())")
        return filled
    }

    /// The same piece for each item, one after the other.
    func each<Item>(_ name: String, _ items: [Item], _ values: (Item) -> [String: Markup]) -> Markup {
        Markup(items.map { fill(name, values($0)) })
    }

    /// Escaped values as list items, or the piece `none` if there are none.
    func list(_ items: [String], else none: String) -> Markup {
        items.isEmpty ? fill(none) : fill("list", ["items": each("item", items) { ["text": Markup($0)] }])
    }
}
