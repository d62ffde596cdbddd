import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far long work has come: a bar with rate and time left on a terminal, a plain line now and then elsewhere.
struct Progress {
    private let label: String
    private let total: Int
    private let isShown: Bool
    private let started = Self.seconds()
    private var done = 0
    private var lastShown = 0.0

    init(_ label: String, total: Int, console: Console) {
        self.label = label
        self.total = total
        isShown = !console.quiet && total > 1
    }

    mutating func advance(by count: Int) {
        done += count
        guard isShown else { return }
        let now = Self.seconds()
        let pause = Console.isTerminal ? 0.1 : 10.0
        guard now - lastShown >= pause || done == total && Console.isTerminal else { return }
        // Short work on no terminal needs no line at all.
        if !Console.isTerminal && now - started < pause { return }
        lastShown = now
        let rate = Double(done) / max(now - started, 0.001)
        let left = rate > 0 ? Int((Double(total - done) / rate).rounded(.up)) : 0
        let figures = "\(done) of \(total), \(Self.short(rate))/s, \(Self.duration(left)) left"
        if Console.isTerminal {
            // A line that wraps cannot be taken back: the bar gives way, then the figures.
            let room = Self.columns() - label.count - figures.count - 5
            let width = min(24, room)
            let filled = max(width, 0) * done / max(total, 1)
            let bar =
                width < 4
                ? ""
                : "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "] "
            Console.aside("\r" + "\(label) \(bar)\(figures)".prefix(max(1, Self.columns() - 1)) + "\u{1B}[K")
            Self.isOnScreen.store(true, ordering: .relaxed)
        } else {
            Console.aside("\(label): \(figures)\n")
        }
    }

    /// Leaves the terminal line clean for what follows.
    func finish() { Self.clear() }

    private static let isOnScreen = Atomic<Bool>(false)

    /// Takes the bar away before something else is printed; the next advance brings it back.
    static func clear() {
        if isOnScreen.exchange(false, ordering: .relaxed) { Console.aside("\r\u{1B}[K") }
    }

    private static func columns() -> Int {
        let columns = Output.columns(of: STDERR_FILENO)
        return columns == 0 ? 80 : columns
    }

    private static func short(_ rate: Double) -> String {
        rate >= 10 ? String(Int(rate.rounded())) : "\(Double(Int((rate * 10).rounded())) / 10)"
    }

    private static func duration(_ seconds: Int) -> String {
        seconds >= 3_600
            ? "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
            : seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds) s"
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
