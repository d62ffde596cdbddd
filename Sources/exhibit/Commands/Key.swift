import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The keys of a case.",
        subcommands: [
            KeyShow.self, KeyRotate.self, KeyRevoke.self, KeyRecovery.self, KeyRecover.self, KeyReviewer.self,
            KeyGrant.self,
        ])
}

struct KeyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the ledger id, the verifier key, and which key holds which role.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        let opened = try caseOptions.openForReading()
        let origin = Checkpoint.origin(of: opened.ledgerID)
        let verifiers = try opened.history.checkpointKeys(atSize: opened.size).map {
            try VerifierKey(name: origin, key: $0).description
        }
        var roles = [("ledger", opened.history.ledgerStatement.name("ledger_key"))]
        roles.append(("checkpoint", opened.history.ledgerStatement.name("checkpoint_key")))
        if let key = opened.history.recoveryKey { roles.append(("recovery", TypedName(.key, key))) }
        for entry in try opened.entries(of: .key)
        where opened.history.reasonVoid(entry.statement, at: entry.position) == nil {
            let statement = entry.statement
            let doubt = statement.body["since"]?.number.map { ", in doubt since #\($0)" } ?? ""
            roles.append(
                (
                    "\(statement.text("role")) (\(statement.text("action")) at #\(entry.position)\(doubt))",
                    statement.name("key")
                ))
        }
        console.emit(
            "keys",
            [
                "ledger": .string(opened.ledgerID.hex), "verifier_keys": .array(verifiers.map { .string($0) }),
                "roles": .array(
                    roles.map { ["role": .string($0.0), "key": .string($0.1?.description ?? "")] }),
            ])
        console.say("Ledger id, what people trust:\n  \(opened.ledgerID.hex)")
        console.say("Verifier key of its checkpoints, for C2SP tools:")
        for verifier in verifiers { console.say("  \(verifier)") }
        console.say("Roles:")
        for (role, key) in roles { console.say("  \(key?.description ?? "")  \(role)") }
    }
}
