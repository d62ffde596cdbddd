import ExhibitCore
import ExhibitVerification

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct FileError: Error, CustomStringConvertible {
    let description: String
}

/// Since 1970, by this machine's clock.
func milliseconds() -> Int64 { Int64(time(nil)) * 1_000 }

/// Words for people, on a terminal broken by its own width.
func say(_ text: String) {
    var size = winsize()
    _ = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size)
    print(isatty(STDOUT_FILENO) == 1 ? TerminalText.wrapped(text, columns: Int(size.ws_col)) : text)
}

/// The whole file within a bound; "-" is standard input.
func readFile(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(description: "\(path): \(String(cString: strerror(errno)))") }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw FileError(description: "\(path): \(String(cString: strerror(errno)))") }
        if count == 0 { return bytes }
        bytes += buffer[..<count]
        guard bytes.count <= limit else { throw FileError(description: "\(path): larger than \(limit) bytes") }
    }
}

/// A relative path would make whoever packed the folder that one stands in somebody to be trusted.
func absolutePath(_ variable: String) -> String? {
    getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
}

/// The ledgers in the user's list of trusted ones. A list that cannot be read trusts nobody.
func trustedByUser() -> [String] {
    guard let folder = absolutePath("XDG_CONFIG_HOME") ?? absolutePath("HOME").map({ "\($0)/.config" }),
        let bytes = try? readFile("\(folder)/exhibit/trusted", limit: 1 << 20)
    else { return [] }
    return ledgerNames(in: bytes)
}

/// One ledger per line, its id or verifier key as the first word; "#" begins a comment.
func ledgerNames(in bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A).compactMap { line in
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard let first = words.first.map(String.init), TrustPolicy.ledger(named: first) != nil else { return nil }
        return first
    }
}
