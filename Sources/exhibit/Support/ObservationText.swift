import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// What was observed of a program, for people who look at its run or its step.
struct ObservationText {
    let json: JSON

    /// Nil where the statement names none, or its bytes are not here.
    init?(of statement: Statement, in opened: Case) {
        let name: TypedName? =
            if statement.isKind(.step), Operation.named(in: statement) == .observe {
                statement.artifacts("outputs").first { $0.role == Observation.role }?.name
            } else if statement.isRunOpened {
                statement.parameter(Observation.intentParameter).flatMap { TypedName($0) }
            } else {
                nil
            }
        guard let name, name.kind == .sealed, let bytes = try? opened.bytes(of: name),
            let json = try? JSONParser.parse(bytes, as: "observation", limits: .init(bytes: 16 << 20)),
            json["schema"]?.text == Observation.schema
        else { return nil }
        self.json = json
    }

    /// In the order in which a person asks for them.
    var members: [(name: String, value: JSON)] {
        func each(_ member: String, _ line: (JSON) -> String) -> [String] { (json[member]?.elements ?? []).map(line) }
        let arguments = (json["arguments"]?.elements ?? []).compactMap(\.text).map { word($0) }.joined(separator: " ")
        var lines = [("command", arguments), ("folder", json["folder"]?.text ?? "")]
        for program in json["programs"]?.elements ?? [] {
            let digest = program["sha256"]?.text.map { "sha256 \($0)" } ?? "which cannot be read"
            lines.append((program["role"]?.text ?? "", "\(program["path"]?.text ?? "")  \(digest)"))
        }
        lines += each("pictures") { Self.line($0, isOver: isOver) }.map { ("picture", $0) }
        lines += each("outputs") { Self.line($0, isOver: isOver) }.map { ("output", $0) }
        guard let result = json["result"], isOver else { return lines.map { ($0.0, .string($0.1)) } }
        lines.append(("end", Self.end(result["end"])))
        for stream in ["stdout", "stderr"] {
            let kept = result[stream]?["artifact"]?.text.map { "  \($0)" } ?? ""
            lines.append((stream, "\(result[stream]?["bytes"]?.number ?? 0) bytes\(kept)"))
        }
        return lines.map { ($0.0, .string($0.1)) }
            + ["started", "ended"].compactMap { member in result[member].map { (member, $0) } }
    }

    /// Nothing is known of the end where this is the intent.
    private var isOver: Bool { json["result"]?.isNull == false }

    private static func line(_ file: JSON, isOver: Bool) -> String {
        let (before, after) = (file["before"]?.text, file["after"]?.text)
        let state =
            switch (before, after) {
            case (let before?, _) where !isOver: "sha256 \(before)"
            case (nil, _) where !isOver: "not there"
            case (nil, nil): "not there, not made"
            case (nil, let after?): "made, sha256 \(after)"
            case (let before?, nil): "sha256 \(before) before; not kept after"
            case (let before?, let after?):
                before == after ? "unchanged, sha256 \(after)" : "sha256 \(before) before, \(after) after"
            }
        return "\(file["path"]?.text ?? "")  \(state)"
    }

    private static func end(_ end: JSON?) -> String {
        let number = end?["number"]?.number ?? 0
        return switch end?["kind"]?.text {
        case "exited": "exit status \(number)"
        case "signalled": "signal \(number)"
        case "not_started": "not started: \(end?["reason"]?.text ?? "")"
        default: "interrupted"
        }
    }
}
