import Foundation
import Testing

/// A fresh folder to run commands in, as a stranger's machine: its own home, no terminal, nothing of the tester's.
final class Bench {
    let root: String
    var home: String { root + "/home" }
    /// Where commands start.
    var work: String { root + "/work" }

    init() throws {
        // Resolved, because a command prints the folder as the kernel names it.
        let temporary = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        root = "\(temporary)/exhibit-commands-\(UUID().uuidString)"
        for folder in [root, root + "/home", root + "/work"] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        }
        try Self.functions.write(toFile: root + "/functions", atomically: false, encoding: .utf8)
    }

    deinit {
        // A test may have taken the right to write from its own folders.
        let tidy = Process()
        tidy.executableURL = URL(fileURLWithPath: "/bin/sh")
        tidy.arguments = ["-c", "chmod -R u+rwX \"$0\" && rm -rf \"$0\"", root]
        tidy.standardError = FileHandle.nullDevice
        try? tidy.run()
        tidy.waitUntilExit()
    }

    struct Result {
        let code: Int32
        let output: String
        let error: String
        let outputBytes: [UInt8]
    }

    /// Runs a shell script to its end, or for `limit` seconds.
    @discardableResult
    func run(_ script: String, environment: [String: String] = [:], limit: Double = 120) throws -> Result {
        let process = try start(script, environment: environment)
        return try finish(process, limit: limit)
    }

    struct Running {
        let process: Process
        let name: String
    }

    /// The `Process` is the shell; with `exec` in the script, the program itself.
    func start(_ script: String, environment: [String: String] = [:]) throws -> Running {
        try Self.checkNeeds()
        let name = UUID().uuidString
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", ". \"$BENCH/functions\"\n" + script]
        process.currentDirectoryURL = URL(fileURLWithPath: work)
        process.environment = self.environment.merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: two pipes read one after the other stop a program that fills the second.
        for suffix in [".out", ".err"] {
            try Data().write(to: URL(fileURLWithPath: "\(root)/\(name)\(suffix)"))
        }
        process.standardOutput = FileHandle(forWritingAtPath: "\(root)/\(name).out")
        process.standardError = FileHandle(forWritingAtPath: "\(root)/\(name).err")
        try process.run()
        return Running(process: process, name: name)
    }

    func finish(_ running: Running, limit: Double = 120) throws -> Result {
        let end = Date().addingTimeInterval(limit)
        while running.process.isRunning && Date() < end { usleep(5_000) }
        if running.process.isRunning {
            kill(running.process.processIdentifier, SIGKILL)
            throw Failure("a command did not end within \(Int(limit)) s")
        }
        running.process.waitUntilExit()
        let output = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(running.name).out")))
        let error = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(running.name).err")))
        return Result(
            code: running.process.terminationStatus, output: String(decoding: output, as: UTF8.self),
            error: String(decoding: error, as: UTF8.self), outputBytes: output)
    }

    /// What a program wrote so far.
    func outputSoFar(_ running: Running) -> String {
        (try? String(contentsOfFile: "\(root)/\(running.name).out", encoding: .utf8)) ?? ""
    }

    var environment: [String: String] {
        [
            "HOME": home, "PATH": "\(Place.products):/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "BENCH": root, "PHOTOS": Place.photographs, "FIXTURES": Place.fixtures,
            "AUTHORITY": Place.tests + "/Fixtures/Timestamps/authority",
            // A crash must fail a test at once, not after the backtracer has looked at it for minutes.
            "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    /// For scripts: photographs made small, because a debug build hashes and decodes slowly.
    private static let functions = """
        photo() { djpeg -scale 1/8 "$PHOTOS/$1.jpg" | cjpeg -quality "${3:-85}" >"$2"; }
        photos() { mkdir -p "$1"; for name in Aqua Dune Garden LadyBird; do photo $name "$1/$name.jpg"; done; }
        authority() { sh "$AUTHORITY" "$@"; }
        synthetic() { printf 'P6\\n16 16\\n255\\n' >"$2.ppm"
          head -c 768 /dev/zero | tr '\\0' 'x' | sed "s/^....../$(printf %06d "$1")/" >>"$2.ppm"
          cjpeg -quality 90 "$2.ppm" >"$2"; rm "$2.ppm"; }

        """

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    /// A tool that is missing fails the test: what it would have checked is unchecked.
    private static func checkNeeds() throws {
        guard FileManager.default.fileExists(atPath: Place.photographs + "/Garden.jpg") else {
            throw Failure("no photographs in \(Place.photographs): install the Debian package mate-backgrounds")
        }
        for tool in ["djpeg", "cjpeg", "jpegtran"]
        where !FileManager.default.isExecutableFile(atPath: "/usr/bin/\(tool)") {
            throw Failure("no \(tool): install the Debian package libjpeg-turbo-progs")
        }
    }
}

/// Where things are.
enum Place {
    /// The built programs stand beside the test bundle.
    static let products: String = {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
            return bundle.bundleURL.deletingLastPathComponent().path
        #else
            return Bundle.main.bundleURL.path
        #endif
    }()

    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    static let fixtures = tests + "/Fixtures/Images"
    static let transcripts = tests + "/Transcripts"
    /// Real photographs without people, of the Debian package mate-backgrounds.
    static let photographs = "/usr/share/backgrounds/mate/nature"
}
