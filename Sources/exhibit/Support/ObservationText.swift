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
            } else if statement.isKind(.runOpened) {
                (statement.body["parameters"]?.elements ?? [])
                    .first { $0["name"]?.text == Observation.intentRole }?["value"]?.text.flatMap { TypedName($0) }
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
        let known = ["arguments", "folder", "programs", "pictures", "outputs"].compactMap { member in
            json[member].map { (member, $0) }
        }
        guard let result = json["result"], !result.isNull else { return known + [("result", "not in this entry")] }
        return known
            + ["end", "stdout", "stderr", "started", "ended"].compactMap { member in result[member].map { (member, $0) }
            }
    }
}
