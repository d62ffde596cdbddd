import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a result may depend on beside model, inputs and parameters: bits differ between builds of an engine and between
/// instruction sets. Rows for a step's environment; a value is at most 512 bytes.
///
/// No row holds a path: paths name their user.
public enum EnvironmentFacts {
    /// The machine and its system.
    public static func machine() -> [Sandbox.Fact] {
        var facts = [Sandbox.Fact("operating system", operatingSystem), Sandbox.Fact("kernel", kernel)]
        let processor = Posix.contents("/proc/cpuinfo", limit: 1 << 20) ?? []
        facts.append(
            Sandbox.Fact("processor", field(["model name", "Model", "CPU part"], of: processor) ?? "not known"))
        let known = Set((field(["flags", "Features"], of: processor) ?? "").split(separator: " ").map(String.init))
        let sets = instructionSets.filter(known.contains)
        facts.append(Sandbox.Fact("instruction sets", sets.isEmpty ? "not known" : sets.joined(separator: " ")))
        facts.append(Sandbox.Fact("processors", String(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))))
        return facts
    }

    /// Those that engines choose their arithmetic by, in the kernel's spelling.
    private static let instructionSets = [
        "sse4_1", "sse4_2", "avx", "avx2", "fma", "f16c", "avx_vnni", "avx512f", "avx512bw", "avx512dq", "avx512vl",
        "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "asimd", "asimdhp", "asimddp",
        "i8mm", "bf16", "sve", "sve2", "sme",
    ]

    /// The program of a command: `digest` of the file that is really executed, behind links.
    public static func program(_ path: String) throws(SandboxError) -> [Sandbox.Fact] {
        guard let resolved = Posix.resolved(path) else { throw SandboxError("the program was not found", path) }
        let name = resolved.split(separator: "/").last.map(String.init) ?? resolved
        return [
            Sandbox.Fact("program", clean(name)),
            Sandbox.Fact("program digest", "sha256:\(try digest(of: resolved).hex)"),
        ]
    }

    static func digest(of path: String) throws(SandboxError) -> ContentHash {
        var hasher = ContentHasher()
        try StableRead.pieces(of: path) { (piece) throws(SandboxError) in hasher.update(piece) }
        return hasher.finish()
    }

    private static var operatingSystem: String {
        let text = Posix.contents("/etc/os-release", limit: 65_536) ?? []
        for line in text.split(separator: 0x0A) where line.starts(with: "PRETTY_NAME=".utf8) {
            let value = String(decoding: line.dropFirst(12), as: UTF8.self)
            return clean(value.filter { $0 != "\"" && $0 != "'" })
        }
        return clean(names.system)
    }

    private static var kernel: String { clean("\(names.system) \(names.release) \(names.machine)") }

    private static var names: (system: String, release: String, machine: String) {
        var names = utsname()
        guard uname(&names) == 0 else { return ("not known", "", "") }
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return (text(names.sysname), text(names.release), text(names.machine))
    }

    /// "6.1.0-13-amd64" is (6, 1); nil where this is no Linux.
    static var kernelVersion: (Int, Int)? {
        let numbers = names.release.split(whereSeparator: { $0 == "." || $0 == "-" }).prefix(2).compactMap { Int($0) }
        return names.system == "Linux" && numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }

    /// The value of the first line "name\t: value" with one of the names.
    private static func field(_ fields: [String], of text: [UInt8]) -> String? {
        for line in text.split(separator: 0x0A) {
            guard let colon = line.firstIndex(of: 0x3A) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).split(whereSeparator: \.isWhitespace)
            if fields.contains(name.joined(separator: " ")) {
                return clean(String(decoding: line[(colon + 1)...].drop { $0 == 0x20 }, as: UTF8.self), longest: 16_384)
            }
        }
        return nil
    }

    /// Printable text of bounded length: these words come from files.
    static func clean(_ text: String, longest: Int = 256) -> String {
        var bytes = Array(
            text.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? UInt8($0.value) : 0x3F }.prefix(longest))
        while bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
