import CLaunch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Lines to a program and lines from it. Every wait has an end, and every buffer a bound, whatever the program does:
/// write without end or without a line's end, read nothing, close what it was given, leave children behind.
///
/// Lives inside ``Sandbox/run(isCancelled:_:)``, on one thread: the kernel ends a program with the thread that started
/// it, and the limits are looked at while somebody waits here.
public final class LineChannel {
    private let input: Int32
    private let output: Int32
    private let errorOutput: Int32
    private var watch: Watch
    var child: Child

    private var outgoing: [UInt8] = []
    private var isInputOpen = true
    private var isInputWanted = true
    private var isOutputOpen = true
    private var areErrorsOpen = true
    /// Everything that came, at most `stdoutBytes`; what stands before `consumed` was handed out.
    private(set) var received: [UInt8] = []
    private var consumed = 0
    private var searched = 0
    /// The beginning of what it wrote to standard error, at most `stderrKept` bytes.
    private(set) var errors: [UInt8] = []
    private(set) var errorTail: [UInt8] = []
    /// For a person who asks why it ended: the beginning is mostly what the libraries say of themselves.
    private static let tail = 4_096
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// Closes the descriptors when it goes.
    init(input: Int32, output: Int32, errors: Int32, child: Child, watch: Watch) {
        self.input = input
        self.output = output
        errorOutput = errors
        self.child = child
        self.watch = watch
        for descriptor in [input, output, errors] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    }

    deinit { for descriptor in [isInputOpen ? input : -1, output, errorOutput] { Posix.close(descriptor) } }

    private var limits: SandboxLimits { watch.limits }

    /// Queues a line, which is written while an answer is waited for: a program that does not read blocks nobody.
    public func send(_ line: [UInt8]) throws(Stop) {
        guard line.count < limits.lineBytes, outgoing.count < limits.lineBytes, !line.contains(0x0A) else {
            throw Stop(.oversized, "a request was longer than \(limits.lineBytes) bytes, or no single line")
        }
        outgoing += line + [0x0A]
    }

    /// The next line, without its line feed; nil where the program closed its output after the last one.
    public func line(within seconds: Int) throws(Stop) -> [UInt8]? {
        let deadline = SuspendingClock.now + .seconds(seconds)
        while true {
            if let end = received[searched...].firstIndex(of: 0x0A) {
                let line = Array(received[consumed..<end])
                consumed = end + 1
                searched = consumed
                guard line.count < limits.lineBytes else { throw longLine }
                return line
            }
            searched = received.count
            guard searched - consumed < limits.lineBytes else { throw longLine }
            guard isOutputOpen else {
                guard searched == consumed else {
                    throw Stop(.malformed, "its output ended in the middle of a line")
                }
                return nil
            }
            guard SuspendingClock.now < deadline else {
                throw Stop(.late, "it gave no answer within \(seconds) seconds")
            }
            try pump(until: deadline)
        }
    }

    private var longLine: Stop { Stop(.oversized, "it wrote a line of more than \(limits.lineBytes) bytes") }

    /// Tells the program that no request follows, and waits for it to end: nil where it still runs after that time. What
    /// it still writes is read and kept.
    public func finish(within seconds: Int) throws(Stop) -> RunExit? {
        isInputWanted = false
        let deadline = SuspendingClock.now + .seconds(seconds)
        while child.exit == nil || isOutputOpen {
            guard SuspendingClock.now < deadline else { return nil }
            try pump(until: deadline)
        }
        return child.exit
    }

    /// Whether it wrote anything that was not handed out as a line.
    public var hasUnreadOutput: Bool { consumed < received.count }

    /// Waits a moment for something to read or write, and looks at the limits.
    private func pump(until deadline: SuspendingClock.Instant) throws(Stop) {
        if isInputOpen, !isInputWanted, outgoing.isEmpty { closeInput() }
        let left = min(Watch.interval, deadline - SuspendingClock.now)
        let milliseconds = Int32(left / .milliseconds(1)) + 1
        var ends = [
            pollfd(fd: isInputOpen && !outgoing.isEmpty ? input : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: isOutputOpen ? output : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: areErrorsOpen ? errorOutput : -1, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&ends, 3, max(1, milliseconds))
        if ready > 0 {
            if ends[0].revents != 0 { write() }
            if ends[1].revents != 0 { try readOutput() }
            if ends[2].revents != 0 { readErrors() }
        } else if child.exit != nil {
            // Nothing came for a whole interval since it ended: whoever still holds the other end is no answer.
            isOutputOpen = false
        }
        child.look()
        try watch.check()
    }

    private func closeInput() {
        Posix.close(input)
        isInputOpen = false
    }

    private func write() {
        let written = outgoing.withUnsafeBytes { launch_write(input, $0.baseAddress, $0.count) }
        if written > 0 {
            outgoing.removeFirst(written)
        } else if written != -Int(EAGAIN), written != -Int(EINTR) {
            // It closed its input: it may still answer what it read before.
            outgoing = []
            closeInput()
        }
    }

    /// Bytes now in `buffer`; 0 at the end of the stream, nil where there is nothing yet.
    private func read(_ descriptor: Int32) -> Int? {
        let count = buffer.withUnsafeMutableBytes { Posix.read(descriptor, into: $0) }
        return count == -Int(EAGAIN) ? nil : max(0, count)
    }

    private func readOutput() throws(Stop) {
        guard let count = read(output) else { return }
        isOutputOpen = count > 0
        guard count <= limits.stdoutBytes - received.count else {
            received += buffer[..<(limits.stdoutBytes - received.count)]
            throw Stop(.oversized, "it wrote more than \(limits.stdoutBytes) bytes to its standard output")
        }
        received += buffer[..<count]
    }

    private func readErrors() {
        guard let count = read(errorOutput) else { return }
        areErrorsOpen = count > 0
        errors += buffer[..<min(count, limits.stderrKept - errors.count)]
        errorTail = (errorTail + buffer[..<count].suffix(Self.tail)).suffix(Self.tail)
    }

    /// Ends the program, and takes its last words. False where something of it is still there.
    func end() -> Bool {
        let isGone = child.end()
        // At most what a pipe holds: who could write more is gone.
        for _ in 0..<32 where areErrorsOpen { readErrors() }
        return isGone
    }
}
