import ArgumentParser
import ExhibitCore
import ExhibitReport
import ExhibitStorage
import ExhibitVerification

struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a folder for whoever a report is about: plain words, what was disclosed, and how to check it.",
        discussion: """
            Needs the report alone, and nobody's consent: no case, no passphrase, no network. Begin with start-here.html \
            in it. It says what the report is worth as of today: an altered report is packed too, and the page says so first. \
            Ends as verify does: 0, 2, 3 or 5. Nothing is in it that the report does not give, but what a bag has: with --bag \
            the one that the publisher gave, with --case the one that export bag makes by itself.
            """)

    @Argument(help: "The report's file.")
    var report: String

    @Option(name: .customShort("o"), help: ArgumentHelp("The folder to make; never written over.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("Add this bag of the report, with which it can be run again.", valueName: "bag"))
    var bag: String?

    @Option(name: .customLong("case"), help: ArgumentHelp("Add a bag of the report from this case.", valueName: "dir"))
    var casePath: String?

    @OptionGroup var standing: StandingOptions
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        // As a shell completes the name of a folder.
        while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        guard !folder.isEmpty else { throw ValidationError("-o takes the name of a new folder") }
        if bag != nil && casePath != nil { throw ValidationError("a pack has one bag: --bag BAG or --case DIR") }
    }

    func run() throws {
        try OutputFile.checkIsNoPartOfACase(folder)
        try OutputFile.checkHasAFolder(folder)
        Interruption.watch()
        let job = try PackJob(report: report, bag: bag, casePath: casePath, trust: trust.policy(), standing: standing)
        let result = try job.write(to: folder, output.console)
        let code = Verdict.exitCode(of: [result.pack.verdict.exitCode, result.missing.isEmpty ? 0 : 3])
        show(result, code)
        throw ExitCode(code)
    }

    private func show(_ result: PackJob.Result, _ code: Int32) {
        let console = output.console
        let (items, verdict) = (result.pack.items, result.pack.verdict)
        for omission in result.missing {
            console.warn("\(omission.role), \(omission.name): is not in the bag: \(omission.reason)")
        }
        console.emit(
            "pack", exitCode: code,
            [
                "folder": .string(folder), "files": .integer(Int64(result.files)), "bytes": .integer(result.bytes),
                "verdict": .integer(Int64(verdict.exitCode)), "conclusion": .string(verdict.conclusion),
                "present": .integer(Int64(items.count { $0.state == .present })),
                "withheld": .array(items.filter { $0.state == .withheld }.map { .string($0.id) }),
                "erased": .array(items.filter { $0.state == .erased }.map { .string($0.id) }),
                "absent": .array(items.filter { $0.state == .absent }.map { .string($0.id) }),
                "bag": .bool(result.hasBag),
            ])
        console.say("Report    \(verdict.conclusion)")
        console.say("\(shown(folder))  \(counted(result.files, "file")), \(result.bytes) bytes")
        for state in PackView.State.allCases where !items.isEmpty {
            let ids = items.filter { $0.state == state }.map(\.id)
            let title = state.rawValue + String(repeating: " ", count: 10 - state.rawValue.utf8.count)
            console.say(title + (ids.isEmpty ? "nothing" : ids.joined(separator: ", ")))
        }
        let name = word(folder)
        console.say("Next: open \(name)/start-here.html in a browser      or: sh \(name)/checks.sh")
    }
}
