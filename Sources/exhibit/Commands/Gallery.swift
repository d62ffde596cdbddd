import ArgumentParser
import ExhibitCore
import ExhibitPipeline
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
        let walk = FileWalk(paths, excluding: exclude)
        let opened = try passphrase.open(caseOptions)
        defer { try? opened.close() }
        if try opened.gallery(labelled: name) != nil {
            throw UserError("this case has a reference set \"\(name)\" already. Choose another name; see: exhibit gallery list")
        }
        var members: [ReferenceSet.Member] = []
        var failures = walk.problems
        var notCompared = 0
        try PictureBatch.forEach(walk.files, "gallery", console: console) { batch in
            var rows: [PrivateRow] = []
            for (path, result) in batch {
                switch result {
                case .failure(let problem): failures.append((path, problem.description))
                case .success(let read):
                    let sealed = try read.analysis.keep(in: opened, bytes: nil).file
                    let absolute = path.hasPrefix("/") ? path : "\(currentFolder())/\(path)"
                    rows.append(
                        .picture(
                            .init(
                                name: sealed.hash.hex, path: absolute, size: read.file.size, modified: read.file.modified)))
                    guard let member = FileWalk.manifestPath(absolute) else {
                        failures.append((path, "its name has characters that a manifest cannot hold"))
                        continue
                    }
                    if read.analysis.pdq?.isUsable != true { notCompared += 1 }
                    members.append(.init(path: member, name: sealed, pdq: read.analysis.pdq))
                }
            }
            try opened.flush()
            try opened.store.record(rows)
        }
        guard !members.isEmpty else { throw UserError("no picture was read; nothing was recorded") }
        let draft = try ReferenceSet.draft(
            members, label: name, note: note, recorded: Clock.milliseconds(), randomness: opened.randomness,
            keepingIn: opened)
        let entry = try opened.append([draft])[0]
        let code: Int32 = failures.isEmpty ? 0 : 3
        for failure in failures { console.warn("\(failure.path): not in the set: \(failure.reason)") }
        console.emit(
            "gallery", exitCode: code,
            [
                "entry": .integer(Int64(entry.position)), "members": .integer(Int64(members.count)),
                "not_compared": .integer(Int64(notCompared)),
                "failed": .array(failures.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
            ])
        console.say(
            "#\(entry.position)  reference set \"\(name)\": \(members.count) files, \(members.count - notCompared) of them comparable, \(failures.count) failed"
        )
        console.hint("Next: exhibit identify PICTURE --gallery \(name)")
        throw ExitCode(code)
    }
}

struct GalleryList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The reference sets of this case.")

    @OptionGroup var caseOptions: CaseOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let opened = try caseOptions.openForReading()
        var table = Table(columns: ["entry", "name", "members", "compared", "recorded"])
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

extension FileWalk {
    /// An absolute path as a manifest writes it: without the leading slash; nil where it cannot be written.
    static func manifestPath(_ path: String) -> String? {
        let parts = path.split(separator: "/").filter { $0 != "." }
        var kept: [Substring] = []
        for part in parts {
            if part == ".." { _ = kept.popLast() } else { kept.append(part) }
        }
        let joined = kept.joined(separator: "/")
        return Manifest.isPath(joined) ? joined : nil
    }
}
