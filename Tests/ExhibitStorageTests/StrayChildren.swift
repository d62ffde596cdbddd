import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Waits for children of this process for which nobody waits: what a confined program of another test left is handed to
/// this process, as to an init. While such a one is there, an exit test does not hear of its own child's end: it looks at
/// any child that has ended, and always gets the same one.
enum StrayChildren {
    /// Whoever started a child looks after it many times a second: one that is still there after so long is nobody's.
    private static let patience: TimeInterval = 5

    /// Does so until it is cancelled.
    static func reap() async {
        var ended: [pid_t: Date] = [:]
        while !Task.isCancelled {
            let (now, present) = (Date(), strays())
            ended = ended.filter { present.contains($0.key) }
            for child in present where ended[child] == nil { ended[child] = now }
            for (child, since) in ended where now.timeIntervalSince(since) > patience { waitpid(child, nil, WNOHANG) }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Programs of confined runs that have ended. By name: an exit test's own child is not among them.
    private static func strays() -> Set<pid_t> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return Set(
            names.compactMap { pid_t($0) }.filter { process in
                // "number (name) state parent …"
                guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                    let end = stat.lastIndex(of: ")")
                else { return false }
                let fields = stat[end...].split(separator: " ")
                return fields.count > 2 && fields[1] == "Z" && fields[2] == "\(getpid())"
                    && ["(bwrap)", "(python3)", "(sh)"].contains { stat.contains($0) }
            })
    }
}
