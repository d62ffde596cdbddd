import ExhibitCore
import Testing

@Suite("A list of scores")
struct ScoreListTests {
    private let list = ScoreList(candidates: [
        .init(rank: 1, answer: .label("7"), score: MeasuredScore("f32:3f800000")!),
        .init(rank: 2, answer: .reference(TypedName(.sealed, .zero)), score: MeasuredScore("f64:7ff8000000000000")!),
    ])

    @Test("is read as it was written")
    func roundTrip() throws { #expect(try ScoreList(encoded: list.encoded) == list) }

    @Test(
        "is refused in any other spelling",
        arguments: [
            ("\"rank\":1", "\"rank\":2"), ("f32:3f800000", "f32:3F800000"), ("f32:3f800000", "f32:3f8"),
            ("\"label\":\"7\"", "\"label\":\"\""), ("\"label\":\"7\"", "\"name\":\"7\""), ("sealed:", "sha256:"),
            ("exhibit-scores-v1", "exhibit-scores-v2"), ("{\"candidates\"", "{ \"candidates\""),
        ])
    func refused(old: String, new: String) throws {
        let text = String(decoding: list.encoded, as: UTF8.self)
        let other = Array(
            text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: new).utf8)
        #expect(other != list.encoded)
        #expect(throws: Malformed.self) { try ScoreList(encoded: other) }
    }

    @Test("holds scores to the last bit, and NaN reaches nothing")
    func scores() {
        #expect(MeasuredScore("f32:3f800000")?.value == 1)
        #expect(MeasuredScore("f64:3fb999999999999a")?.value == 0.1)
        let nan = MeasuredScore("f32:7fc00000")
        #expect(nan?.reaches(-1, higherIsBetter: true) == false && nan?.reaches(2, higherIsBetter: false) == false)
    }
}
