import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The ledgers that you trust.",
        discussion: "Compare a ledger's 64 digits with what its publisher says elsewhere before you add it.",
        subcommands: [TrustAdd.self, TrustList.self, TrustRemove.self])
}

struct TrustAdd: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Trust a ledger.")

    @Argument(help: "Its id (64 hex digits), its verifier key, or a file of them.")
    var ledger: String

    @Option(help: "A name for your own eyes.")
    var label: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        for id in try TrustOptions.ledgers(ledger) {
            let isNew = try TrustFile.user().add(.init(ledger: id.hex, origin: .added, label: label))
            output.console.emit("trust", ["ledger": .string(id.hex), "added": .bool(isNew)])
            output.console.say(isNew ? "Trusted from now on: \(id.hex)" : "Trusted already: \(id.hex)")
            output.console.say("Next: exhibit verify REPORT")
        }
    }
}

struct TrustList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The ledgers that you trust.")

    @OptionGroup var list: ListOptions

    func run() throws {
        var table = Table(["ledger", "origin", "label"])
        table.rows = try TrustFile.user().list().map { [$0.ledger, $0.origin.rawValue, $0.label ?? ""] }
        list.show(table, as: "trusted", empty: "No ledger yet: exhibit trust add LEDGER")
    }
}

struct TrustRemove: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Trust a ledger no longer.")

    @Argument(help: "Its id, or the start of it.")
    var ledger: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let file = try TrustFile.user()
        let matches = try file.list().filter { $0.ledger.hasPrefix(ledger) }
        guard let match = matches.first, matches.count == 1, ledger.utf8.count >= 4 else {
            let problem =
                matches.isEmpty
                ? "no trusted ledger begins like this"
                : matches.count > 1
                    ? "\(matches.count) trusted ledgers begin like this; give more digits" : "give at least 4 digits"
            throw UserError("\(shown(ledger)): \(problem). See: exhibit trust list")
        }
        _ = try file.remove(ledger: match.ledger)
        output.console.emit("trust", ["ledger": .string(match.ledger), "removed": true])
        output.console.say("No longer trusted: \(match.ledger)")
    }
}

struct Adopt: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let this machine continue a case that it has not written to before.",
        discussion: """
            Each machine remembers the newest head of each ledger, so that a case that was put back to an older copy is \
            noticed. After a move to a new machine there is nothing to compare with: adopt a case only if it is the \
            newest copy, and if no other copy is still written to.
            """)

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        let verdict = try CaseAudit.verdict(of: opened.folder, trust: TrustPolicy(ledgers: [opened.ledgerID]))
        guard verdict.exitCode == 0 else {
            throw UserError(
                "not adopted, because the case does not pass its audit:\n" + verdict.lines.joined(separator: "\n"))
        }
        try opened.memory.remember(opened.tree.frontier)
        output.console.emit("adopt", ["ledger": .string(opened.ledgerID.hex), "size": .integer(Int64(opened.size))])
        output.console.say("This machine continues ledger \(opened.ledgerID.hex) from \(opened.size) entries.")
    }
}
