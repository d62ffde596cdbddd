import ExhibitCore
import ExhibitTestSupport
import ExhibitWeight
import Testing

@Suite("Kept scores of pairs")
struct PairScoresTests {
    private func changed(_ old: String, _ new: String, of scores: PairScores) throws -> [UInt8] {
        let text = String(decoding: scores.encoded, as: UTF8.self)
        try #require(text.contains(old), "\(text)")
        return Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
    }

    @Test("are read as they were written", arguments: 0...4)
    func whole(count: Int) throws {
        for scores in [
            try PairSamples.labels(count), try PairSamples.pictures(max(3, count)), try PairSamples.leftOut(),
        ] {
            #expect(try PairScores(encoded: scores.encoded) == scores)
        }
        #expect(try PairSamples.leftOut().sources == 6 && PairSamples.labels(3).sources == 3)
    }

    @Test(
        "are refused where something is missing or does not fit",
        arguments: [
            ("a picture in no pair", "\"pictures\":[[24,0],", "\"pictures\":[[24,0],[24,0],"),
            ("a candidate in no pair", "[null,null,null]", "[null,null,null,null]"),
            ("a source that was left out", "[24,1]", "[24,2]"), ("no source", "[24,0]", "[24,null]"),
            (
                "a row out of order", "[0,0,1,\"f64:3fd3333333333333\"],[0,1,0,",
                "[0,1,1,\"f64:3fd3333333333333\"],[0,0,0,"
            ),
            ("a pair twice", "[0,1,0,", "[0,0,0,"), ("a truth that is none", "[0,1,0,", "[0,1,2,"),
            ("a score that is none", "f64:3fd3333333333333", "f64:3fd333333333333"),
            ("NaN", "f64:3fd3333333333333", "f64:7ff8000000000000"),
            ("infinity", "f64:3fd3333333333333", "f64:7ff0000000000000"),
            ("a score of a picture without a size", "[24,0]", "[0,0]"), ("too large a picture", "[24,0]", "[65536,0]"),
            ("another version", "pairs-v1", "pairs-v2"), ("a member", "\"repeated\":0", "\"repeated\":0,\"x\":0"),
            ("a negative count", "\"repeated\":0", "\"repeated\":-1"), ("a space", ",\"rows\"", ", \"rows\""),
            ("a row of five", "\"f64:3fd3333333333333\"]", "\"f64:3fd3333333333333\",1]"),
        ])
    func refused(what: String, old: String, new: String) throws {
        let bytes = try changed(old, new, of: PairSamples.labels(3))
        #expect(throws: Malformed.self, "\(what)") { try PairScores(encoded: bytes) }
    }

    @Test(
        "are refused with reasons that contradict each other",
        arguments: [
            ("another reason of one picture", "[1,2,0,\"not-decoded\"]", "[1,2,0,\"unreadable\"]"),
            ("a decoded picture that is not", "[2,0,0,\"failed\"]", "[2,0,0,\"unreadable\"]"),
            ("an answer of a failed run", "[2,0,0,\"failed\"]", "[2,0,0,\"failed\"],[2,1,0,\"not-finite\"]"),
            ("an answer with an unreadable picture", "[4,3,0,\"candidate-unreadable\"]", "[4,3,0,\"not-finite\"]"),
            ("a reason that is not known", "\"failed\"", "\"tired\""),
            ("a pair that has a score too", "[4,3,0,", "[4,4,1,"),
            ("a truth against its sources", "[2,0,0,", "[2,0,1,"),
        ])
    func reasons(what: String, old: String, new: String) throws {
        let bytes = try changed(old, new, of: PairSamples.leftOut())
        #expect(throws: Malformed.self, "\(what)") { try PairScores(encoded: bytes) }
    }
}
