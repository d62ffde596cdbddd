import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct KeyRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Give a role to a new key, and take it from the old one.",
        discussion: """
            The ledger id stays, and what was signed before still verifies. The old key is deleted from the case. After \
            a new checkpoint key, tools need the new verifier key.
            """)

    @Argument(help: "ledger, checkpoint or operator.")
    var role: String

    @OptionGroup var doubt: DoubtOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        guard let role = Role(rawValue: role), [.ledger, .checkpoint, .operator].contains(role) else {
            throw UserError(
                "\(shown(self.role)): no role that is rotated; there are: ledger, checkpoint, operator. A key of standings is revoked, and made again when it is needed",
                code: 64)
        }
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let (new, revocations) = try opened.exclusively {
            try opened.rotate(role, since: try doubt.position(in: opened))
        }
        let origin = Checkpoint.origin(of: opened.ledgerID)
        let verifier = role == .checkpoint ? try VerifierKey(name: origin, key: new.hash).description : nil
        output.console.emit(
            "rotated",
            [
                "role": .string(role.rawValue), "new": .string(new.description),
                "revoked": .array(
                    revocations.map {
                        ["key": .string($0.statement.text("key")), "entry": .integer(Int64($0.position))]
                    }),
                "verifier_key": verifier.map { .string($0) } ?? .null,
            ])
        output.console.say("New key       \(new), as \(role.rawValue)")
        for entry in revocations {
            output.console.say("Revoked       \(entry.statement.text("key")), recorded as #\(entry.position)")
        }
        if let verifier { output.console.say("Verifier key  \(verifier)") }
        output.console.say("Next: back up the case's folder; an older backup has no key that could go on")
    }
}

struct KeyRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take all its roles from a key that this case does not sign with any more.",
        discussion: """
            The key that the case signs with is replaced by: exhibit key rotate ROLE. With --since it is also said of a \
            key that was replaced earlier that it may have been in other hands.
            """)

    @Argument(help: "The public key, as exhibit key show prints it.")
    var key: String

    @OptionGroup var doubt: DoubtOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let name = try KeyName.parse(key)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let entries = try opened.exclusively { try opened.revoke(name.hash, since: try doubt.position(in: opened)) }
        output.console.emit(
            "revoked",
            [
                "key": .string(name.description),
                "entries": .array(entries.map { .integer(Int64($0.position)) }),
            ])
        for entry in entries {
            output.console.say("#\(entry.position)  revoked  \(entry.statement.text("role"))  \(name)")
        }
        output.console.say("Next: exhibit key show")
    }
}
