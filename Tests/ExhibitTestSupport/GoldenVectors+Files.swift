import ExhibitCore

/// Manifests, reports and bundles.
extension GoldenVectors {
    mutating func addFiles() throws {
        addManifests()
        try addReports()
        try addBundles()
    }

    private mutating func addManifests() {
        let hex = ContentHash(of: []).hex
        add("two-files", .manifest, .accepted, "two files", Array("\(hex)  a/b\n\(hex)  é\n".utf8))
        add("spaces", .manifest, .accepted, "a name with spaces and dots", Array("\(hex)  ... a\n".utf8))
        add(
            "combining", .manifest, .accepted, "two spellings of one letter are two names",
            Array("\(hex)  e\u{301}\n\(hex)  é\n".utf8))
        for (name, comment, text) in [
            ("order", "lines out of order", "\(hex)  b\n\(hex)  a\n"),
            ("twice", "a path twice", "\(hex)  a\n\(hex)  a\n"),
            ("parent", "a path out of the folder", "\(hex)  ../a\n"), ("absolute", "an absolute path", "\(hex)  /a\n"),
            ("dot", "a part that is a dot", "\(hex)  ./a\n"), ("double-slash", "an empty part", "\(hex)  a//b\n"),
            ("backslash", "a backslash", "\(hex)  a\\b\n"), ("binary-mark", "the mark of a binary file", "\(hex) *a\n"),
            ("return", "a return", "\(hex)  a\r\n"), ("no-line-feed", "no line feed at the end", "\(hex)  a"),
            ("capitals", "a digest in capitals", "\(hex.uppercased())  a\n"),
            ("empty-line", "an empty line", "\(hex)  a\n\n"),
        ] { add(name, .manifest, .refused, comment, Array(text.utf8)) }
        add("not-utf8", .manifest, .refused, "a name that is not UTF-8", Array("\(hex)  ".utf8) + [0xFF, 0x0A])
    }

    private mutating func addReports() throws {
        let report = try ReportFile(page: SampleLedger.page, bundle: Array("{}".utf8)).encoded
        add("smallest", .report, .accepted, "a page with a bundle of two bytes", report)
        for (name, comment, old, new) in [
            ("doctype", "another beginning", "<!DOCTYPE", "<!doctype"),
            ("charset", "no character set", #"<meta charset="utf-8">"#, ""),
            ("salt", "an empty salt", #"content=""#, #"content="" x=""#),
            ("long-salt", "a salt that does not end", #"">"# + "\n<title>", #"00">"# + "\n<title>"),
            ("late-salt", "a salt beyond 512 bytes", "<head>", "<head>" + String(repeating: " ", count: 512)),
            ("no-bundle", "no bundle", #" id="exhibit-bundle""#, ""),
            ("marker-twice", "the marker in the page", "<p>", #"<p id="exhibit-bundle">"#),
            ("loose-base64", "base64 on two lines", "e30=", "e30=\n"),
            ("no-padding", "base64 without padding", "e30=", "e30"),
            ("after-end", "bytes after the end", "</html>\n", "</html>\n "),
            ("tab", "a tab in the page", "<p>", "<p>\t"),
        ] { add(name, .report, .refused, comment, Self.change(report, old, new)) }
        add("byte-order-mark", .report, .refused, "a byte order mark", [0xEF, 0xBB, 0xBF] + report)
    }

    private mutating func addBundles() throws {
        let whole = try sample.bundle()
        let proven = Bundle(
            checkpoint: whole.checkpoint, entries: whole.entries.suffix(2).map { $0 }, lists: whole.lists,
            disclosures: whole.disclosures, artifacts: whole.artifacts, report: whole.report
        ).encoded
        let positions = whole.entries.suffix(2).map(\.position)
        add("two-entries", .bundle, .accepted, "two entries, three lists, two slots and two artifacts", proven)
        for (name, comment, old, new) in [
            ("version", "another version", "exhibit-bundle-v1", "exhibit-bundle-v2"),
            ("member", "a member that the format lacks", #""report""#, #""a":1,"report""#),
            ("no-lists", "no lists", #""lists":["#, #""list":["#),
            ("order", "entries out of order", #""position":\#(positions[0])"#, #""position":9999"#),
            ("position-twice", "a position twice", #""position":\#(positions[0])"#, #""position":\#(positions[1])"#),
            ("negative-position", "a negative position", #""position":\#(positions[0])"#, #""position":-1"#),
            ("path", "a path that no slot has", #""path":"body.note""#, #""path":"body/note""#),
            ("salt-of-open", "a salt with an open name", #""salt":null"#, #""salt":"\#(ContentHash.zero.hex)""#),
            ("report-name", "a report that is no statement", #""report":"statement:"#, #""report":"sha256:"#),
            ("space", "white space", #","report""#, #", "report""#),
        ] { add(name, .bundle, .refused, comment, Self.change(proven, old, new)) }
    }
}
