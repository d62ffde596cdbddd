import ArgumentParser
import ExhibitCore

struct ListOptions: ParsableArguments {
    @Flag(help: "As JSON, one object.")
    var json = false

    @Flag(help: "As CSV, for spreadsheets.")
    var csv = false

    func show(_ table: Table, as schema: String, empty: String) {
        if csv {
            print(table.csv, terminator: "")
        } else if json {
            let rows = table.rows.map { row in
                JSON.object(
                    Dictionary(zip(table.columns, row.map { .string($0) })) { first, _ in first })
            }
            Console(json: true, quiet: false).emit(schema, ["rows": .array(rows)])
        } else {
            print(table.rows.isEmpty ? empty : table.text)
        }
    }
}
