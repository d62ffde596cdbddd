import ExhibitCore
import ExhibitStorage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a person is told before and after an erasure.
struct EraseJob {
    let opened: Case
    let subject: ErasureSubject
    /// Of other entries, as "#12/reasons".
    let words: [String]

    init(opened: Case, subject: ErasureSubject) throws {
        self.opened = opened
        self.subject = subject
        words = try ErasureDependents(opened).words(about: subject)
    }

    /// Said each time: whoever promises an erasure to somebody promises these too, or must not promise.
    static let notCovered = [
        "backups and other copies of this case, and snapshots of its file system",
        "worn cells of an SSD, and blocks that a file system copied before it wrote",
        "reports, bags and exports that were given out, and what others made of them",
        "temporary folders that a program which was killed left behind, until the next one of its kind clears them",
        "the file that was ingested, where it lies outside of the case, and terminals or logs that showed values",
    ]

    private static let mostListed = 40

    var announcement: [String] {
        let erasure = subject.erasure
        var lines = [
            "To be erased: \(subject.title)",
            "  \(counted(erasure.artifacts.count, "artifact")) and \(counted(erasure.slots.count, "private value")), reason \(erasure.reason.rawValue)",
        ]
        lines += subject.remarks.map { "  \($0)" }
        lines.append(subject.dependents.isEmpty ? "Nothing else rests on it." : "What rests on it:")
        lines += subject.dependents.prefix(Self.mostListed).map { entry, what in
            "  #\(entry.position)  \(entry.statement.kindName)  \(what)"
        }
        let hidden = subject.dependents.count - Self.mostListed
        if hidden > 0 { lines.append("  and \(hidden) more; --json lists them") }
        if !words.isEmpty {
            let shown = words.prefix(Self.mostListed).joined(separator: ", ")
            lines.append("Words in other entries, which stay until you erase them too:")
            lines.append("  \(shown)\(words.count > Self.mostListed ? ", and more; --json lists them" : "")")
        }
        return lines + ["Not covered:"] + Self.notCovered.map { "  - \($0)" }
    }

    /// An order, and whoever it is of, do not wait for a ruling; everything else does.
    func checkNothingIsOpen() throws {
        guard ![.courtOrder, .dataSubjectRequest].contains(subject.erasure.reason) else { return }
        let open = try ErasureDependents(opened).openChallenges(
            subject.dependents.map(\.entry), subject.statements, names: Set(subject.erasure.artifacts))
        guard let first = open.first else { return }
        throw UserError(
            "the objection #\(first.position) to it was not decided: its author may need what you would erase, so nothing was erased. Decide on it first (exhibit challenge rule '#\(first.position)'). Where the person it is of asks for this, or a court orders it: --reason data-subject-request, --reason court-order",
            code: 5)
    }

    static func confirm(isAgreed: Bool) throws {
        if isAgreed { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw UserError("nothing was erased: say --yes where nobody can be asked", code: 64)
        }
        Console.aside("This cannot be undone. Type ERASE to go on: ")
        guard readLine() == "ERASE" else { throw UserError("nothing was erased") }
    }

    func report(_ entries: [PlacedEntry], _ console: Console) {
        let erasure = subject.erasure
        let numbers = entries.map { "#\($0.position)" }.joined(separator: ", ")
        console.emit(
            "erase",
            [
                "entries": .array(entries.map { .integer(Int64($0.position)) }),
                "reason": .string(erasure.reason.rawValue),
                "artifacts": .array(erasure.artifacts.map { .string($0.description) }),
                "values": .array(
                    erasure.slots.map {
                        ["statement": .string($0.statement.hex), "path": .string($0.path)]
                    }),
                "dependents": .array(
                    subject.dependents.map {
                        [
                            "entry": .integer(Int64($0.entry.position)), "kind": .string($0.entry.statement.kindName),
                            "consequence": .string($0.what),
                        ]
                    }),
                "remarks": .array(subject.remarks.map { .string($0) }), "words": .array(words.map { .string($0) }),
                "not_covered": .array(Self.notCovered.map { .string($0) }),
            ])
        console.say(
            "\(numbers)  erased \(counted(erasure.artifacts.count, "artifact")) and \(counted(erasure.slots.count, "private value")) (\(erasure.reason.rawValue)); their keys are destroyed"
        )
        console.say("Next: exhibit audit      then destroy backups that hold it, and tell whoever has a report")
    }
}
