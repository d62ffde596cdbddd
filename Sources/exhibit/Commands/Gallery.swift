import ArgumentParser
import ExhibitCore
import ExhibitStorage

struct Gallery: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reference sets: the pictures that evidence is compared with.",
        subcommands: [GalleryAdd.self, GalleryList.self])
}

struct GalleryAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Record a reference set. Pictures are hashed where they are; only those that a run names are copied.")

    @Argument(help: "What you call it; kept private.")
    var name: String

    @Argument(help: "Files and folders.")
    var paths: [String]

    @Option(help: "How it was assembled, and when. Kept private.")
    var note: String?

    @Option(help: "Leave out what matches this pattern; may be given again.")
    var exclude: [String] = []

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let console = output.console
        try checkSlotText(name, limit: 512, from: "NAME")
        try checkSlotText(note, limit: 4_096, from: "--note")
        let opened = try passphrase.open(caseOptions)
        defer { opened.closeSayingSo() }
        Interruption.watch()
        var job = GalleryJob(case: opened, console: console)
        try job.checkIsFree(name)
        let walk = FileWalk(paths, excluding: exclude)
        throw ExitCode(try job.run(walk, name: name, note: note))
    }
}

struct GalleryList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The reference sets of this case.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        var table = Table(
            ["entry", "name", "members", "compared", "recorded"], numbers: ["entry", "members", "compared"])
        for gallery in try opened.galleries() {
            let statement = gallery.entry.statement
            table.rows.append([
                "#\(gallery.entry.position)", gallery.label, "\(statement.body["members"]?.number ?? 0)",
                "\(statement.body["compared"]?.number ?? 0)", statement.head.time.description,
            ])
        }
        list.show(table, as: "galleries", empty: "No reference set yet: exhibit gallery add NAME FOLDER")
    }
}
