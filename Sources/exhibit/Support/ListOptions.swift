import ArgumentParser
import ExhibitCore

struct ListOptions: ParsableArguments {
    @Flag(help: "As JSON, one object.")
    var json = false

    @Flag(help: "As CSV, for spreadsheets.")
    var csv = false

    func validate() throws {
        if json && csv { throw ValidationError("--json and --csv exclude each other") }
    }

    func show(_ table: Table, as schema: String, empty: String) {
        if csv {
            Output.write(table.csv)
        } else if json {
            Console.emit(schema, exitCode: 0, ["rows": table.json])
        } else {
            Output.words(table.rows.isEmpty ? empty : table.text)
        }
    }
}
