import ExhibitWeight
import Testing

@Suite("A recorded decimal")
struct RecordedDecimalTests {
    @Test(
        "is read in one form only and written as it was read",
        arguments: ["0", "7", "-2", "0.50", "-0.001", "123456789012345678.123456789012345678", "0.000000000000000001"])
    func permitted(text: String) throws {
        #expect(try #require(RecordedDecimal(text)).description == text)
    }

    @Test(
        "is not read from other spellings",
        arguments: [
            "", "-", ".", "1.", ".5", "+1", "01", "-0", "-0.000", "1e3", "1,5", " 1", "1 ", "--1", "1.2.3", "٣", "１",
            "nan",
            "inf", "0x1", "1234567890123456789", "0.1234567890123456789", "1\u{0}", "1\n",
        ])
    func refused(text: String) {
        #expect(RecordedDecimal(text) == nil)
    }

    @Test("is bounded before it is read")
    func long() {
        #expect(RecordedDecimal(String(repeating: "9", count: 1_000_000)) == nil)
    }

    @Test("is compared exactly, where a double would see no difference")
    func exact() {
        #expect(decimal("0.010000000000000001") > decimal("0.01"))
        #expect(decimal("123456789012345678.000000000000000001") > decimal("123456789012345678"))
        #expect(decimal("1.00") == decimal("1") && decimal("1.00").hashValue == decimal("1").hashValue)
        #expect(decimal("-2") < decimal("-1.999999999999999999"))
        #expect(RecordedDecimal(.max) > RecordedDecimal(.min))
        #expect(RecordedDecimal(.min).description == "-9223372036854775808")
    }

    @Test(
        "of a computed quantity has twelve significant digits",
        arguments: [
            (0.0, "0"), (1, "1.00000000000"), (0.1 + 0.2, "0.300000000000"), (0.00993608194446, "0.00993608194446"),
            (-2.699837725867246, "-2.69983772587"), (2.99572778635e-6, "0.00000299572778635"),
            (1e-10, "0.000000000100000000"), (1e-18, "0.000000000000000001"), (9.9999999999999, "10.0000000000"),
            (123_456_789_012_345.6, "123456789012346"), (0.5, "0.500000000000"), (1_000_000, "1000000.00000"),
        ])
    func computed(value: Double, text: String) throws {
        #expect(try #require(RecordedDecimal(value)).description == text)
    }

    @Test("rounds ties to even")
    func ties() {
        #expect(RecordedDecimal(0.125, significant: 2)?.description == "0.12")
        #expect(RecordedDecimal(0.375, significant: 2)?.description == "0.38")
        #expect(RecordedDecimal(2.5, significant: 1)?.description == "2")
    }

    @Test(
        "is not made of what has no such form",
        arguments: [
            .nan, .infinity, -.infinity, 1e18, -1e18, 1e300, 1e-19, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
            .greatestFiniteMagnitude,
        ] as [Double])
    func formless(value: Double) {
        #expect(RecordedDecimal(value) == nil)
    }

    @Test("of any double that it can be made of is read again and agrees with it")
    func roundTrip() throws {
        var random = WeighingRandom(seed: 7)
        var made = 0
        for _ in 0..<2_000 {
            let value = Double(bitPattern: random.next())
            let scaled = Double(random.next() >> 11) / 9e15 * [1e-9, 1e-3, 1, 1e6, 1e17][random.below(5)]
            for value in [value, scaled, -scaled] {
                guard let decimal = RecordedDecimal(value) else { continue }
                made += 1
                #expect(RecordedDecimal(decimal.description) == decimal)
                #expect(decimal.agrees(with: value) && decimal.agrees(with: value, significant: 12))
            }
        }
        #expect(made > 4_000)
    }

    @Test("agrees within 1e-9 relative and half a unit of its last digit, and no further")
    func agreement() {
        #expect(decimal("0.00993608").agrees(with: 0.00993608194446))
        #expect(!decimal("0.00993609").agrees(with: 0.00993608194446))
        #expect(decimal("1000.000000000000").agrees(with: 1000.0000009))
        #expect(!decimal("1000.000000000000").agrees(with: 1000.000002))
        #expect(!decimal("1").agrees(with: .nan) && !decimal("1").agrees(with: .infinity))
    }

    @Test("with too few digits does not stand for what has more")
    func coarse() {
        #expect(decimal("0").agrees(with: 0.4) && !decimal("0").agrees(with: 0.4, significant: 12))
        #expect(decimal("0").agrees(with: 0, significant: 12))
        #expect(!decimal("0.01").agrees(with: 0.0099, significant: 12))
    }
}

/// Of the published constants; state is the seed.
struct WeighingRandom {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int((next() >> 11) % UInt64(count)) }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
