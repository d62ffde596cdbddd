import Foundation

/// One call by which a command changes a file, as its place among all calls of that name.
struct SystemCall: Hashable, CustomStringConvertible {
    let name: String
    let ordinal: Int
    let description: String

    static func == (left: SystemCall, right: SystemCall) -> Bool {
        left.name == right.name && left.ordinal == right.ordinal
    }
    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(ordinal)
    }

    var givesName: Bool { ["rename", "renameat2", "link", "linkat"].contains(name) }

    /// Those that give files names and bytes, and `openat` where it makes one.
    static let writing = [
        "openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat2", "link", "linkat",
        "unlink", "mkdir", "close", "fchmod",
    ]

    /// The writing calls on files below `folder` in what `strace -f -y` wrote.
    ///
    /// Calls are counted for each thread, as strace counts them when it injects.
    static func list(_ log: String, below folder: String) -> [SystemCall] {
        var counts: [Substring: [String: Int]] = [:]
        var found: [SystemCall] = []
        for line in log.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let bracket = parts[1].firstIndex(of: "(") else { continue }
            let name = parts[1][..<bracket].trimmingCharacters(in: .whitespaces)
            guard writing.contains(name) else { continue }
            let ordinal = counts[parts[0], default: [:]][name, default: 0] + 1
            counts[parts[0], default: [:]][name] = ordinal
            guard line.contains(folder), name != "openat" || line.contains("O_CREAT") else { continue }
            let text = parts[1].replacingOccurrences(of: folder, with: "").replacingOccurrences(
                of: #""(\\.|[^"\\]){60,}"\.*"#, with: "…", options: .regularExpression)
            found.append(
                SystemCall(name: name, ordinal: ordinal, description: "\(name) \(ordinal): \(text.prefix(160))"))
        }
        return Array(Set(found)).sorted { ($0.name, $0.ordinal) < ($1.name, $1.ordinal) }
    }

    /// The calls that strace made fail. One that another thread's call interrupted stands in two lines, and the first has
    /// the file.
    static func hits(in log: String) -> [String] {
        var begun: [Substring: Substring] = [:]
        var found: [String] = []
        for line in log.split(separator: "\n") {
            guard let thread = line.split(separator: " ", maxSplits: 1).first else { continue }
            if line.hasSuffix("<unfinished ...>") { begun[thread] = line }
            guard line.contains("(INJECTED)") else { continue }
            found.append(String(line.contains(" resumed>") ? begun[thread] ?? line : line))
        }
        return found
    }
}

enum Fault: String, CaseIterable {
    case io = "error=EIO"
    case full = "error=ENOSPC"
    case killed = "signal=SIGKILL"
}

extension Bench {
    /// Whether this machine lets one program watch another.
    static let mayTrace: Bool = {
        let probe = Process()
        probe.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
        probe.arguments = ["-o", "/dev/null", "true"]
        guard (try? probe.run()) != nil else { return false }
        probe.waitUntilExit()
        return probe.terminationReason == .exit && probe.terminationStatus == 0
    }()

    /// The writing calls of a command that runs to its end.
    func calls(of command: String, environment: [String: String]) throws -> [SystemCall] {
        let names = SystemCall.writing.joined(separator: ",")
        let result = try run(
            "strace -f -y -s 0 -e trace=\(names) -o \"$BENCH/trace\" \(command)", environment: environment)
        guard result.code == 0 else { throw Failure("\(command): \(result.code) \(result.error)") }
        return SystemCall.list(try String(contentsOfFile: root + "/trace", encoding: .utf8), below: root)
    }

    /// Runs a command of which one call fails; nil where the call did not come.
    ///
    /// With it the calls that were hit, as strace wrote them: threads share their calls otherwise each time, so that the
    /// call of one number need not be on the file that it was on when the calls were listed, and two threads may both come
    /// to that number.
    func run(
        _ command: String, environment: [String: String], fault: Fault, at call: SystemCall
    ) throws -> (result: Result, hits: [String])? {
        // Not the shell's last command: its code for a signal, 128 and more, is told from an exit code.
        let result = try run(
            """
            strace -f -y -s 0 -e trace=\(call.name) \
            -e inject=\(call.name):\(fault.rawValue):when=\(call.ordinal) -o "$BENCH/trace" \(command)
            exit $?
            """, environment: environment)
        // Of a program that is killed strace writes no last line, and ends by the same signal.
        if fault == .killed { return result.code == 137 ? (result, []) : nil }
        let trace = try String(contentsOfFile: root + "/trace", encoding: .utf8)
        let hits = SystemCall.hits(in: trace)
        return hits.isEmpty ? nil : (result, hits)
    }
}
