import ExhibitCore
import ExhibitTestSupport
import Testing

/// Drafts: what is not well formed is not recorded.
@Suite("Drafts") struct DraftTests {
    let ledger: MemoryLedger

    init() throws { ledger = try MemoryLedger() }

    private func gallery(_ slots: [String: JSON], extra: [String: JSON] = [:]) throws -> (Statement, [SlotValue]) {
        let body: [String: JSON] = [
            "manifest": .string(SampleLedger.sealed("m").description),
            "hashes": .string(SampleLedger.sealed("h").description),
            "operation": ["name": "pdq", "version": "1"], "members": 1, "compared": 1,
        ]
        let draft = Draft(
            .gallery, subjects: [SampleLedger.sealed("m")], body: body.merging(extra) { $1 }, slots: slots)
        return try ledger.sealed(draft, by: FixedKeys.operator)
    }

    @Test("All slots of a kind are present, and those left out commit to null")
    func slots() throws {
        let (statement, values) = try gallery(["label": "x"])
        #expect(values.map(\.path) == ["body.label", "body.note", "body.recorded"])
        #expect(values.map(\.value) == ["x", nil, nil])
        #expect(Set(values.map(\.salt)).count == 3)
        for value in values {
            let member = String(value.path.dropFirst(5))
            #expect(statement.name(member) == value.commitment(nonce: statement.head.nonce))
        }
    }

    @Test("A slot value that no report could disclose is refused when it is recorded")
    func undisclosable() throws {
        let refused: [[String: JSON]] = [
            ["label": "\u{7}"], ["label": "a\tb"], ["label": "\u{9F}"], ["label": 1], ["recorded": -1],
            ["recorded": 9_007_199_254_740_992], ["label": .string(String(repeating: "a", count: 513))], ["members": 1],
            ["nothing": nil],
        ]
        for slots in refused { #expect(throws: Malformed.self, "\(slots)") { try gallery(slots) } }
        #expect(throws: Malformed.self) { try gallery([:], extra: ["labels": "x"]) }
        #expect(throws: Malformed.self) { try gallery([:], extra: ["members": nil]) }
    }

    @Test("A commitment depends on nonce, salt, path and value")
    func commitment() {
        let (nonce, salt) = ([UInt8](repeating: 1, count: 16), [UInt8](repeating: 2, count: 32))
        let slots = [
            SlotValue(path: "body.a", salt: salt, value: "x"), SlotValue(path: "body.b", salt: salt, value: "x"),
            SlotValue(path: "body.a", salt: nonce + nonce, value: "x"),
            SlotValue(path: "body.a", salt: salt, value: "y"),
            SlotValue(path: "body.a", salt: salt, value: "e\u{301}"),
            SlotValue(path: "body.a", salt: salt, value: "\u{E9}"),
        ]
        let names = slots.map { $0.commitment(nonce: nonce) } + [slots[0].commitment(nonce: Array(salt.prefix(16)))]
        #expect(Set(names).count == 7)
    }
}
