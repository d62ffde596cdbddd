import ExhibitPipeline
import Foundation
import Testing

/// A folder for one test, and programs of strangers in it.
final class Workshop {
    let folder: String
    private var count = 0

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/exhibit-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit { ScratchFolder.remove(folder) }

    func newFolder() throws -> String {
        count += 1
        let path = "\(folder)/\(count)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return path
    }

    func newFile(_ text: String, _ name: String = "program") throws -> String {
        let path = try newFolder() + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// `text` is what the program consists of; its arguments are its output folder and the words given here.
    func sandbox(
        python text: String, _ words: [String] = [], confinement: Sandbox.Confinement = .bubblewrap
    ) throws -> Sandbox {
        let program = try newFile(text)
        let bind = Sandbox.Bind(
            host: URL(filePath: program).deletingLastPathComponent().path, inside: "/run/exhibit/program")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bind.host)
        var sandbox = Sandbox(
            command: [], readOnly: [bind], output: try newFolder(), temporary: try newFolder(), confinement: confinement
        )
        sandbox.command = ["/usr/bin/python3", "\(sandbox.path(of: bind))/program", sandbox.outputPath] + words
        sandbox.limits.wallSeconds = 60
        return sandbox
    }
}

extension Sandbox {
    /// All lines that the program writes.
    func lines(isCancelled: @escaping () -> Bool = { false }) -> SandboxRun<[String]> {
        run(isCancelled: isCancelled) { channel throws(Stop) in
            var lines: [String] = []
            while let line = try channel.line(within: 60) { lines.append(String(decoding: line, as: UTF8.self)) }
            _ = try channel.finish(within: 10)
            return lines
        }
    }
}

extension SandboxRun {
    var value: Value? { try? result.get() }
    var stop: Stop? { if case .failure(let stop) = result { stop } else { nil } }
    var said: String { String(decoding: errors, as: UTF8.self) }
}
