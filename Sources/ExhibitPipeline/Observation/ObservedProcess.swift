import CLaunch
import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that runs as if its user had started it: with their rights, variables and folder, in a session of its own so
/// that all of it can be ended, and with nothing to read on its standard input.
struct ObservedProcess {
    /// The beginning of what it wrote, and how much that was in all.
    struct Stream {
        var kept: [UInt8] = []
        var bytes = 0
    }

    private(set) var end = Observation.End.notStarted("")
    private(set) var output = Stream()
    private(set) var errors = Stream()
    /// Whether something of it still ran after its end, and was ended.
    private(set) var leftProcesses = false

    private static let pause: Int32 = 100

    /// Returns when everything that it started, and that is found, has ended.
    ///
    /// - Parameters:
    ///   - command: a path, and arguments.
    ///   - isCancelled: asked about ten times a second.
    ///   - passOn: gets all that it writes to either stream.
    init(
        _ command: [String], folder: String, isCancelled: () -> Bool, passOn: (UnsafeRawBufferPointer) -> Void
    ) {
        do throws(SandboxError) {
            try run(command, folder, isCancelled, passOn)
        } catch {
            end = .notStarted(Observation.text(error.description))
        }
    }

    private mutating func run(
        _ command: [String], _ folder: String, _ isCancelled: () -> Bool, _ passOn: (UnsafeRawBufferPointer) -> Void
    ) throws(SandboxError) {
        guard !isCancelled() else {
            end = .interrupted
            return
        }
        var closing: [Int32] = []
        defer { for descriptor in closing { Posix.close(descriptor) } }
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0 else { throw .system(errno, "/dev/null could not be opened") }
        closing.append(nothing)
        var (reading, writing): ([Int32], [Int32]) = ([], [])
        for _ in 0..<2 {
            var pair: [Int32] = [-1, -1]
            let code = launch_pipe(&pair)
            guard code == 0 else { throw .system(code, "no pipe could be made") }
            reading.append(pair[0])
            writing.append(pair[1])
            closing.append(pair[0])
        }
        let marker = "EXHIBIT_RUN=\(UInt64.random(in: .min ... .max))"
        defer { for descriptor in writing { Posix.close(descriptor) } }
        var child = try Child(
            Launch(observed: command, folder: folder, marker: marker), marker: marker,
            descriptors: [nothing] + writing, isConfined: false)
        for descriptor in writing { Posix.close(descriptor) }
        writing = []
        for descriptor in reading { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }

        var open = [true, true]
        var isInterrupted = false
        var ended: SuspendingClock.Instant?
        while child.exit == nil || open.contains(true) {
            if isCancelled() {
                isInterrupted = true
                break
            }
            let isQuiet = !wait(reading, open, milliseconds: open.contains(true) ? Self.pause : 5)
            // What it left behind may hold the other end, silent or writing without end: a pipe's worth is read.
            if let ended, isQuiet || SuspendingClock.now > ended + .seconds(1) { break }
            read(reading, &open, passOn)
            child.look()
            if child.exit != nil, ended == nil { ended = SuspendingClock.now }
        }
        let others = ProcessTable(of: child.process, marker: marker).members.filter { $0.process != child.process }
        leftProcesses = !isInterrupted && !others.isEmpty
        // At once: between leaving the session and its first variable a process cannot be told from others.
        for other in others { Posix.signal(SIGKILL, to: other.process) }
        _ = child.end()
        // At most what a pipe holds: who could write more is gone.
        for _ in 0..<32 where open.contains(true) && wait(reading, open, milliseconds: 0) {
            read(reading, &open, passOn)
        }
        end =
            switch child.exit {
            case _ where isInterrupted: .interrupted
            case .code(let status)?: .exited(status)
            case .signal(let number)?: .signalled(number)
            case nil: .signalled(Int(SIGKILL))
            }
    }

    /// Whether there is something to read.
    private func wait(_ descriptors: [Int32], _ open: [Bool], milliseconds: Int32) -> Bool {
        var ends = zip(descriptors, open).map { pollfd(fd: $1 ? $0 : -1, events: Int16(POLLIN), revents: 0) }
        return poll(&ends, nfds_t(ends.count), milliseconds) > 0
    }

    private mutating func read(
        _ descriptors: [Int32], _ open: inout [Bool], _ passOn: (UnsafeRawBufferPointer) -> Void
    ) {
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
            for index in 0..<2 where open[index] {
                let count = Posix.read(descriptors[index], into: buffer)
                if count == -Int(EAGAIN) { continue }
                open[index] = count > 0
                guard count > 0 else { continue }
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                if index == 0 { Self.take(bytes, &output) } else { Self.take(bytes, &errors) }
                passOn(bytes)
            }
        }
    }

    private static func take(_ bytes: UnsafeRawBufferPointer, _ stream: inout Stream) {
        stream.kept.append(contentsOf: bytes.prefix(Observation.streamKept - stream.kept.count))
        stream.bytes += bytes.count
    }
}
