import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// `data/runner.txt`: for a person who sets out to run a model again.
enum BagRunnerText {
    static func text(_ contents: BagContents, _ opened: Case) throws -> String {
        guard let model = contents.model, let run = contents.runs.first else { return "The report names no model.\n" }
        var lines = ["Model: \(model.text("name")) \(model.text("version"))"]
        if let manifest = model.name("manifest") { lines.append("Identity: \(manifest)") }
        lines.append("Its files, each in artifacts/open under its SHA-256:")
        for file in model.body["files"]?.elements ?? [] {
            guard let path = file["path"]?.text, let name = file["artifact"]?.text.flatMap({ TypedName($0) }) else {
                continue
            }
            lines.append("  \(name.hash.hex)  \(path)")
        }
        if model.isKind(.modelWithRunner) {
            lines.append("Program: \(program(model)), which speaks \(model.text("runner"))")
            if let words = try opened.value("command", of: model)?.elements?.compactMap(\.text) {
                lines.append("Started as, without folders: \(words.map(withoutFolders).joined(separator: " "))")
            }
        } else {
            lines.append("It is part of the program \(program(run)).")
        }
        if let environment = contents.items.first(where: { $0.role == "environment" }) {
            lines.append("What it ran with: artifacts/sealed/\(environment.name.hash.hex)")
        }
        // A line feed in a name would look like a second line.
        return lines.map { "\(shown($0))\n" }.joined()
    }

    private static func program(_ statement: Statement) -> String {
        let program = statement.body["program"]
        return "\(program?["name"]?.text ?? "?") \(program?["version"]?.text ?? "?")"
    }

    /// "--data=/home/somebody/x" is "--data=x": folders name people.
    private static func withoutFolders(_ word: String) -> String {
        guard let first = word.utf8.firstIndex(of: UInt8(ascii: "/")),
            let last = word.utf8.lastIndex(of: UInt8(ascii: "/"))
        else { return word }
        // What stands before the first folder is kept where it ends an option's name.
        let start = word[..<first]
        return (start.hasSuffix("=") ? String(start) : "") + word[word.utf8.index(after: last)...]
    }
}
