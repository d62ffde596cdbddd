import Foundation

/// Measures the programs beside what bounds them, all in one run. See Scripts/bench.
let arguments = Array(CommandLine.arguments.dropFirst())
if arguments == [WeightRows.word] {
    try WeightRows.weigh()
    exit(0)
}
guard arguments.count >= 4, let entries = Int(arguments[1]), entries >= 20_000 else {
    say("usage: exhibit-bench FOLDER ENTRIES PROGRAMS PYTHON [GROUP...]   (at least 20000 entries)")
    exit(64)
}
let (folder, programs, python) = (arguments[0], arguments[2], arguments[3])
let wanted = arguments.dropFirst(4)

/// At once, so that nothing is lost when a later row ends the program.
func show(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

let ledgers = Ledgers(folder: folder, entries: entries)
let sizes = LedgerRows(ledgers: ledgers, programs: programs)
let groups: [(name: String, rows: () throws -> [Row])] = [
    ("append", AppendRows(folder: folder).rows),
    ("files", FileRows(folder: folder, programs: programs, python: python).rows),
    ("ingest", PictureRows(folder: folder, programs: programs, python: python).rows),
    ("search", SearchRows(folder: folder, python: python).rows),
    ("weigh", WeightRows(program: programs + "/exhibit-bench").rows),
    ("open", sizes.open),
    ("proofs", sizes.proofs),
    ("index", sizes.rebuild),
    ("audit", sizes.audit),
    ("memory", sizes.memory),
    // Last, because it appends to both ledgers.
    ("report", ReportRows(ledgers: ledgers, programs: programs, python: python).rows),
]
if let unknown = wanted.first(where: { name in !groups.contains { $0.name == name } }) {
    say("no group of rows is called \(unknown); there are: \(groups.map(\.name).joined(separator: ", "))")
    exit(64)
}
show(Row.heading)
var failed = false
for group in groups where wanted.isEmpty || wanted.contains(group.name) {
    say("\(group.name) …")
    do {
        for row in try group.rows() { show(row.line) }
    } catch {
        // The other rows are worth having; this one says aloud that it is missing.
        failed = true
        say("\(group.name): \(error)")
        show(Row(group.name, beside: "—", notMeasured: "\(error)").line)
    }
}
exit(failed ? 1 : 0)
