import ExhibitCore
import ExhibitWeight
import Testing

@Suite("A list of pairs")
struct PairListTests {
    private static let header = "picture,candidate,truth\n"

    private func list(_ text: String) throws -> PairList { try PairList(csv: Array(text.utf8)) }

    private func problems(_ text: String) -> [String] { problems(Array(text.utf8)) }

    private func problems(_ bytes: [UInt8]) -> [String] {
        do {
            _ = try PairList(csv: bytes)
            return []
        } catch {
            return error.list.map { "\($0.line): \($0.reason)" }
        }
    }

    @Test("is read with quotes, line breaks in them, both line ends and a byte order mark")
    func whole() throws {
        let read = try list(
            "\u{FEFF}picture,candidate,truth\r\n\"a, \"\"b\"\"\nc.png\",7,same\r\nd.png,\"8\",different")
        #expect(read.rows.map(\.picture) == ["a, \"b\"\nc.png", "d.png"])
        #expect(read.rows.map(\.candidate) == ["7", "8"] && read.rows.map(\.isSame) == [true, false])
        // The second row begins behind the line break in the first one.
        #expect(read.rows.map(\.line) == [2, 4] && !read.hasSources)
        let sourced = try list("picture,candidate,truth,picture_source,candidate_source\na,b,same,x,x\n")
        #expect(sourced.rows[0].sources?.picture == "x" && sourced.rows[0].sources?.candidate == "x")
    }

    @Test(
        "has a first line that says what the others are",
        arguments: [
            "", "a,b\n", "picture,candidate\n", "Picture,candidate,truth\n", "picture,candidate,truth,picture_source\n",
        ])
    func header(text: String) { #expect(problems(text).first?.hasPrefix("1: the first line is not") == true) }

    @Test(
        "is refused with every wrong line named",
        arguments: [
            ("a,b,same\n\nc,d,same\n", "3: it is empty"), ("a,b\n", "2: it has 2 fields"),
            ("a,b,same,\n", "2: it has 4 fields"), (",b,same\n", "2: it names no picture"),
            ("a,,same\n", "2: it names no candidate"), ("a,b,Same\n", "2: truth is neither"),
            ("a,b, same\n", "2: truth is neither"), ("a,b\",same\n", "2: a quote inside"),
            ("\"a\"x,b,same\n", "2: something behind a closed quote"),
            ("a,b,same\n\"a,b,same\n", "3: a quote is not closed"),
            ("a\rb,c,same\n", "2: a carriage return"), ("a\0,b,same\n", "2: it has a byte 0"),
            (String(repeating: "a", count: 4_097) + ",b,same\n", "2: a field of more than 4096 bytes"),
            ("", "1: there is no pair"),
        ])
    func wrong(text: String, due: String) {
        let found = problems(Self.header + text)
        #expect(found.count == 1 && found[0].hasPrefix(due), "\(found)")
    }

    @Test("names all wrong lines at once, what is no UTF-8 among them")
    func several() {
        let found = problems(
            Array((Self.header + "a,b,c\nd,e,same\nf\n").utf8) + [0xFF, 0x2C, 0x61, 0x2C] + Array("same".utf8))
        #expect(found.map { String($0.prefix(2)) } == ["2:", "4:", "5:"] && found[2].contains("UTF-8"), "\(found)")
    }

    @Test("has no more pairs than a calibration keeps")
    func most() {
        let text = Self.header + String(repeating: "a,b,same\n", count: PairProtocol.mostPairs + 1)
        #expect(problems(text) == ["\(PairProtocol.mostPairs + 2): more than 200000 pairs"])
    }

    @Test("needs a source of the picture where there are such columns")
    func sources() {
        let text = "picture,candidate,truth,picture_source,candidate_source\na,b,same,,x\n"
        #expect(problems(text) == ["2: it names no source of the picture"])
    }
}
