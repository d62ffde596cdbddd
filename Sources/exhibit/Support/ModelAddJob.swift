import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// Records a folder as a model: its files, what its runner says of itself, and how the runner is started here.
struct ModelAddJob {
    let opened: Case
    let name: String
    let folder: String
    let command: RunnerCommand
    let match: String?
    let conditions: String?
    let confinement: Sandbox.Confinement

    private static let mostFiles = 64
    private static let mostBytes = 2 << 30

    private var tooLarge: UserError { UserError("\(shown(folder)): has more than 2 GiB; a model has at most that") }

    func run(_ console: Console) throws -> PlacedEntry {
        let scratch = try RunFolder()
        let files = try modelFiles()
        var execution = ModelExecution(
            command: command.words, files: files, confinement: confinement, scratch: scratch.path)
        execution.isCancelled = { Interruption.isRequested }
        let described = try execution.describe()
        guard case .completed(let description, _) = described else {
            guard case .failed(let stop, let record) = described else { throw UserError("the runner gave no answer") }
            let log = String(decoding: record.logTail, as: UTF8.self).split(separator: "\n").suffix(3)
            throw UserError(
                "the runner did not describe itself: \(stop)"
                    + (log.isEmpty ? "" : "\nIts last words: \(shown(log.joined(separator: " / ")))"))
        }
        return try record(try execution.sealedModel(), description)
    }

    private func modelFiles() throws -> [ModelExecution.ModelFile] {
        guard InputFile.isFolder(folder) else { throw UserError("\(shown(folder)): is no folder of a model") }
        let walk = FileWalk([folder], excluding: [])
        if let problem = walk.problems.first { throw UserError("\(shown(problem.path)): \(problem.reason)") }
        guard walk.skipped.isEmpty else {
            throw UserError("\(shown(walk.skipped[0])): is no regular file; a model's folder has nothing else in it")
        }
        guard (1...Self.mostFiles).contains(walk.files.count) else {
            throw UserError("\(shown(folder)): has \(walk.files.count) files; a model has 1 to \(Self.mostFiles)")
        }
        // Before anything is copied; the copy counts again, because a file may grow meanwhile.
        let size = walk.files.reduce(0) { $0 + min(Int(FileWalk.size(of: $1)), Self.mostBytes + 1) }
        guard size <= Self.mostBytes else { throw tooLarge }
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        return walk.files.map { path in
            ModelExecution.ModelFile(path: String(path.dropFirst(base.count)), content: .file(path), expected: nil)
        }
    }

    private func record(_ copy: SealedCopy, _ description: RunnerDescription) throws -> PlacedEntry {
        guard copy.files.reduce(0, { $0 + $1.size }) <= Self.mostBytes else { throw tooLarge }
        let score = description.score
        if let match = match.flatMap({ Double($0) }), match < Double(score.minimum) || match > Double(score.maximum) {
            throw UserError(
                "--match: the scores of this model lie between \(score.minimum) and \(score.maximum)", code: 64)
        }
        if copy.files.contains(where: { $0.path == "labels.txt" }) {
            let path = "\(copy.folder)/labels.txt"
            do {
                _ = try LabelList(encoded: InputFile.read(path, limit: 4 << 20))
            } catch let error as Malformed {
                throw UserError("\(shown(folder))/labels.txt: \(error.reason). Every run of this model would fail.")
            }
        }
        let files = try copy.files.map { file -> JSON in
            let name = try opened.keepOpen(fileAt: "\(copy.folder)/\(file.path)", digest: file.hash)
            return [
                "path": .string(file.path), "role": .string(Self.role(of: file.path)),
                "size": .integer(Int64(file.size)), "artifact": .string(name.description),
            ]
        }
        let manifest = try opened.keepOpen(copy.manifest().encoded)
        let draft = Draft(
            .modelWithRunner, subjects: [manifest],
            body: [
                "name": .string(name), "version": .string(manifest.hash.hex.prefix(12).description),
                "manifest": .string(manifest.description), "files": .array(files), "runner": "exhibit-runner-v1",
                "program": ["name": .string(description.name), "version": .string(description.version)],
                "generates_pixels": .bool(description.generatesPixels),
                "nondeterminism": .array(description.nondeterminism.map { .string($0) }),
                "score": [
                    "name": .string(score.name), "better": .string(score.isHigherBetter ? "higher" : "lower"),
                    "minimum": .string(String(score.minimum)), "maximum": .string(String(score.maximum)),
                ],
                "match": match.map { .string($0) } ?? .null,
                "conditions": .string(conditions ?? "None validated. How often it is wrong has to be measured."),
            ],
            slots: [
                "command": .array(command.words.map { .string($0) }), "recorded": .integer(Clock.milliseconds()),
            ])
        return try opened.append([draft])[0]
    }

    private static func role(of path: String) -> String {
        switch path {
        case "labels.txt": "labels"
        case "preprocessing.json": "preprocessing"
        case "thresholds.json": "thresholds"
        case "card.md": "card"
        default: path.hasSuffix(".onnx") ? "weights" : "file"
        }
    }
}
