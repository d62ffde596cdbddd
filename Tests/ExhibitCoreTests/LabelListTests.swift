import ExhibitCore
import Testing

@Suite("The labels of a model")
struct LabelListTests {
    @Test("are lines without control characters, each once")
    func lines() throws {
        #expect(try LabelList(encoded: Array("a\né\n".utf8)).labels == ["a", "é"])
        for wrong in ["", "a", "a\n\n", "a\na\n", "a\u{1B}\n", "a\r\n", String(repeating: "a", count: 257) + "\n"] {
            #expect(throws: Malformed.self) { try LabelList(encoded: Array(wrong.utf8)) }
        }
        #expect(throws: Malformed.self) { try LabelList(encoded: [0xFF, 0x0A]) }
    }

    @Test("are told apart by bytes: one composed letter and two that are drawn as one are two labels")
    func spellings() throws {
        let list = try LabelList(encoded: Array("caf\u{E9}\ncafe\u{301}\n".utf8))
        #expect(list.labels.count == 2 && list.bytes.count == 2)
        let composed = try LabelList(encoded: Array("caf\u{E9}\n".utf8))
        #expect(composed.bytes.contains(Array("caf\u{E9}".utf8)))
        #expect(!composed.bytes.contains(Array("cafe\u{301}".utf8)))
    }
}
