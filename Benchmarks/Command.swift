import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A program run to its end, measured from its start.
enum Command {
    /// Wall-clock seconds. Anything but exit code 0 throws, with what the program said.
    ///
    /// - Parameter output: the file that gets its standard output.
    @discardableResult
    static func run(
        _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
        output: String = "/dev/null"
    ) throws -> Double {
        let errors = NSTemporaryDirectory() + "/exhibit-bench-\(UUID().uuidString)"
        defer { unlink(errors) }
        // Not Foundation's Process: its way of waiting costs milliseconds, which some rows would show.
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let variables = ProcessInfo.processInfo.environment.merging(environment) { _, given in given }
        let words = (folder.map { ["env", "-C", $0] } ?? []) + [program] + arguments
        var argv = words.map { strdup($0) } + [nil]
        var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var process = pid_t()
        var status: Int32 = 0
        let seconds = try Measure.seconds {
            let code = posix_spawnp(&process, words[0], &actions, nil, &argv, &envp)
            guard code == 0 else { throw Failure("\(program): \(String(cString: strerror(code)))") }
            while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        }
        guard status == 0 else {
            let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            throw Failure("\(program) \(arguments.joined(separator: " ")): ended with \(status): \(said)")
        }
        return seconds
    }

    /// The peak of resident memory in MiB, as `/usr/bin/time -v` says.
    static func peakMemory(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Double {
        let report = NSTemporaryDirectory() + "/exhibit-bench-\(UUID().uuidString)"
        defer { unlink(report) }
        try run("/usr/bin/time", ["-v", "-o", report, program] + arguments, environment: environment)
        let text = try String(contentsOfFile: report, encoding: .utf8)
        guard let match = text.firstMatch(of: /Maximum resident set size \(kbytes\): (\d+)/),
            let kibibytes = Double(match.1)
        else { throw Failure("/usr/bin/time said nothing of memory: \(text)") }
        return kibibytes / 1_024
    }
}

/// Benchmarks/peers.py, kept running: each line that it gets is one round, which it times itself.
final class Peer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// Throws where the peer's libraries cannot be had.
    init(python: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [Peer.script] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard try line() == "ready" else { throw Failure("the peer \(arguments[0]) did not start") }
    }

    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/peers.py"

    /// - Returns: the fields of its answer; the first is the seconds.
    func round(_ request: String) throws -> [Double] {
        try input.fileHandleForWriting.write(contentsOf: Data((request + "\n").utf8))
        return try line().split(separator: " ").map { field in
            guard let value = Double(field) else { throw Failure("a peer said \(field)") }
            return value
        }
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func line() throws -> String {
        var bytes: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first {
            if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        throw Failure("a peer ended: \(String(decoding: bytes, as: UTF8.self))")
    }
}
