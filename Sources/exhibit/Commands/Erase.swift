import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Destroy a picture with all that was made from it, or a private value, and keep every proof.",
        discussion: """
            An entry says that it is gone, and why. Then its key and salt are destroyed, all others are wrapped under a new \
            key, and its files are deleted. What was recorded about it still verifies, and shows it as ERASED. This cannot \
            be undone. What rests on it is listed first; nothing is done before you agree, or without --yes.
            """)

    @Argument(
        help: ArgumentHelp(
            "A recorded picture's file, the #NUMBER of its entry or of an objection, a name (sealed:…), or #NUMBER/NAME for one private value.",
            valueName: "artifact|slot"))
    var what: String

    @Option(help: ArgumentHelp("\(Erasure.Reason.words).", valueName: "code"))
    var reason: String

    @Option(help: "Who decided it, in their own words. Kept private.")
    var approver: String?

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard Erasure.Reason(rawValue: reason) != nil else {
            throw ValidationError("--reason takes \(Erasure.Reason.words)")
        }
    }

    func run() throws {
        guard let code = Erasure.Reason(rawValue: reason) else { return }
        try checkSlotText(approver, limit: 512, from: "--approver")
        let console = output.console
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        do {
            try erase(in: opened, for: code, console)
        } catch let done as ErasedAlready {
            console.emit("erase", ["entries": [.integer(Int64(done.entry.position))], "erased_before": true])
            console.say("\(shown(what)): \(Erasures.words(done.entry)) before; there is nothing left to do")
        }
    }

    private func erase(in opened: Case, for code: Erasure.Reason, _ console: Console) throws {
        let subject = try ErasureSubject(what, reason: code, in: opened)
        let job = try EraseJob(opened: opened, subject: subject)
        try job.checkNothingIsOpen()
        for line in job.announcement { console.say(line) }
        try EraseJob.confirm(isAgreed: yes)
        let entries = try opened.alone {
            // What was agreed to, and nothing else: another program may have worked on it while somebody read the list.
            guard try ErasureSubject(what, reason: code, in: opened).erasure == subject.erasure else {
                throw UserError(
                    "\(shown(what)): more was recorded about it meanwhile. Nothing was erased; run this again")
            }
            try job.checkNothingIsOpen()
            return try opened.erase(subject.erasure, approver: approver)
        }
        job.report(entries, console)
    }
}

extension Erasure.Reason {
    static let words = allCases.map(\.rawValue).joined(separator: ", ")
}
