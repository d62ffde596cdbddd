import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitWeight

struct PolicySet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Tighten the policy of this case, and record it.",
        discussion: """
            It is in force from its entry on; what was recorded before keeps the policy that it names. Nothing is ever \
            loosened again in this ledger. Thresholds and what they mean: exhibit policy show.
            """)

    @Argument(help: "A whole policy, as exhibit policy show -o FILE wrote it, with other values.")
    var file: String?

    @Option(
        help: ArgumentHelp(
            "A threshold of the policy in force to tighten; say it again for more.", valueName: "threshold=value"))
    var tighten: [String] = []

    @Option(help: "Why. Published with reports of weighed claims.")
    var reason: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (file == nil) != tighten.isEmpty else {
            throw ValidationError("name either a policy file, or what to --tighten")
        }
    }

    func run() throws {
        let console = output.console
        try checkPublished(reason, limit: 4_096, from: "--reason", console)
        let wish = try file.map { PolicyJob.Wish.document(try PolicyFile.read($0)) } ?? .tightenings(tighten)
        // What the words say is asked before the passphrase; whether it tightens, of the policy in force.
        if file == nil { _ = try PolicyFile.tightening(.standard, tighten) }
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let result: PolicyJob.Result
        do {
            result = try PolicyJob(opened: opened, reason: reason).set(wish)
        } catch let error as LooserPolicy {
            throw UserError(
                "\(file.map(shown) ?? "--tighten"): \(error). Nothing was recorded; what is in force: exhibit policy show"
            )
        }
        console.emit(
            "policy-set",
            [
                "policy": .string(result.policy.name.description), "entry": PolicyText.position(result.entry),
                "recorded": .bool(!result.differences.isEmpty), "differences": PolicyText.json(result.differences),
            ])
        guard let entry = result.entry, !result.differences.isEmpty else {
            let place = result.entry.map { "set by #\($0.position)" } ?? "the standard one"
            return console.say("In force already, \(place): \(result.policy.name). Nothing was recorded.")
        }
        console.say("Recorded as #\(entry.position), in force from here on: \(result.policy.name)\n")
        console.say(PolicyText.table(result.differences).text)
    }
}
