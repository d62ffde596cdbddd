import Testing

@testable import ExhibitWeight

@Suite("A decimal as people read it")
struct DecimalTextTests {
    @Test(
        "is cut where it has many digits, and a bound upwards",
        arguments: [
            ("0.019462698284887", "0.019463", "0.019462"), ("2.598790506763115", "2.598791", "2.598790"),
            ("0.000396842850231", "0.0003969", "0.0003968"),
            ("0.000000000000001", "0.000000000000001", "0.000000000000001"),
            ("-1.500000000000000", "-1.500000", "-1.500000"), ("0.01", "0.01", "0.01"),
            ("0.000000000000000", "0.000000000000000", "0.000000000000000"),
        ])
    func brief(digits: String, bound: String, cut: String) throws {
        let value = try #require(RecordedDecimal(digits))
        #expect(value.brief(isBound: true) == bound)
        #expect(value.brief == cut)
    }

    @Test(
        "in percent never loses",
        arguments: [
            ("0.019462698284887", "1.95 %"), ("0.01", "1.00 %"), ("0.000000000000001", "0.01 %"), ("1", "100.00 %"),
        ])
    func percent(digits: String, text: String) throws {
        #expect(try #require(RecordedDecimal(digits)).percentUp == text)
    }

    @Test("loses the zeros at its end, and no other")
    func short() throws {
        #expect(try #require(RecordedDecimal("0.010000000000000")).short == "0.01")
        #expect(try #require(RecordedDecimal("100")).short == "100")
        #expect(try #require(RecordedDecimal("2.000")).short == "2")
    }
}
