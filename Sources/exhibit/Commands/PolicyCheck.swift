import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitWeight

struct PolicyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say what a policy file would tighten or loosen. Nothing is recorded.",
        discussion: """
            It is compared with the policy in force in this case; outside of a case, with the standard one. Exit code 1 \
            where it would loosen anything: it cannot be set.
            """)

    @Argument(help: "The policy file.")
    var file: String

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let policy = try PolicyFile.read(file)
        let (base, entry) = try caseOptions.openForReadingIfAny()?.policyInForce(before: nil) ?? (.standard, nil)
        let differences = policy.differences(from: base)
        let console = output.console
        let loosenings = policy.loosenings(of: base)
        let code: Int32 = loosenings.isEmpty ? 0 : 1
        console.emit(
            "policy-check", exitCode: code,
            [
                "policy": .string(policy.name.description), "differences": PolicyText.json(differences),
                "in_force": ["policy": .string(base.name.description), "entry": PolicyText.position(entry)],
            ])
        let other = entry.map { "the policy in force, set by #\($0.position)" } ?? "the standard policy"
        console.say("\(policy.name)  \(shown(file))\n\(base.name)  \(other)\n")
        console.say(differences.isEmpty ? "They ask the same." : PolicyText.table(differences).text)
        if code == 0, !differences.isEmpty { console.say("It may be set: exhibit policy set \(word(file))") }
        for loosening in loosenings { console.warn("\(shown(file)): \(loosening)") }
        if code != 0 { throw ExitCode(code) }
    }
}
