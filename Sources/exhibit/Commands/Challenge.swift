import ArgumentParser
import ExhibitCore

struct ChallengeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "challenge",
        abstract: "Object to a report, without asking anybody; or answer an objection.",
        discussion: """
            Whoever is shown a report needs only its file: exhibit challenge new REPORT makes a signed objection with a \
            key of its own, and exhibit verify REPORT --challenges FOLDER shows it to anyone, whether or not the publisher \
            accepts it. The publisher records it with receive, and signs with acknowledge that it came.

            Grounds:
            \(ChallengeGround.allCases.map { "  \($0.rawValue)  \($0.title)" }.joined(separator: "\n"))
            """,
        subcommands: [
            ChallengeNew.self, ChallengeWithdraw.self, ChallengeReceive.self, ChallengeAcknowledge.self,
            ChallengeList.self,
        ])
}

struct ChallengeNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make an objection to a report from nothing but its file.",
        discussion: """
            Says first what verifying the report finds, and of each ground what a program can say to it. Nothing is sent. \
            Text, contact and files are not in the signed entry, only in the file that you hand over. The key beside it \
            is in clear: whoever has it can withdraw the objection. Grounds: exhibit help challenge.
            """)

    @Argument(help: "The report's file.")
    var report: String

    @Option(help: "C1 to C9: what is wrong. May be given again.")
    var ground: [String] = []

    @Option(help: "What is wrong, in your words.")
    var text: String?

    @Option(help: ArgumentHelp("A file with these words.", valueName: "file"))
    var textFile: String?

    @Option(help: "What you are to it: identified, mistaken, author, owner, other.")
    var relation = ChallengeRelation.notStated.rawValue

    @Option(help: "What you ask for: retract, correct, hide, answer. May be given again.")
    var remedy: [String] = []

    @Option(help: ArgumentHelp("A file that goes with it. May be given again.", valueName: "file"))
    var evidence: [String] = []

    @Option(help: "How to reach you. Stands in the file that you hand over, not in the ledger.")
    var contact: String?

    @Option(
        help: ArgumentHelp("For C3: the signed statement that exhibit reproduce --record -o wrote.", valueName: "file"))
    var replay: String?

    @Option(help: ArgumentHelp("An entry that the report leaves out; with --entry-proof.", valueName: "file"))
    var entry: String?

    @Option(help: ArgumentHelp("Its .tlog-proof.", valueName: "file"))
    var entryProof: String?

    @Option(
        help: ArgumentHelp("A proof that the ledger's index is wrong: exhibit audit --error-proof.", valueName: "file"))
    var errorProof: String?

    @Option(name: .shortAndLong, help: "Where to write it; its key goes to FILE.key.")
    var output: String

    @Flag(help: "Replace a file of that name. A key is never replaced.")
    var force = false

    @OptionGroup var trust: TrustOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" { throw ValidationError("-o takes a file: beside it stands its key") }
        guard !ground.isEmpty, ground.allSatisfy({ ChallengeGround(rawValue: $0) != nil }) else {
            throw ValidationError("--ground takes C1 to C9, once at least; see: exhibit help challenge")
        }
        guard (text == nil) != (textFile == nil) else { throw ValidationError("say --text TEXT or --text-file FILE") }
        guard ChallengeRelation(rawValue: relation) != nil else {
            throw ValidationError(
                "--relation takes \(ChallengeRelation.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard remedy.allSatisfy({ ChallengeRemedy(rawValue: $0) != nil }) else {
            throw ValidationError("--remedy takes \(ChallengeRemedy.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard (entry == nil) == (entryProof == nil) else {
            throw ValidationError("an entry and its proof go together: --entry FILE --entry-proof FILE")
        }
        let grounds = ground.compactMap { ChallengeGround(rawValue: $0) }
        if replay != nil, !grounds.contains(.reproduction) { throw ValidationError("--replay goes with --ground C3") }
        if entry != nil || errorProof != nil, !grounds.contains(where: \.isProvable) {
            throw ValidationError("a proof goes with one of the grounds C1 to C6; of something left out: --ground C6")
        }
        guard evidence.count <= 16 else { throw ValidationError("--evidence takes at most 16 files") }
    }

    func run() throws { try ChallengeJob(self).run(outputOptions.console) }
}

struct ChallengeWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Sign that you withdraw your objection.",
        discussion: "It stays in the ledger where it was recorded; later reports show that it was withdrawn.")

    @Argument(help: "The objection's file.")
    var challenge: String

    @Option(help: "Its key; else the file beside it, FILE.key.")
    var key: String?

    @Option(name: .shortAndLong, help: "Where to write the signed withdrawal.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var outputOptions: OutputOptions

    func run() throws {
        try OutputFile.check(output, force: force)
        let file = try ChallengeInput.read(challenge)
        let signer = try PersonalKey(owner: "objection's", file: key ?? challenge + ".key").read()
        let statement = file.entry.statement
        guard signer.publicKey == statement.head.author else {
            throw UserError("\(shown(key ?? challenge + ".key")): is another key than the objection's")
        }
        let draft = Draft(
            .withdraw, subjects: [statement.name], body: ["challenge": .string(statement.name.description)])
        let (withdrawal, _) = try draft.sealed(
            head: ExhibitCore.Head(
                author: signer.publicKey, ledger: statement.head.ledger, nonce: SystemRandomness().bytes(16),
                time: Hour(milliseconds: Clock.milliseconds())), randomness: SystemRandomness())
        try OutputFile.write(Entry(signing: withdrawal, with: signer).leaf, to: output, force: force)
        if output == "-" { return }
        outputOptions.console.emit(
            "challenge-withdrawal", ["file": .string(output), "statement": .string(withdrawal.id.hex)])
        outputOptions.console.say(
            """
            \(shown(output))  withdraws the objection \(statement.id.hex)
            Next: send it to whoever you sent the objection to: exhibit challenge receive \(word(output))
            """)
    }
}
