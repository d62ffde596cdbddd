import ExhibitCore
import ExhibitTestSupport
import ExhibitWeight

/// The statements that a claim is computed from, each part to be set by a test. Unsigned: the arithmetic reads them alone.
struct RunOfStatements {
    var about = "picture"
    var origin = "unknown"
    var evidenceOutcome = "decoded"
    var runOutcome = "completed"
    /// Of the evidence: distance, quality and unstable bits of each candidate, by rank.
    var candidates: [(distance: Int64, quality: Int64, unstable: Int64)]? = [(10, 80, 0)]
    var probeQuality: Int64 = 80
    var probeUnstable: Int64 = 0
    /// The class that every step states of itself.
    var stated = "T0"
    /// Operation, and the labels of what it reads and makes.
    var steps: [Step] = [
        Step("png.decode", [("evidence", "file")], [("pixels", "pixels")]),
        Step("pdq.luminance", [("pixels", "pixels")], [("luminance", "luminance")]),
        Step("pdq.hash", [("luminance", "luminance")], [("hash", "hash")]),
        Step("hamming.search", [("hash", "hash"), ("hashes", "hashes")], [("candidates", "candidates")]),
    ]

    struct Step {
        var operation: String
        var version = "1"
        var inputs: [(String, String)]
        var outputs: [(String, String)]

        init(_ operation: String, _ inputs: [(String, String)], _ outputs: [(String, String)], version: String = "1") {
            self.operation = operation
            self.version = version
            self.inputs = inputs
            self.outputs = outputs
        }
    }

    /// "file", "pixels" and "coefficients" are those of the evidence; "candidate 1" is the first of the list.
    static func name(_ label: String) -> TypedName {
        .sealed(Array(label.utf8), salt: [UInt8](repeating: 1, count: 32))
    }

    private static let randomness = FixedRandomness("run of statements")

    private static func statement(_ draft: Draft) throws -> Statement {
        let head = Head(
            author: FixedKeys.operator.publicKey, ledger: .zero, nonce: randomness.bytes(16),
            time: Hour(milliseconds: 0))
        return try draft.sealed(head: head, randomness: randomness).statement
    }

    private static func text(_ label: String) -> JSON { .string(name(label).description) }

    func evidence() throws -> Statement {
        try Self.statement(
            Draft(
                .evidence, subjects: [Self.name("file")],
                body: [
                    "artifact": Self.text("file"), "media_type": "image/png", "outcome": .string(evidenceOutcome),
                    "warnings": [], "coefficients": Self.text("coefficients"), "pixels": Self.text("pixels"),
                    "decoder": nil, "origin": .string(origin),
                ]))
    }

    func stepStatements() throws -> [Statement] {
        let any = JSON.string(TypedName(.statement, .zero).description)
        return try steps.enumerated().map { index, step in
            func uses(_ list: [(String, String)]) -> JSON {
                .array(list.map { ["role": .string($0.0), "artifact": Self.text($0.1)] })
            }
            return try Self.statement(
                Draft(
                    .step, subjects: (step.inputs + step.outputs).map { Self.name($0.1) },
                    body: [
                        "run": any, "number": .integer(Int64(index + 1)),
                        "operation": ["name": .string(step.operation), "version": .string(step.version)],
                        "inputs": uses(step.inputs), "outputs": uses(step.outputs), "parameters": [],
                        "taint": .string(stated),
                        "warnings": [],
                    ]))
        }
    }

    func list() -> CandidateList? {
        candidates.map { candidates in
            CandidateList(
                probeQuality: probeQuality, probeUnstable: probeUnstable, members: 100, compared: 90,
                candidates: candidates.enumerated().map { index, item in
                    .init(
                        rank: Int64(index + 1), artifact: Self.name("candidate \(index + 1)"), distance: item.distance,
                        quality: item.quality, unstable: item.unstable)
                })
        }
    }

    func claim() throws -> CopyClaim {
        let any = JSON.string(TypedName(.statement, .zero).description)
        let opened = try Self.statement(
            Draft(
                .runOpened, subjects: [Self.name("file")],
                body: [
                    "model": any, "galleries": [any],
                    "inputs": [["role": "evidence", "artifact": Self.text("file"), "evidence": any]],
                    "about": .string(about), "parameters": [], "tolerance": "R0",
                    "program": ["name": "exhibit", "version": "1"], "environment": [],
                ]))
        let closed = try Self.statement(
            Draft(
                .runClosed, subjects: [Self.name("file")],
                body: [
                    "run": any, "steps": [], "outcome": .string(runOutcome),
                    "candidates": candidates == nil ? nil : Self.text("candidates"),
                ]))
        return CopyClaim(
            evidence: try evidence(), opened: opened, steps: try stepStatements(), closed: closed, candidates: list())
    }

    func claim(_ change: (inout RunOfStatements) -> Void) throws -> CopyClaim {
        var run = self
        change(&run)
        return try run.claim()
    }
}
