import ExhibitCore

/// A challenge that somebody gave beside a report, as it is shown. Its words are a stranger's: each of their lines stands
/// behind a bar, cut before a terminal would break it, so that none can pass for a line of the program.
public struct GivenChallenge: Sendable {
    /// The file's name.
    public let file: String
    public let lines: [String]
    public let json: JSON
    /// Whether a program found one of its grounds proven.
    public let isProven: Bool

    private static let width = 80
    private static let mostLines = 60

    /// A file that is no challenge, or not one about this report.
    init(_ name: String, reason: String) {
        file = name
        lines = ["  not shown  \(Verdict.visible(reason))"]
        json = ["file": .string(name), "shown": false, "reason": .string(reason)]
        isProven = false
    }

    /// - Parameters:
    ///   - authority: who signed its token; nil where that was not checked.
    ///   - notes: what is known of its way, by name.
    init(
        _ challenge: ChallengeFile, from name: String, authority: String? = nil, notes: [(name: String, value: String)],
        grounds: [GroundCheck]
    ) {
        let what = challenge.challenge
        let statement = what.statement
        file = name
        isProven = grounds.contains { $0.outcome == .proven }
        var lines: [String] = []
        func add(_ name: String, _ value: String) {
            lines += Self.block(value, first: "  \(Self.padded(name))", next: String(repeating: " ", count: 13))
        }
        for (index, ground) in what.grounds.enumerated() {
            add(index == 0 ? "objects to" : "", "\(ground.rawValue) \(ground.title)")
        }
        lines += Self.block(challenge.text, first: "  says       | ", next: "             | ")
        if let relation = challenge.value("relation")?.text { add("by", "\(relation), in their own words") }
        if let contact = challenge.contact {
            lines += Self.block(contact, first: "  contact    | ", next: "             | ")
        }
        if !what.remedies.isEmpty { add("asks to", what.remedies.map(\.rawValue).joined(separator: ", ")) }
        for (artifact, name) in challenge.attachments {
            let given = challenge.bytes(of: artifact).map { "\($0.count) bytes" } ?? "kept by its author"
            lines += Self.block("\(name) (\(given))", first: "  attached   | ", next: "             | ")
        }
        add("key", TypedName(.key, statement.head.author).description)
        add("statement", statement.id.hex)
        add("made", "\(statement.head.time), by its author's own clock")
        if let token = challenge.token {
            let who = authority.map { "\($0), whose signature holds" } ?? "an authority whose signature was not checked"
            add("stamped", "\(token.time), by \(who)")
        }
        for note in notes { add(note.name, note.value) }
        for check in grounds { add(check.ground.rawValue, check.sentence) }
        self.lines = lines
        json = [
            "file": .string(name), "shown": true, "statement": .string(statement.id.hex),
            "key": .string(TypedName(.key, statement.head.author).description),
            "hour": .string(statement.head.time.description), "report": .string(what.report.description),
            "relation": challenge.value("relation") ?? .null, "text": .string(challenge.text),
            "contact": challenge.contact.map { .string($0) } ?? .null,
            "remedies": .array(what.remedies.map { .string($0.rawValue) }),
            "attachments": .array(
                challenge.attachments.map { ["artifact": .string($0.artifact.description), "name": .string($0.name)] }),
            "notes": .object(
                Dictionary(notes.map { ($0.name, JSON.string($0.value)) }) { first, _ in first }),
            "grounds": .array(what.grounds.map { .string($0.rawValue) }),
            "checks": .array(
                grounds.map {
                    [
                        "ground": .string($0.ground.rawValue), "outcome": .string($0.outcome.rawValue),
                        "says": .string($0.sentence),
                    ]
                }),
        ]
    }

    private static func padded(_ name: String) -> String {
        name + String(repeating: " ", count: max(1, 11 - name.count))
    }

    /// Its own line ends are kept; everything else that moves a cursor is made visible first.
    private static func block(_ text: String, first: String, next: String) -> [String] {
        var pieces: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            pieces += wrapped(Verdict.visible(String(line), keepingSpaces: true))
            if pieces.count > mostLines { break }
        }
        if pieces.count > mostLines {
            pieces = pieces.prefix(mostLines) + ["… and more; --json has all of it"]
        }
        return pieces.enumerated().map { ($0 == 0 ? first : next) + $1 }
    }

    /// At spaces where there are any. By scalars: no run of combining marks makes a line longer than it is cut.
    private static func wrapped(_ line: String) -> [String] {
        var pieces: [String] = []
        var rest = Array(line.unicodeScalars)[...]
        while rest.count > width, pieces.count <= mostLines {
            let space = rest.prefix(width).lastIndex(of: " ").flatMap { $0 > rest.startIndex ? $0 : nil }
            let end = space ?? rest.startIndex + width
            pieces.append(string(rest[..<end]))
            rest = space == nil ? rest[end...] : rest[(end + 1)...]
        }
        return pieces + [string(rest)]
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
