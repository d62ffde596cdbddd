import ExhibitCore
import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("A recorded calibration")
struct CalibrationCheckTests {
    private static let scores = CalibrationSamples.noise(60)

    private func reason(_ from: String, _ to: String) throws -> String? {
        let findings = try CalibrationFindings(Self.scores)
        let text = String(decoding: findings.json.encoded, as: UTF8.self)
        let other = text.replacing(from, with: to, maxReplacements: 1)
        let isChanged = other != text
        #expect(isChanged, "\(from)")
        return findings.reasonDiffering(from: Array(other.utf8))
    }

    @Test("follows from its scores as it was written, also where they were read again")
    func unchanged() throws {
        for scores in [Self.scores, CalibrationSamples.line(60, apart: 40), CalibrationSamples.line(0)] {
            let again = try CalibrationScores(encoded: scores.encoded)
            let recorded = try CalibrationFindings(scores).json.encoded
            #expect(try CalibrationFindings(again).reasonDiffering(from: recorded) == nil)
        }
    }

    @Test("names the number, the word or the member that was changed")
    func changed() throws {
        #expect(try reason("\"found\":0", "\"found\":1") == "cells[0].searches.found is 1, and 0 follows")
        #expect(try reason("\"gallery\":59", "\"gallery\":60") == "cells[0].gallery is 60, and 59 follows")
        #expect(try reason("\"trials\":30,\"upper\"", "\"trials\":31,\"upper\"")?.hasPrefix("cells[1].") == true)
        #expect(try reason("one-class-empty", "uninformative")?.hasPrefix("cells[0].without_weight is ") == true)
        #expect(try reason("\"near_duplicates\":[]", "\"near_duplicates\":[[0,1,2]]") != nil)
        #expect(try reason("\"found\":0", "\"fund\":0")?.contains("too many or too few") == true)
        #expect(try reason("\"upper\":\"1.00000000000\"", "\"upper\":1") != nil)
        #expect(try reason("\"schema\"", "\"schema\" ")?.contains("malformed calibration") == true)
        #expect(
            try reason("\"upper\":\"1.00000000000\"", "\"upper\":\"\(String(repeating: "1", count: 4_000))\"") != nil)
    }

    @Test("may differ in the last digits of a decimal, and in no digit that somebody would notice")
    func decimals() throws {
        let bound = try #require(CalibrationFindings(Self.scores).json["cells"]?.elements?.last?["false_positives"])
        let upper = try #require(bound["upper"]?.text)
        #expect(try reason("\"\(upper)\"", "\"\(upper.dropLast())\(upper.last == "1" ? "2" : "1")\"") == nil)
        #expect(try reason("\"\(upper)\"", "\"\(upper.prefix(8))\"") != nil)
        #expect(try reason("\"\(upper)\"", "\"0\"") != nil)
        #expect(try reason("\"\(upper)\"", "\"0.1\"") != nil)
    }

    @Test("writes bounds rounded up and caps toward zero")
    func rounding() throws {
        let third = 1.0 / 3
        #expect(RecordedDecimal(third, rounding: .awayFromZero)?.description == "0.333333333334")
        #expect(RecordedDecimal(2 * third, rounding: .towardZero)?.description == "0.666666666666")
        #expect(RecordedDecimal(-2 * third, rounding: .towardZero)?.description == "-0.666666666666")
        #expect(RecordedDecimal(0.5, rounding: .awayFromZero)?.description == "0.500000000000")
        #expect(RecordedDecimal(0.9999999999999, rounding: .awayFromZero)?.description == "1.00000000000")
        #expect(RecordedDecimal(1e-300, rounding: .awayFromZero)?.description == "0.000000000000000001")
        #expect(RecordedDecimal(1e-300, rounding: .towardZero)?.description == "0")
        let cap = try #require(CalibrationFindings(Self.scores).cells[1].weight?.cap.bounds.upper)
        let written = try CalibrationFindings(Self.scores).json["cells"]?.elements?.last?["weight"]?["cap"]?["upper"]
        #expect(try #require(written?.text.flatMap { Double($0) }) <= cap)
    }

    // MARK: - Its statement

    private static let model = TypedName(.statement, ContentHash(of: [1]))
    private static let gallery = TypedName(.statement, ContentHash(of: [2]))

    /// - Parameter change: to the body that follows from the scores.
    private func check(
        scores: [UInt8] = scores.encoded, findings: [UInt8]? = nil, _ change: (inout [String: JSON]) -> Void = { _ in }
    ) throws -> Calibration {
        let due = try CalibrationFindings(Self.scores)
        var body: [String: JSON] = [
            "model": .string(Self.model.description), "galleries": [.string(Self.gallery.description)],
            "topic": .string(CalibrationTopic.name(model: Self.model).description),
            "protocol": .string(CopyProtocol.name.description),
            "scores": .string(TypedName(.sealed, .zero).description),
            "findings": .string(TypedName(.sealed, .zero).description),
            "program": ["name": "exhibit", "version": "1"], "environment": .array([]),
        ]
        body.merge(Calibration.Measured.copies(Self.scores, due).counts) { first, _ in first }
        change(&body)
        let draft = Draft(.calibration, subjects: [Self.model], body: body)
        let entry = try MemoryLedger().append(draft, by: FixedKeys.operator)
        return try Calibration(of: entry.statement, model: nil, scores: scores, findings: findings ?? due.json.encoded)
    }

    @Test("holds what its statement says of it, and gives the findings as they were recorded")
    func statement() throws {
        let calibration = try check()
        guard case .copies(let scores, let findings) = calibration.measured else {
            Issue.record("it is of another protocol")
            return
        }
        #expect(scores == Self.scores && calibration.recorded == findings.json)
    }

    @Test("is refused where its statement says something else")
    func otherStatement() throws {
        let other = TypedName(.statement, ContentHash(of: [3])).description
        #expect(throws: Malformed.self) { try check { $0["sources"] = 61 } }
        #expect(throws: Malformed.self) { try check { $0["left_out"] = 1 } }
        #expect(throws: Malformed.self) {
            try check { $0["cells"] = [["name": "quality 50 to 79", "same_source": 0, "different_source": 0]] }
        }
        #expect(throws: Malformed.self) { try check { $0["model"] = .string(other) } }
        #expect(throws: Malformed.self) { try check { $0["galleries"] = [] } }
        #expect(throws: Malformed.self) {
            try check { $0["galleries"] = [.string(Self.gallery.description), .string(other)] }
        }
        #expect(throws: Malformed.self) { try check { $0["protocol"] = .string(TypedName(.open, .zero).description) } }
    }

    @Test("is refused with other scores, other findings, or another statement")
    func otherArtifacts() throws {
        let other = CalibrationSamples.line(60, apart: 40)
        #expect(throws: Malformed.self) { try check(scores: other.encoded) }
        #expect(throws: Malformed.self) { try check(findings: CalibrationFindings(other).json.encoded) }
        #expect(throws: Malformed.self) { try check(findings: []) }
        let genesis = try MemoryLedger().entries[0].statement
        #expect(throws: Malformed.self) { try Calibration(of: genesis, model: nil, scores: [], findings: []) }
    }

    @Test("has the name of its model, and no other has it")
    func topic() {
        let document = CalibrationTopic.document(model: Self.model)
        #expect(
            String(decoding: document, as: UTF8.self)
                == "{\"model\":\"\(Self.model)\",\"topic\":\"exhibit-calibrations-v1\"}")
        let names = [CalibrationTopic.name(model: Self.model), CalibrationTopic.name(model: Self.gallery)]
        #expect(Set(names).count == 2 && names[0] == .open(document))
    }
}
