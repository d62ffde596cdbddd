import ExhibitCore
import ExhibitReport

/// The disclosure list for spreadsheets and programs, and as a letter.
struct DisclosureTable {
    let items: [PackView.Item]
    let day: String
    let verdict: Verdict
    let report: [UInt8]
    let view: ReportView

    /// RFC 4180. A field that a spreadsheet would compute is made text.
    var csv: [UInt8] {
        let rows =
            [["id", "what", "state", "what there is", "where", "asked for in"]]
            + items.map { item in
                [
                    item.id, item.title, item.state.rawValue, item.text, item.place,
                    item.askedIn.joined(separator: "; "),
                ]
            }
        return Array(rows.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined().utf8)
    }

    private static func field(_ text: String) -> String {
        let shown = Verdict.visible(text)
        let isFormula = shown.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } == true
        return "\"" + (isFormula ? "'" : "") + shown.replacing("\"", with: "\"\"") + "\""
    }

    var json: [UInt8] {
        let object: JSON = [
            "schema": "exhibit-disclosure-v1", "made": .string(day),
            "report": .string(TypedName.open(report).description), "ledger": .string(view.header.ledgerID),
            "claim": .integer(Int64(view.header.claimPosition)), "status": .string(view.claim.status.rawValue),
            "verdict": ["exit_code": .integer(Int64(verdict.exitCode)), "conclusion": .string(verdict.conclusion)],
            "items": .array(
                items.map { item in
                    [
                        "id": .string(item.id), "title": .string(item.title), "state": .string(item.state.rawValue),
                        "text": .string(Verdict.visible(item.text)), "place": .string(Verdict.visible(item.place)),
                        "asked_in": .array(item.askedIn.map { .string($0) }),
                    ]
                }),
        ]
        return object.encoded + [0x0A]
    }

    var letter: [UInt8] {
        func lines(_ state: PackView.State) -> String {
            let titles = items.filter { $0.state == state }.map(\.title)
            return titles.isEmpty ? "  (nothing)" : titles.map { "  - \($0)" }.joined(separator: "\n")
        }
        let publisher = view.header.publisher.isEmpty ? "[who published it]" : Verdict.visible(view.header.publisher)
        let contact = view.header.contact.isEmpty ? "[address]" : Verdict.visible(view.header.contact)
        let text = """
            To: \(publisher), \(contact)
            About: your report on claim #\(view.header.claimPosition) of the ledger
            \(view.header.ledgerID)
            (the file that I have: sha256 \(ContentHash(of: report).hex))

            I am [the person named / the owner / somebody mistaken for them / a reader].
            I checked your report on \(day). Its record says that the following exists, or
            may, and the report does not give it. Please send it to me:

            \(lines(.withheld))

            Of the following its record has nothing. Please send it to me, or say that it
            does not exist:

            \(lines(.absent))

            If you will not give something, please say what, and why. Please also send me the
            newest report on this claim, and a receipt for any objection that I sent.

            [If you are the person named, and the law of your country gives you a right to
            know, to correct, to restrict or to erase what is held about you, name it here:
            in the European Union Articles 15, 16, 17, 18 and 21 of the General Data
            Protection Regulation.]

            Please answer by [date, for example in 30 days] to [address].

            [name, date]

            """
        return Array(text.utf8)
    }
}
