import Testing

@testable import ExhibitReport

@Suite("Recorded decimals are drawn by whole numbers")
struct FixedPointTests {
    @Test(
        "A decimal is read exactly, and cut where nothing is drawn any more",
        arguments: [
            ("0", 0), ("-1", -1_000_000_000_000_000_000), ("0.000000000000000001", 1),
            ("2.5", 2_500_000_000_000_000_000), ("0.0000000000000000019", 1), ("00.5", 500_000_000_000_000_000),
            ("-0.0", 0),
        ] as [(String, Int128)])
    func reads(_ text: String, _ units: Int128) {
        #expect(FixedPoint.units(text) == units)
    }

    @Test("A huge one ends at a million, whatever its length", arguments: ["1000001", "999999999999999999999", "-7e0"])
    func huge(_ text: String) {
        #expect(FixedPoint.units(text) == (text.hasPrefix("-") ? nil : 1_000_000 * FixedPoint.one))
    }

    @Test(
        "Anything else is no number",
        arguments: [
            "", "-", ".", "1.", ".5", "+1", "1e5", "NaN", "1.2.3", " 1", "1 ", "١", "0x1", "--1", "1,5",
            String(repeating: "1", count: 65),
        ])
    func rejects(_ text: String) {
        #expect(FixedPoint.units(text) == nil)
    }

    @Test("It is written as it was read, without zeros at its end")
    func writes() {
        for text in ["0", "1", "-0.4", "0.00993608194446", "999999.000000000000000001"] {
            #expect(FixedPoint.units(text).map(FixedPoint.text) == text)
        }
        #expect(FixedPoint.units("1.500").map(FixedPoint.text) == "1.5")
    }

    @Test("An axis ends at the next 1, 2 or 5 times a power of ten")
    func tops() {
        let tops = ["0.31": "0.5", "0.5": "0.5", "1.01": "2", "60.8": "100", "119769": "200000", "0": "0.000001"]
        for (value, top) in tops {
            #expect(FixedPoint.units(value).map(FixedPoint.roundTop).map(FixedPoint.text) == top)
        }
    }

    @Test("What lies outside of a frame is drawn at its edge, and a line keeps its corners only")
    func plot() {
        let plot = Plot(across: -1, 1, upTo: 10, labelRows: 1)
        #expect([-5, -1, 0, 1, 5].map { plot.x($0) } == [520, 520, 2_190, 3_860, 3_860])
        #expect([-3, 0, 5, 10, 99].map { plot.y($0) } == [2_140, 2_140, 1_340, 540, 540])
        var line = Plot.Line()
        for (x, y) in [(0, 0), (5, 0), (20, 0), (20, 7), (20, 35), (41, 70)] { line.add(x, y) }
        #expect(line.markup.html == "0 0H2V3.5L4.1 7")
    }
}
