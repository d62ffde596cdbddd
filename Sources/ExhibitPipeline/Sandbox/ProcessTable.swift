#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The processes of one run, as /proc tells them. Empty on systems without it.
struct ProcessTable {
    struct Member {
        let process: pid_t
        let threads: Int
        /// Bytes.
        let resident: Int
    }

    /// Whether this system has such a list.
    static var isReadable: Bool { access("/proc/self/stat", R_OK) == 0 }

    let members: [Member]
    /// Dead, and left to us by a parent that did not wait.
    let orphans: [pid_t]

    var threads: Int { members.reduce(0) { $0 + $1.threads } }
    var resident: Int { members.reduce(0) { $0 + $1.resident } }

    /// Whoever descends from `root`, belongs to its session, or was started with `marker` ("NAME=value") among its
    /// variables: a daemon leaves both parent and session, and keeps its variables unless it takes pains not to. Also the
    /// first process of a namespace that was left to us: it is about to end, with all in it.
    /// Zombies do not count: there is nothing left of them to end, and those that became our children are listed apart.
    init(of root: pid_t, marker: String?) {
        var found: [pid_t: (parent: pid_t, session: pid_t, member: Member)] = [:]
        var orphans: [pid_t] = []
        let depth = Self.numbers(of: getpid()).count
        let (page, us) = (Int(sysconf(Int32(_SC_PAGESIZE))), getpid())
        for process in Self.processes() {
            guard let text = Posix.contents("/proc/\(process)/stat", limit: 1_024),
                // The name is the process's own choice and may hold ") R 1 ": the fields begin behind the last one.
                let end = text.lastIndex(of: 0x29)
            else { continue }
            let fields = text[(end + 1)...].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count > 21, let parent = pid_t(fields[1]), let session = pid_t(fields[3]),
                let threads = Int(fields[17]), let pages = Int(fields[21])
            else { continue }
            guard fields[0] != "Z", fields[0] != "X" else {
                if parent == us, process != root { orphans.append(process) }
                continue
            }
            let member = Member(process: process, threads: threads, resident: max(0, pages) * page)
            found[process] = (parent, session, member)
        }
        var belongs: [pid_t: Bool] = [root: true]
        func isOurs(_ process: pid_t) -> Bool {
            if let known = belongs[process] { return known }
            guard let entry = found[process] else { return false }
            // Before the parent is asked: a table read piece by piece may hold a circle.
            belongs[process] = false
            let isOurs =
                entry.session == root || isOurs(entry.parent)
                || (entry.parent == us && Self.numbers(of: process).count > depth)
                || marker.map { Self.has($0, process) } ?? false
            belongs[process] = isOurs
            return isOurs
        }
        self.orphans = orphans
        members = found.values.filter { isOurs($0.member.process) }.map(\.member)
    }

    /// The first process of the outermost namespace: the kernel ends all others with it.
    var namespaceRoot: pid_t? {
        members.map { (process: $0.process, numbers: Self.numbers(of: $0.process)) }
            .filter { $0.numbers.count > 1 && $0.numbers.last == 1 }.min { $0.numbers.count < $1.numbers.count }?
            .process
    }

    /// Those of ``orphans`` that nobody else in this program started and waits for: they lived in a namespace, or
    /// belonged to this run.
    func ours(_ seen: Set<pid_t>) -> [pid_t] {
        let depth = Self.numbers(of: getpid()).count
        return orphans.filter { seen.contains($0) || Self.numbers(of: $0).count > depth }
    }

    /// A process's numbers, from our namespace inwards.
    private static func numbers(of process: pid_t) -> [Int] {
        guard let status = Posix.contents("/proc/\(process)/status", limit: 4_096),
            let line = status.split(separator: 0x0A).first(where: { $0.starts(with: "NSpid:".utf8) })
        else { return [] }
        return line.split(whereSeparator: { $0 == 0x09 || $0 == 0x20 }).compactMap {
            Int(String(decoding: $0, as: UTF8.self))
        }
    }

    private static func processes() -> [pid_t] {
        let folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return [] }
        defer { Posix.close(folder) }
        return (Posix.names(in: folder, limit: 1 << 20) ?? []).compactMap { pid_t($0) }
    }

    private static func has(_ marker: String, _ process: pid_t) -> Bool {
        guard let variables = Posix.contents("/proc/\(process)/environ", limit: 64 << 10) else { return false }
        return variables.split(separator: 0).contains { $0.elementsEqual(marker.utf8) }
    }
}
