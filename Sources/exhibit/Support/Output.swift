import ExhibitVerification
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Standard output, written at once: what was said stays said when the program is killed.
enum Output {
    private struct State {
        var isClosed = false
        var failure: Int32 = 0
    }

    private static let state = Mutex(State())

    /// Data, as they are.
    static func line(_ text: String) { write(text + "\n") }

    /// Words for people.
    static func words(_ text: String) {
        line(isTerminal ? TerminalText.wrapped(text, columns: columns(of: STDOUT_FILENO)) : text)
    }

    /// 0 where it does not say.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 ? Int(size.ws_col) : 0
    }

    static func write(_ text: String) {
        Progress.clear()
        state.withLock { state in
            guard !state.isClosed else { return }
            let code = writeAll(Array(text.utf8), to: STDOUT_FILENO)
            guard code != 0 else { return }
            // A reader that has seen enough (`| head`) must not stop what is being recorded.
            state.isClosed = true
            if code != EPIPE { state.failure = code }
        }
    }

    /// Why results did not reach standard output; nil where they did, or nobody wanted them.
    static var problem: String? {
        let code = state.withLock { $0.failure }
        return code == 0 ? nil : "standard output could not be written: \(String(cString: strerror(code)))"
    }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// All bytes, or the error that prevented it.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var done = 0
    while done < bytes.count {
        let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return count < 0 ? errno : EIO }
        done += count
    }
    return 0
}

enum Streams {
    /// A program started with a closed standard stream would get its number for the next file it opens, and print into
    /// the ledger.
    static func openMissing() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
    }
}
