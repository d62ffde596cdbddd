import ExhibitCore
import ExhibitTestSupport
import Testing

/// The page, and the bundle in one element at its end.
@Suite("Report files") struct ReportFileTests {
    static let page = String(decoding: SampleLedger.page, as: UTF8.self)
    static let opening = "<script type=\"application/json\" id=\"exhibit-bundle\">"
    static let closing = "</script>\n</body>\n</html>\n"
    static let salt = ContentHash(of: Array("view salt".utf8))

    private func parse(_ text: String) throws -> ReportFile { try ReportFile(encoded: text.bytes) }

    @Test("Page and bundle come apart, and the page's name is that of the file without the bundle")
    func parts() throws {
        let report = try parse(Self.page + Self.opening + "Zm9v" + Self.closing)
        #expect(report.page == SampleLedger.page)
        #expect(report.bundle == "foo".bytes)
        #expect(report.salt == Self.salt.bytes)
        #expect(report.pageName == .open((Self.page + Self.opening + Self.closing).bytes))
        #expect(try ReportFile(page: SampleLedger.page, bundle: "foo".bytes) == report)
        #expect(try parse(Self.page + Self.opening + Self.closing).bundle == [])
    }

    @Test("A bundle that is not strict base64, not at the end, absent or doubled is refused")
    func bundles() {
        let whole = Self.opening + "Zm9v" + Self.closing
        let texts = [
            Self.page, Self.page + whole + whole, Self.page + whole + "\n", Self.page + whole + " ",
            Self.page + Self.opening + "Zm9v\n" + Self.closing, Self.page + Self.opening + "Zm9" + Self.closing,
            Self.page + Self.opening + "Zm9=" + Self.closing, Self.page + Self.opening + "Zg==Zg==" + Self.closing,
            Self.page + "id=\"exhibit-bundle\"" + whole, Self.page + whole.replacing("application", with: "text"),
            Self.page + whole.replacing("<script ", with: "<script  "), Self.page + whole.dropLast(), whole, "",
            Self.page + Self.opening, Self.page + Self.opening.dropLast(), Self.page + "<!-- id=\"exhibit-bundle\"",
        ]
        for text in texts { #expect(throws: Malformed.self, "\(text.suffix(120))") { try parse(text) } }
    }

    @Test("A page without its beginning, its character set or its salt in 512 bytes, or with controls, is refused")
    func pages() {
        let meta = "<meta name=\"exhibit-salt\" content=\"\(Self.salt.hex)\">"
        let pages = [
            "\u{FEFF}" + Self.page, " " + Self.page, Self.page.replacing("<!DOCTYPE", with: "<!doctype"),
            Self.page.replacing("<meta charset=\"utf-8\">", with: ""), Self.page.replacing("utf-8", with: "utf-16"),
            Self.page.replacing(meta, with: ""), Self.page.replacing(Self.salt.hex, with: Self.salt.hex.uppercased()),
            Self.page.replacing(meta, with: String(meta.dropLast(3)) + "\">"),
            Self.page.replacing("\">\n<title>", with: "0\">\n<title>"),
            Self.page.replacing("\">\n<title>", with: "\" x>\n<title>"),
            Self.page.replacing("<head>", with: "<head>" + String(repeating: " ", count: 512)),
            Self.page + "\r", Self.page + "\t", Self.page + "\0",
        ]
        for page in pages {
            #expect(throws: Malformed.self, "\(page)") { try ReportFile(page: page.bytes, bundle: []) }
        }
        #expect(throws: Malformed.self) { try ReportFile(page: SampleLedger.page + [0xFF], bundle: []) }
    }
}
