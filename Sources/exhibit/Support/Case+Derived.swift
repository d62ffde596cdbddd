import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// Pictures that a recorded step made.
extension Case {
    /// The opening of the first run that made these bytes.
    func maker(of name: TypedName) -> PlacedEntry? {
        let made = (entries(referringTo: name) ?? []).first { entry in
            entry.statement.isKind(.step) && entry.statement.artifacts("outputs").contains { $0.name == name }
        }
        return made.flatMap { $0.statement.name("run") }.flatMap { entry(statement: $0.hash) }
    }

    /// A claim takes its evidence as received; on a picture that a step made every verifier refuses it, so none is
    /// recorded. The class of the step would not be seen in a run of its own.
    func checkReceived(_ evidence: PlacedEntry, _ target: String) throws {
        guard let run = evidence.statement.name("artifact").flatMap({ maker(of: $0) }) else { return }
        let origin = run.statement.body["inputs"]?.elements?.first?["evidence"]?.text
            .flatMap { TypedName($0) }.flatMap { entry(statement: $0.hash) }
        throw UserError(
            "\(shown(target)): was made by run #\(run.position), and a claim needs a picture as it was received. Nothing was asked. Ask about the picture that it was made from"
                + (origin.map { ": #\($0.position)" } ?? ""))
    }

    /// "the file of evidence #5" where it was received; nil where it is new here, or a step made it before.
    func received(_ name: TypedName) -> String? {
        guard maker(of: name) == nil else { return nil }
        return evidence(named: name).map { "the file of evidence #\($0.position)" }
    }

    /// Everything that recorded steps made from these, and these.
    func derived(from names: Set<TypedName>) -> Set<TypedName> {
        var all = names
        var pending = Array(names)
        while let name = pending.popLast() {
            for entry in entries(referringTo: name) ?? [] where entry.statement.isKind(.step) {
                guard entry.statement.artifacts("inputs").contains(where: { $0.name == name }) else { continue }
                for output in entry.statement.artifacts("outputs") where all.insert(output.name).inserted {
                    pending.append(output.name)
                }
            }
        }
        return all
    }
}
