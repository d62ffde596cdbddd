/// The records of a CSV file (RFC 4180): fields parted by commas, in quotes where they hold a comma, a quote (twice) or a
/// line break. Nothing is trimmed, guessed or repaired.
struct DelimitedLines {
    struct Record {
        /// On which it begins, from 1.
        let line: Int
        var fields: [String] = []
        /// Why it cannot be read; nil where it can.
        var problem: String?
    }

    private static let longestField = 4_096
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // Spreadsheets begin a file with this mark, which no field holds.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// Nil at the end.
    mutating func next() -> Record? {
        guard place < bytes.count else { return nil }
        var record = Record(line: line)
        while true {
            let field = bytes[place...].first == UInt8(ascii: "\"") ? quoted(&record) : plain(&record)
            if field.count > Self.longestField { fail(&record, "a field of more than \(Self.longestField) bytes") }
            if let text = String(validating: field, as: UTF8.self) {
                record.fields.append(text)
            } else {
                fail(&record, "it is not UTF-8")
            }
            guard place < bytes.count else { return record }
            let isComma = bytes[place] == UInt8(ascii: ",")
            place += 1
            // A line that ends with a comma ends with an empty field, also where it is the last.
            if !isComma {
                line += 1
                return record
            }
            if place == bytes.count {
                record.fields.append("")
                return record
            }
        }
    }

    private func fail(_ record: inout Record, _ problem: String) { record.problem = record.problem ?? problem }

    /// Up to a comma, a line feed or the end.
    private mutating func plain(_ record: inout Record) -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: ","), bytes[place] != 0x0A {
            if bytes[place] == UInt8(ascii: "\"") { fail(&record, "a quote inside of a field without quotes") }
            place += 1
        }
        var field = bytes[start..<place]
        if place < bytes.count, bytes[place] == 0x0A, field.last == 0x0D { field = field.dropLast() }
        if field.contains(0x0D) { fail(&record, "a carriage return without a line feed") }
        return field
    }

    private mutating func quoted(_ record: inout Record) -> ArraySlice<UInt8> {
        var field: [UInt8] = []
        place += 1
        while true {
            guard place < bytes.count else {
                fail(&record, "a quote is not closed")
                return field[...]
            }
            let byte = bytes[place]
            place += 1
            if byte != UInt8(ascii: "\"") {
                if byte == 0x0A { line += 1 }
                field.append(byte)
            } else if place < bytes.count, bytes[place] == byte {
                field.append(byte)
                place += 1
            } else {
                break
            }
        }
        if place + 1 < bytes.count, bytes[place] == 0x0D, bytes[place + 1] == 0x0A { place += 1 }
        if place < bytes.count, bytes[place] != UInt8(ascii: ","), bytes[place] != 0x0A {
            fail(&record, "something behind a closed quote")
            _ = plain(&record)
        }
        return field[...]
    }
}
