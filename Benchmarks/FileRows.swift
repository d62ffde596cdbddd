import Dispatch
import ExhibitCore
import ExhibitPipeline
import Foundation

/// A thousand small pictures recorded by one command, beside what people use today to record files.
struct FileRows {
    let folder: String
    let programs: String
    let python: String

    private static let count = 1_000
    /// Fossil asks who commits, and writes to the home folder.
    private var person: [String: String] { ["USER": "bench", "HOME": folder] }

    private struct Tool {
        let name: String
        /// Prepares `files`, a copy of theirs in a folder of its own, and gives the commands to be measured.
        let commands: (_ files: String) throws -> [[String]]
    }

    func rows() throws -> [Row] {
        let files = folder + "/files"
        try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
        try Command.run(
            python, [Peer.script, "pictures", files, "\(Self.count)", "64", "512", "2"])
        let cases = Cases(folder: folder + "/file-cases", programs: programs)
        let pictures = try FileManager.default.contentsOfDirectory(atPath: files).sorted().map { name in
            [UInt8](try Data(contentsOf: URL(filePath: "\(files)/\(name)")))
        }
        let key = folder + "/signing-key"
        try Command.run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key])
        let peers = [git(key), fossil(), bagit()]
        let times = try Measure.inTurn(
            rounds: 5,
            [
                { try cases.ingest(files) },
                { Measure.seconds { Self.decode(pictures) } },
            ] + peers.map { peer in { try measure(peer, files) } })
        let fastest = times.indices.dropFirst(2).min { times[$0].median < times[$1].median } ?? 2
        let rest = times[0].median - times[1].median
        let all = zip(peers, times.dropFirst(2)).map { "\($0.name) \($1.milliseconds)" }
        return [
            Row(
                """
                \(Self.count) small pictures by one command: \(times[0].milliseconds), of which \
                \(times[1].milliseconds) is decoding, hashing what was decoded, and PDQ on \(Measure.cores) cores, taken off here
                """,
                beside: "the fastest of: \(all.joined(separator: "; ")). Ours syncs what it stores; they need not",
                ours: String(format: "%.2f ms", rest * 1_000), theirs: times[fastest].milliseconds,
                ratio: rest / times[fastest].median, target: .atMost(1.5))
        ]
    }

    /// What is done with a picture's content and no other tool does, on all cores; each identity is hashed once.
    private static func decode(_ pictures: [[UInt8]]) {
        DispatchQueue.concurrentPerform(iterations: pictures.count) { number in
            let (outcome, coefficients) = ImageDecoder.decodeWithCoefficients(pictures[number])
            guard let image = outcome.image else { preconditionFailure("a picture of this program's own") }
            _ = ContentHash(of: image.samples)
            if case .success(let bytes?) = coefficients { _ = ContentHash(of: bytes) }
            _ = PDQ(of: image)
        }
    }

    private func measure(_ peer: Tool, _ files: String) throws -> Double {
        let copy = "\(folder)/\(UUID().uuidString)/files"
        try FileManager.default.createDirectory(
            atPath: (copy as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: files, toPath: copy)
        let commands = try peer.commands(copy)
        sync()
        return try commands.reduce(0) { sum, command in
            sum + (try Command.run(command[0], Array(command.dropFirst()), in: copy, environment: person))
        }
    }

    private func git(_ key: String) -> Tool {
        Tool(name: "git add and a signed commit") { copy in
            try Command.run("git", ["init", "-q"], in: copy)
            for (name, value) in [
                ("user.name", "Bench"), ("user.email", "bench@example.org"), ("gpg.format", "ssh"),
                ("user.signingkey", key),
            ] {
                try Command.run("git", ["config", name, value], in: copy)
            }
            return [["git", "add", "."], ["git", "commit", "-q", "-S", "-m", "files"]]
        }
    }

    private func fossil() -> Tool {
        Tool(name: "fossil add and commit") { copy in
            let repository = copy + "/../repository"
            try Command.run("fossil", ["init", repository], environment: person)
            try Command.run("fossil", ["open", "--force", repository], in: copy, environment: person)
            return [["fossil", "add", "."], ["fossil", "commit", "-m", "files", "--no-warnings"]]
        }
    }

    private func bagit() -> Tool {
        Tool(name: "bagit.py, SHA-256") { copy in
            [[python, "-m", "bagit", "--sha256", "--processes", "\(Measure.cores)", "--quiet", copy]]
        }
    }
}
