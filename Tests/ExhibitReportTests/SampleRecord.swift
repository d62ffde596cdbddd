import ExhibitReport

extension Sample {
    private static let environment =
        "exhibit 0.1.0 (-O), libjpeg-turbo 2.1.5, Debian 12, x86_64 AVX2, 1 thread, program sha256:" + hex(70)

    private static func step(
        _ number: Int, _ operation: String, _ inputs: [(String, UInt64)], _ outputs: [(String, UInt64)],
        _ taint: ReportView.TaintClass, _ parameters: [(String, String)] = []
    ) -> ReportView.Step {
        ReportView.Step(
            number: number, operation: operation, version: "1",
            inputs: inputs.map { .init(role: $0.0, name: "sealed:" + hex($0.1)) },
            outputs: outputs.map { .init(role: $0.0, name: "sealed:" + hex($0.1)) }, taint: taint,
            parameters: parameters.map { .init(name: $0.0, value: $0.1) }, environment: environment)
    }

    static let steps: [ReportView.Step] = [
        step(
            1, "jpeg.decode", [("evidence", 10)], [("pixels", 80)], .fixedOperations,
            [("dct", "islow"), ("orientation", "1")]),
        step(2, "pdq.hash", [("pixels", 80)], [("hash", 81)], .fixedOperations, [("shrink", "none")]),
        step(
            3, "pdq.search", [("hash", 81), ("gallery", 30), ("gallery hashes", 82)], [("candidates", 83)],
            .fixedOperations, [("depth", "3"), ("ties", "by sealed name")]),
        step(
            4, "picture.reduce", [("pixels", 80)], [("picture of the evidence", 84)], .fixedOperations,
            [("longest side", "320"), ("kernel", "box")]),
        step(
            5, "picture.reduce", [("reference 1", 20), ("candidates", 83)], [("picture of reference 1", 85)],
            .fixedOperations, [("longest side", "320"), ("kernel", "box")]),
    ]

    static let entries: [ReportView.Entry] = {
        let kinds: [(Int, String, String, Bool)] = [
            (0, "ledger", "ledger", false), (4, "evidence", "operator", true), (6, "gallery", "operator", false),
            (7, "model", "operator", false), (9, "run.opened", "operator", true), (10, "run.closed", "operator", true),
            (13, "run.opened", "operator", true), (15, "run.opened", "operator", true), (16, "step", "operator", true),
            (17, "step", "operator", true), (18, "step", "operator", true), (19, "step", "operator", true),
            (20, "run.closed", "operator", true), (21, "claim", "operator", true), (22, "index", "ledger", false),
        ]
        return kinds.map { position, kind, role, refers in
            ReportView.Entry(
                position: position, kind: kind, statement: hex(200 + UInt64(position)),
                author: "ed25519:" + hex(role == "ledger" ? 90 : 91), role: role,
                hour: position < 15 ? "2026-03-13T16:00:00Z" : "2026-03-14T09:00:00Z", refersToEvidence: refers,
                remark: position == 10 ? "not interpreted" : "")
        }
    }()

    static let completeness = ReportView.Completeness(
        covers: 22,
        lists: [
            .init(subject: "evidence file", name: "sealed:" + hex(10), count: 11),
            .init(subject: "evidence pixels", name: "sealed:" + hex(80), count: 3),
            .init(subject: "claim", name: "statement:" + hex(3), count: 1),
            .init(subject: "operator key", name: "ed25519:" + hex(91), count: 1),
        ])

    static let slots: [ReportView.Slot] = [
        .init(position: 4, path: "body.digest", value: .given("sha256:" + hex(11))),
        .init(position: 4, path: "body.obtained", value: .withheld),
        .init(position: 6, path: "body.labels", value: .given("Inventory 1931/44, harbour from the east")),
        .init(position: 15, path: "body.question", value: .given("Is this a copy of a picture in the collection?")),
        .init(position: 15, path: "body.started", value: .withheld),
        .init(position: 20, path: "body.ended", value: .withheld),
    ]
}
