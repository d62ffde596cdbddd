import ArgumentParser
import ExhibitCore
import ExhibitStorage
import ExhibitVerification

struct MakeReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Make a report of a claim: one HTML file that a person reads and a program verifies.",
        usage: "exhibit report CLAIM -o FILE [<options>]",
        discussion: """
            A report shows every run on the evidence, the unfavourable ones too. File names, sources, EXIF and exact \
            times are withheld unless you name them: --disclose file_name --disclose source
            """)

    @Argument(help: "The claim: #NUMBER or the start of its id.")
    var claim: String?

    @Flag(help: "The last claim in the ledger.")
    var last = false

    @Option(name: .shortAndLong, help: "Where to write it; - is standard output.")
    var output: String

    @Flag(help: "Replace a file of that name.")
    var force = false

    @Option(
        help:
            "Also disclose this private value (source, or of one entry alone: #2/source), or \"gallery\", the reference set's list of files, or \"evidence-pictures\" of a protected subject; may be given again."
    )
    var disclose: [String] = []

    @Option(
        help:
            "Withhold this value, \"pictures\", \"sealed:…\" for one of them by the start of its name, \"evidence-pictures\", \"reference-pictures\"; may be given again."
    )
    var withhold: [String] = []

    @Option(
        help: ArgumentHelp(
            "The report whose place this one takes: #NUMBER, its id, or its file. Its standings say so from then on.",
            valueName: "report"))
    var supersedes: String?

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var outputOptions: OutputOptions

    private static let slots = Set(Kind.all.flatMap(\.slots.keys)).sorted()
    private static let ofObjections = Set(Kind.challenge.slots.keys).subtracting(
        Kind.all.filter { $0.name != Kind.challenge.name }.flatMap(\.slots.keys))

    func validate() throws {
        if output == "-" && outputOptions.json {
            throw ValidationError("-o - prints the report itself, without --json")
        }
        guard last == (claim == nil) else { throw ValidationError("name a claim, or say --last") }
        let kinds = [PictureChoice.evidence, PictureChoice.references]
        try check(disclose, or: ["gallery"] + kinds)
        func isTheirs(_ name: String) -> Bool {
            Self.ofObjections.contains(String(name.split(separator: "/").last ?? ""))
        }
        if let theirs = disclose.first(where: isTheirs) {
            throw ValidationError(
                "--disclose \(theirs): what an objection says is for its author to give; readers see it with exhibit verify REPORT --challenges FOLDER"
            )
        }
        guard !disclose.contains(where: { $0.hasPrefix("sealed:") }) else {
            throw ValidationError(
                "--disclose takes values and kinds of pictures; one picture is kept with --withhold sealed:…")
        }
        try check(withhold, or: [PictureChoice.all] + kinds)
    }

    /// Whether it has the form of one value of one entry, or of one picture.
    private static func isOne(_ name: String) -> Bool {
        if name.hasPrefix("sealed:") { return name.utf8.count >= "sealed:".utf8.count + 8 }
        let parts = name.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return name.hasPrefix("#") && parts.count == 2 && UInt64(parts[0]) != nil && slots.contains(String(parts[1]))
    }

    private func check(_ names: [String], or words: [String]) throws {
        for name in names where !words.contains(name) && !Self.slots.contains(name) && !Self.isOne(name) {
            throw ValidationError(
                "no private value is called \"\(name)\"; there are: \((Self.slots + words).joined(separator: ", "))")
        }
    }

    func run() throws {
        try OutputFile.check(output, force: force)
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        let entry: PlacedEntry
        if let claim {
            entry = try opened.resolve(claim)
        } else if let newest = try opened.entries(of: .claim).last {
            entry = newest
        } else {
            throw UserError("there is no claim yet. Make one: exhibit identify PICTURE --gallery NAME")
        }
        guard entry.statement.isClaim else {
            throw UserError(
                "#\(entry.position) is a \(entry.statement.kindName) entry, not a claim; see: exhibit log --kind claim")
        }
        try opened.checkSaysWhatWasMeasured(entry)
        try opened.checkStands(entry)
        let superseded = try supersedes.map { try opened.report(named: $0) }
        if let superseded, superseded.statement.name("evidence") != entry.statement.name("evidence") {
            throw UserError(
                "report #\(superseded.position) is about other evidence than claim #\(entry.position): no report of this takes its place"
            )
        }
        for name in disclose + withhold { try opened.checkIsThere(name, inReportOf: entry) }
        var withheld = Set(withhold)
        // A later claim may say what this one does not.
        if opened.isOfProtected(entry.statement) {
            withheld.formUnion([PictureChoice.evidence, PictureChoice.references].filter { !disclose.contains($0) })
        }
        let harm = try opened.undecidedHarm(by: entry)
        if let harm {
            if let named = disclose.first(where: { NamingValues.contains($0) }) {
                throw UserError(
                    "--disclose \(named): the objection #\(harm.position) is by or for whoever is named, and undecided. Decide it first: exhibit challenge rule '#\(harm.position)'"
                )
            }
            withheld.formUnion(NamingValues.all)
        }
        let composer = ReportComposer(
            opened, now: Clock.milliseconds, disclose: Set(disclose), withhold: withheld,
            supersedes: superseded?.statement.name)
        let made = try opened.exclusively { try composer.compose(of: entry) }
        do {
            try OutputFile.write(made.file.encoded, to: output, force: force)
        } catch {
            throw UserError(
                "report #\(made.report.position) is recorded, but its file could not be written: \(error)\nMake another one of the same claim: exhibit report '#\(entry.position)' -o FILE"
            )
        }
        let console = outputOptions.console
        for remark in try opened.remarks(on: made, of: entry) { console.warn(remark) }
        if let harm {
            console.warn(
                "the objection #\(harm.position) is undecided: pictures, their salts, and what people wrote of the question are withheld from this report"
            )
        }
        if output == "-" { return }
        console.emit(
            "report",
            [
                "file": .string(output), "report": .integer(Int64(made.report.position)),
                "claim": .integer(Int64(entry.position)), "bytes": .integer(Int64(made.file.encoded.count)),
                "page": .string(made.file.pageName.description), "ledger": .string(opened.ledgerID.hex),
                "timestamps": .array(made.anchors.map { .string($0.sentence) }),
                "verifies": .integer(Int64(made.verdict.exitCode)), "until": .string(made.end.description),
            ])
        console.say(
            """
            \(shown(output))  report #\(made.report.position) of claim #\(entry.position), \(entry.statement.text("status")), \(made.file.encoded.count) bytes
            Ledger \(opened.ledgerID.hex)\(made.anchors.isEmpty ? "" : "\nTimestamp  " + shown(Anchor.sentence(made.anchors)))
            Stands until \(made.end). Then its readers need a newer word: exhibit report standing \(word(output)) -o FILE
            Next: exhibit verify \(word(output))      give the file to anyone; they need nothing else of yours
            """)
    }
}
