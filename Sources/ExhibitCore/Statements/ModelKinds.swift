/// The kinds that record models.
extension Kind {
    private static let identifier = Shape.text(128)
    private static let files = Shape.list(
        .record(["path": .text(512), "role": identifier, "size": .count, "artifact": .name([.open])]), 1...64)
    private static let score = Shape.record([
        "name": identifier, "better": .word(["higher", "lower"]), "minimum": .decimal(0), "maximum": .decimal(0),
    ])

    /// The word for what executes a built-in model, and for what confines it: nothing but the program itself.
    public static let builtInRunner = "built in"

    /// What a built-in model is (its name-bound manifest) and what it declares of itself.
    public static let model = Kind(
        name: "model", version: 1, role: .operator,
        body: [
            "name": identifier,
            "version": identifier,
            "manifest": .name([.open]),
            "files": files,
            "runner": identifier,
            "generates_pixels": .boolean,
            "score": score,
            "conditions": .text(4_096),
        ])

    /// A model that answers questions about pictures, executed by a program. What the program said of itself when it was
    /// asked is repeated here, and every run is held to it.
    public static let modelWithRunner = Kind(
        name: "model", version: 2, role: .operator,
        body: [
            "name": identifier,
            "version": identifier,
            "manifest": .name([.open]),
            "files": files,
            /// The protocol that the program speaks; or that the model is part of the program that records it.
            "runner": .word(["exhibit-runner-v1", builtInRunner]),
            "program": .record(["name": identifier, "version": identifier]),
            "generates_pixels": .boolean,
            "nondeterminism": .list(.text(256), 0...16),
            "score": score,
            /// The score from which on the model calls its answer a match; without it nothing can be named.
            "match": .nullable(.decimal(6)),
            "conditions": .text(4_096),
            /// How the program is started here: paths name people. Null where it is built in.
            "command": .slot(.list(.text(1_024), 1...64)),
            "recorded": .slot(.count),
        ])

    /// A model that its operator no longer stands by. Runs before it stay; there are none after it.
    public static let modelWithdrawn = Kind(
        name: "model.withdrawn", version: 1, role: .operator,
        body: [
            "model": .name([.statement]),
            "reason": .text(4_096),
        ])
}

extension Statement {
    /// Whether it records a model, in any version.
    public var isModel: Bool { kind?.name == Kind.model.name }
    /// Whether it records a model that is part of the program itself.
    public var isBuiltInModel: Bool { isModel && text("runner") == Kind.builtInRunner }
}
