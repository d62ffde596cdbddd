import ArgumentParser
import ExhibitCore

struct ChallengeNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make an objection to a report from nothing but its file.",
        discussion: """
            Says first what verifying the report finds, and of each ground what a program can say to it; of C1 to C6 that goes \
            with the objection, as checked-by-program.txt. Nothing is sent. \
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

    @Option(help: "What you are to it: identified, mistaken, author, owner, other. It stands in the file alone.")
    var relation: String?

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

    @OptionGroup var standing: StandingOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" { throw ValidationError("-o takes a file: beside it stands its key") }
        guard !ground.isEmpty, ground.allSatisfy({ ChallengeGround(rawValue: $0) != nil }) else {
            throw ValidationError("--ground takes C1 to C9, once at least; see: exhibit help challenge")
        }
        guard (text == nil) != (textFile == nil) else { throw ValidationError("say --text TEXT or --text-file FILE") }
        guard relation.map({ ChallengeRelation(rawValue: $0) != nil }) ?? true else {
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
        // One place is kept for what the program found.
        guard evidence.count <= 15 else { throw ValidationError("--evidence takes at most 15 files") }
    }

    func run() throws { try ChallengeJob(self).run(outputOptions.console) }
}
