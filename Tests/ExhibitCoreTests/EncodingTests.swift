import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("Encodings") struct EncodingTests {
    @Test(
        "RFC 4648's examples",
        arguments: zip(
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"],
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]))
    func base64(plain: String, coded: String) {
        #expect(Base64.encode(plain.bytes) == coded)
        #expect(Base64.decode(coded) == plain.bytes)
    }

    @Test(
        "Base64 with pad bits, without padding, with white space or of another alphabet is refused",
        arguments: [
            "QR==", "Zm9=", "Zg=", "Zg", "Zg===", "=", "==", "====", "Z===", "Zg==\n", " Zg==", "Zg= =", "Z-_=",
            "Zm9v=",
            "Zg==Zg==", "Zm\n9v", "Zm9vé===", "A", "A===",
        ])
    func looseBase64(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("All texts of four characters decode only where they are what encode writes")
    func everyPadding() {
        let alphabet = Array("AQgw/+=-".utf8)
        var accepted = 0
        for index in 0..<4_096 {
            let text = (0..<4).map { alphabet[index >> ($0 * 3) & 7] }
            guard let bytes = Base64.decode(text) else { continue }
            accepted += 1
            #expect(Base64.encodeToBytes(bytes) == text)
        }
        // 6^4 without padding; 6^2·|A Q g w with 2 zero bits| with one "="; likewise with two.
        #expect(accepted > 1_296)
    }

    @Test("Hexadecimal is lower case and even")
    func hex() {
        #expect(Hex.decode("00ff9a") == [0, 255, 0x9A])
        #expect(Hex.encode([0, 255, 0x9A] as [UInt8]) == "00ff9a")
        for text in ["0", "0F", "fF", "0x", " 0", "0g", "é", "/0", ":0", "`0", "@0", "G0"] {
            #expect(Hex.decode(text) == nil)
        }
    }

    @Test(
        "A decimal has one spelling",
        arguments: ["+7", "07", "-0", "-1", "", " 7", "7 ", "7.", "18446744073709551616", "٧", "1e3"])
    func decimal(text: String) {
        #expect(canonicalDecimal(text) == nil)
    }

    @Test("Decimals up to 2^64 − 1 are read")
    func decimals() {
        for value in [0, 7, 10, UInt64.max] { #expect(canonicalDecimal(String(value)) == value) }
    }

    @Test("A typed name has one spelling, and only of the five kinds")
    func typedNames() {
        let hash = ContentHash(of: "x".bytes)
        for kind in TypedName.Kind.allCases {
            let name = TypedName(kind, hash)
            #expect(TypedName(name.description) == name)
            let text = name.description
            #expect(TypedName(text + "0") == nil)
            #expect(TypedName(text.dropLast()) == nil)
            #expect(TypedName(text.uppercased()) == nil)
            #expect(TypedName(" " + text) == nil)
            #expect(TypedName(text.replacing(":", with: "::")) == nil)
        }
        #expect(TypedName("sha512:\(hash.hex)") == nil)
        #expect(TypedName("SHA256:\(hash.hex)") == nil)
        #expect(TypedName(hash.hex) == nil)
    }

    @Test("Hashes that share their first eight bytes do not collide in a set")
    func hashesOfHashes() {
        let hashes = (0..<64).map { last in ContentHash(bytes: [UInt8](repeating: 1, count: 31) + [UInt8(last)])! }
        #expect(Set(hashes).count == 64)
        // A bundle's names are chosen by whoever wrote it: without this, a million of them would take hours to compare.
        #expect(Set(hashes.map(\.hashValue)).count > 1)
    }

    @Test("An hour is read only in its one form, and of a day that exists")
    func hours() {
        for text in ["2026-01-01T00:00:00Z", "2024-02-29T23:00:00Z", "2000-02-29T12:00:00Z", "0000-01-01T00:00:00Z"] {
            #expect(Hour(text)?.description == text)
        }
        for text in [
            "2026-01-01T00:00:01Z", "2026-01-01T00:30:00Z", "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01t00:00:00z", "2026-01-01T00:00:00+00:00",
            "2026-01-01 00:00:00Z", "+026-01-01T00:00:00Z", "2026-01-01T00:00:00Z ", "",
        ] { #expect(Hour(text) == nil, "\(text)") }
    }

    @Test("A clock is cut to its hour, before 1970 too")
    func clock() {
        #expect(Hour(milliseconds: 0).description == "1970-01-01T00:00:00Z")
        #expect(Hour(milliseconds: 3_599_999).description == "1970-01-01T00:00:00Z")
        #expect(Hour(milliseconds: 1_709_251_199_999).description == "2024-02-29T23:00:00Z")
        #expect(Hour(milliseconds: 1_709_251_200_000).description == "2024-03-01T00:00:00Z")
        #expect(Hour(milliseconds: -1).description == "1969-12-31T23:00:00Z")
        #expect(Hour(milliseconds: -62_167_219_200_000).description == "0000-01-01T00:00:00Z")
        for day in stride(from: Int64(-200_000), to: 200_000, by: 97) {
            let hour = Hour(milliseconds: day * 86_400_000 + 43_200_000)
            #expect(Hour(hour.description) == hour)
        }
    }

    @Test("Decimals have the schema's places, no leading zero and no negative zero")
    func decimalTexts() {
        for (text, places) in [("0", 0), ("-1", 0), ("0.00", 2), ("-0.01", 2), ("123456789012345678.5", 1)] {
            #expect(DecimalText.isCanonical(text, places: places), "\(text)")
        }
        for (text, places) in [
            ("-0", 0), ("-0.00", 2), ("00", 0), ("01.5", 1), (".5", 1), ("5.", 0), ("5.", 1), ("1.5", 2), ("1.50", 1),
            ("1.5", 0), ("+1", 0), ("1e3", 0), ("", 0), ("-", 0), ("--1", 0), ("1-", 0), ("1.-5", 2), ("1.2.3", 1),
            ("1234567890123456789", 0), ("٣", 0),
        ] { #expect(!DecimalText.isCanonical(text, places: places), "\(text)") }
    }
}
