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
            let filled = 24 * done / max(total, 1)
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
            Console.aside("\r\(label) [\(bar)] \(figures)\u{1B}[K")
        } else {
            Console.aside("\(label): \(figures)\n")
        }
    }

    /// Leaves the terminal line clean for what follows.
    func finish() {
        if isShown && Console.isTerminal { Console.aside("\r\u{1B}[K") }
    }

    private static func short(_ rate: Double) -> String {
        rate >= 10 ? String(Int(rate.rounded())) : "\(Double(Int((rate * 10).rounded())) / 10)"
    }

    private static func duration(_ seconds: Int) -> String {
        seconds >= 3_600 ? "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
            : seconds >= 60 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds) s"
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
