/// A ledger of 10,000 entries and one of many, made when a row first asks for them.
final class Ledgers {
    let entries: Int
    private let folder: String
    private var made: [String: Generator] = [:]

    init(folder: String, entries: Int) {
        self.folder = folder
        self.entries = entries
    }

    func small() throws -> Generator { try ledger("small", 10_000) }
    func large() throws -> Generator { try ledger("large", entries) }

    private func ledger(_ name: String, _ count: Int) throws -> Generator {
        if let known = made[name] { return known }
        say("a ledger of \(count) entries …")
        let generator = try Generator(at: "\(folder)/\(name)")
        try generator.make(entries: count) { if $0 % 384_000 == 0 { say("  \($0)") } }
        made[name] = generator
        return generator
    }
}
