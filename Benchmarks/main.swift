import Foundation

/// Measures the ledger engine beside what bounds it, all in one run. See Scripts/bench.
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3, let entries = Int(arguments[1]), entries >= 20_000 else {
    FileHandle.standardError.write(Data("usage: exhibit-bench FOLDER ENTRIES PROGRAMS (at least 20000 entries)\n".utf8))
    exit(64)
}
let folder = arguments[0]

func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

var rows: [Row] = []
@MainActor func run(_ name: String, _ body: () throws -> Row) throws {
    say("\(name) …")
    rows.append(try body())
}

let appends = AppendRows(folder: folder)
for name in ["together", "alone", "small", "large"] {
    try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
}
try run("appends together") { try appends.together() }
try run("appends one by one") { try appends.oneByOne() }
let small = try Generator(at: folder + "/small")
let large = try Generator(at: folder + "/large")
say("a ledger of 10,000 entries …")
try small.make(entries: 10_000) { _ in }
say("a ledger of \(entries) entries …")
try large.make(entries: entries) { if $0 % 384_000 == 0 { say("  \($0)") } }
let ledgers = LedgerRows(small: small, large: large, entries: entries, programs: arguments[2])
try run("opening") { try ledgers.open() }
try run("proofs") { try ledgers.proofs() }
try run("cache") { try ledgers.rebuild() }
try run("audit") { try ledgers.audit() }

print("| work | beside | ours | beside it | ratio | target | met |")
print("|---|---|---|---|---|---|---|")
for row in rows {
    let ratio = String(format: "%.2f", row.ratio)
    print(
        "| \(row.work) | \(row.beside) | \(row.ours) | \(row.theirs) | \(ratio) | \(row.target) | \(row.isMet ? "yes" : "no") |"
    )
}
