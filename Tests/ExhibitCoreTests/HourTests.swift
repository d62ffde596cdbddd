import ExhibitCore
import Testing

@Suite("Hours") struct HourTests {
    @Test(
        "are so many milliseconds after 1970, and back",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:00:00Z", 951_865_200_000),
            ("2026-01-01T00:00:00Z", 1_767_225_600_000),
            ("2100-03-01T00:00:00Z", 4_107_542_400_000), ("1969-12-31T23:00:00Z", -3_600_000),
        ] as [(String, Int64)])
    func milliseconds(text: String, milliseconds: Int64) throws {
        let hour = try #require(Hour(text))
        #expect(hour.milliseconds == milliseconds)
        #expect(Hour(milliseconds: milliseconds) == hour)
    }

    @Test("are added and compared as time is, over the ends of years")
    func order() throws {
        let last = try #require(Hour("2027-12-31T23:00:00Z"))
        #expect(last.adding(hours: 1).description == "2028-01-01T00:00:00Z")
        #expect(last.adding(hours: 24 * 60).description == "2028-02-29T23:00:00Z")
        #expect(last < last.adding(hours: 1) && !(last < last))
    }
}
