import ExhibitCore
import ExhibitStorage

/// What rests on something that is to be erased.
struct ErasureDependents {
    let opened: Case

    init(_ opened: Case) { self.opened = opened }

    func of(names: Set<TypedName>, statements: Set<TypedName>) -> [(entry: PlacedEntry, what: String)] {
        var found: [UInt64: (entry: PlacedEntry, what: String)] = [:]
        var pending = Array(names.union(statements))
        var seen = Set(pending)
        func follow(_ name: TypedName) { if seen.insert(name).inserted { pending.append(name) } }
        while let name = pending.popLast() {
            for entry in opened.entries(referringTo: name) ?? [] {
                let statement = entry.statement
                if let run = statement.name("run"), statement.isKind(.step) { follow(run) }
                guard let what = names.isEmpty ? Self.consequenceOfValue(statement) : Self.consequence(statement) else {
                    continue
                }
                found[entry.position] = (entry, what)
                if statement.isRunOpened || statement.isClaim { follow(statement.name) }
            }
            if !names.isEmpty, name.kind == .statement, let entry = opened.entry(statement: name.hash),
                entry.statement.isRunOpened
            {
                found[entry.position] = (entry, Self.consequence(entry.statement) ?? "")
            }
        }
        return found.values.sorted { $0.entry.position < $1.entry.position }
    }

    /// Of a private value alone.
    private static func consequenceOfValue(_ statement: Statement) -> String? {
        switch statement.kind?.name {
        case Kind.runOpened.name, Kind.claim.name: "stays as it is; new reports show the value as erased"
        case Kind.report.name: "was given out: if it shows the value, it goes on to"
        default: nil
        }
    }

    private static func consequence(_ statement: Statement) -> String? {
        switch statement.kind?.name {
        case Kind.runOpened.name: "cannot be run again (RX)"
        case Kind.claim.name: "historic: verifies, and nobody can check it against the picture; at most a LEAD"
        case Kind.report.name: "was given out, and still shows what it shows: it cannot be called back"
        case Kind.measurement.name: "stays; the pictures that it was made on are gone"
        default: nil
        }
    }

    /// Objections that nobody has decided, also to a claim on the same picture in another file or made from it, or to one
    /// whose run answered with what is to go: whoever filed one may need what it is about, and what it says.
    func openChallenges(
        _ dependents: [PlacedEntry], _ statements: [TypedName], names: Set<TypedName>
    ) throws -> [PlacedEntry] {
        let own = statements.compactMap { opened.entry(statement: $0.hash) }
        // What is known of a step, or of how a run ended, belongs to what the run is contested for.
        let runs = own.compactMap { $0.statement.name("run") }
        let about = Set(dependents.map(\.statement.name) + statements + runs)
        var open: [UInt64: PlacedEntry] = [:]
        let pictures = try opened.objections(toPictureOf: names.union(statements))
        for entry in own + about.flatMap({ opened.entries(referringTo: $0) ?? [] }) + pictures
        where entry.statement.isKind(.challenge) && opened.state(of: entry).isUndecided {
            open[entry.position] = entry
        }
        for entry in try opened.entries(of: .challenge)
        where open[entry.position] == nil && opened.state(of: entry).isUndecided {
            if try entry.statement.names("runs").contains(where: { try !answers(of: $0).isDisjoint(with: names) }) {
                open[entry.position] = entry
            }
        }
        return open.values.sorted { $0.position < $1.position }
    }

    /// Pictures of a reference set that a run answered with, in their order or by score; none where that was erased.
    private func answers(of run: TypedName) throws -> Set<TypedName> {
        let closed = (opened.entries(referringTo: run) ?? []).first {
            $0.statement.isKind(.runClosed) && $0.statement.name("run") == run
        }
        guard let name = closed?.statement.name("candidates"), opened.erasure(of: name) == nil else { return [] }
        let bytes = try opened.bytes(of: name)
        if let list = try? CandidateList(encoded: bytes) { return Set(list.candidates.map(\.artifact)) }
        let scores = (try? ScoreList(encoded: bytes))?.candidates ?? []
        return Set(scores.compactMap { if case .reference(let name) = $0.answer { name } else { nil } })
    }
}
