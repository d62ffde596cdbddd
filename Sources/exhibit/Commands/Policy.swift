import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitWeight

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "The rules by which claims are weighed; they may only be tightened.",
        subcommands: [PolicyShow.self, PolicyCheck.self, PolicySet.self])
}

struct PolicyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What a policy asks, and what is said where that is not kept.",
        discussion: """
            Without an argument: the policy in force in this case, which is the standard one until another is set. \
            -o writes its document, with all rules and sentences (Schemas/policy-v2.md).
            """)

    @Argument(help: ArgumentHelp("A policy file, or the entry that set one.", valueName: "file|#entry"))
    var what: String?

    @Option(name: .shortAndLong, help: "Where to write the document; - is standard output.")
    var output: String?

    @Flag(help: "Replace a file of that name.")
    var force = false

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if output == "-" && outputOptions.json {
            throw ValidationError("-o - prints the document itself, without --json")
        }
    }

    func run() throws {
        if let output { try OutputFile.check(output, force: force) }
        let (policy, place, entry) = try found()
        if let output { try OutputFile.write(policy.bytes, to: output, force: force) }
        if output == "-" { return }
        let console = outputOptions.console
        let text = PolicyText(policy: policy)
        console.emit("policy", text.json.merging(["entry": PolicyText.position(entry)]) { first, _ in first })
        console.say("\(place)\n\(policy.name)\n")
        guard let output else {
            return console.say("\(text.thresholds.text)\n\n\(text.scale.text)")
        }
        console.say(
            "Written to \(shown(output)). Next: tighten its thresholds, then exhibit policy check \(word(output))")
    }

    private func found() throws -> (policy: WeighingPolicy, place: String, entry: PlacedEntry?) {
        if let what, InputFile.exists(what), !InputFile.isFolder(what) {
            return (try PolicyFile.read(what), shown(what), nil)
        }
        if let what {
            let opened = try caseOptions.openForReading()
            let entry = try opened.resolve(what)
            return (try opened.policy(of: entry), "The policy that #\(entry.position) set", entry)
        }
        let (policy, entry) = try caseOptions.openForReadingIfAny()?.policyInForce(before: nil) ?? (.standard, nil)
        guard let entry else { return (policy, "The standard policy; no other is in force", nil) }
        return (policy, "The policy in force, set by #\(entry.position)", entry)
    }
}
