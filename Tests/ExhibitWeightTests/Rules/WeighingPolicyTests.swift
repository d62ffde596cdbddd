import ExhibitCore
import ExhibitWeight
import Testing

@Suite("The policy of weight as a document")
struct WeighingPolicyTests {
    private func edited(_ change: (inout [String: JSON]) -> Void) throws -> [UInt8] {
        let json = try JSONParser.parse(
            WeighingPolicy.standard.bytes, as: "policy", limits: JSONParser.Limits(bytes: 100_000))
        var members = try #require(json.members)
        change(&members)
        return JSON.object(members).encoded
    }

    private func reason(_ bytes: [UInt8]) -> String? {
        do {
            _ = try WeighingPolicy(bytes: bytes)
            return nil
        } catch { return error.reason }
    }

    private func setting(_ name: String, _ value: JSON) throws -> [UInt8] {
        try edited { members in
            var thresholds = members["thresholds"]?.members ?? [:]
            thresholds[name] = value
            members["thresholds"] = .object(thresholds)
        }
    }

    @Test("is read again as it was written, and named by its digest")
    func roundTrip() throws {
        let policy = WeighingPolicy.standard
        let again = try WeighingPolicy(bytes: policy.bytes)
        #expect(again == policy && again.bytes == policy.bytes && again.name == .open(policy.bytes))
        #expect(again[.posterior] == decimal("0.95") && again.text(.ceilingForPersons) == "LEAD")
    }

    @Test(
        "is refused with a threshold of another type or out of range",
        arguments: [
            ("P04.lead_same_source", .string("30")), ("P04.lead_same_source", 0), ("P04.lead_same_source", -1),
            ("P05.false_match_rate", 0), ("P05.false_match_rate", "1.1"), ("P05.false_match_rate", "-0.1"),
            ("P05.false_match_rate", "1e-3"), ("P05.false_match_rate", ".001"), ("P07.exclusion_log_ratio", "0.1"),
            ("P08.posterior", nil), ("P08.posterior", true), ("P10.class", "R2"), ("P10.class", "r0"),
            ("P13.reviews_of_things", 0), ("P13.blind_for_things", false),
            ("P14.ceiling_for_persons", "IDENTIFICATION"), ("P17.quality", 101), ("P19.new", 1),
        ] as [(String, JSON)])
    func thresholds(name: String, value: JSON) throws {
        let reason = try #require(reason(try setting(name, value)))
        #expect(reason.contains(name))
    }

    @Test("is refused in another version, with other members, sentences or rules, or not in canonical form")
    func strict() throws {
        #expect(reason(try edited { $0["policy"] = "exhibit-policy-v3" })?.contains("another version") == true)
        #expect(reason(try edited { $0["policy"] = 2 }) != nil)
        #expect(reason(try edited { $0["overrides"] = [] })?.contains("overrides") == true)
        for member in ["policy", "rules", "scale", "sentences", "thresholds"] {
            #expect(reason(try edited { $0[member] = nil }) != nil)
            #expect(reason(try edited { $0[member] = .null }) != nil)
        }
        #expect(reason(try edited { $0["rules"] = .array(Array(($0["rules"]?.elements ?? []).dropLast())) }) != nil)
        #expect(reason(try edited { $0["scale"] = .array(Array(($0["scale"]?.elements ?? []).dropLast())) }) != nil)
        #expect(reason([0x20] + WeighingPolicy.standard.bytes) != nil)
        #expect(reason(WeighingPolicy.standard.bytes + [0x0A]) != nil)
        #expect(reason([]) != nil && reason([UInt8](repeating: 0x5B, count: 1_000_000)) != nil)
    }

    @Test("is refused wherever one byte of it is damaged, or reads as another policy")
    func damage() {
        let bytes = WeighingPolicy.standard.bytes
        for index in stride(from: 0, to: bytes.count, by: 61) {
            var damaged = bytes
            damaged[index] ^= 1
            if let other = try? WeighingPolicy(bytes: damaged) {
                #expect(other.bytes == damaged && other.name != .open(bytes))
            }
        }
    }

    @Test(
        "may only be tightened, each threshold in its own direction",
        arguments: [
            (Threshold.identificationSameSource, "301", "299"), (.identificationDifferentSource, "3001", "2999"),
            (.leadSameSource, "31", "29"), (.leadDifferentSource, "301", "299"),
            (.falseMatchRate, "0.0009", "0.0011"), (.falsePositiveRate, "0.009", "0.011"), (.testedShare, "1", "0.89"),
            (.identificationCoincidences, "0", "0.010000000000000001"), (.leadCoincidences, "0.5", "1.1"),
            (.identificationRatio, "3.1", "2.9"), (.leadRatio, "1.5", "0.5"), (.exclusionRatio, "-2.1", "-1.9"),
            (.posterior, "0.96", "0.94"), (.cllr, "0.4", "0.6"), (.calibrationLoss, "0.05", "0.2"),
            (.runs, "3", "1"), (.otherParties, "2", nil), (.margin, "2", "0.9"), (.corroboration, "2", nil),
            (.reviewsOfThings, "2", nil), (.reviewsNamingPersons, "3", "1"), (.quality, "60", "49"),
            (.unstableBits, "4", "9"), (.days, "90", "366"), (.reproductionClass, "R0", nil),
            (.blindForThings, "blind", nil), (.ceilingForPersons, "REFUSED", nil),
        ] as [(Threshold, String, String?)])
    func directions(threshold: Threshold, tighter: String, looser: String?) throws {
        let standard = WeighingPolicy.standard
        let tightened = try standard.setting(threshold, to: tighter)
        #expect(tightened.isTighterOrEqual(than: standard) && !standard.isTighterOrEqual(than: tightened))
        #expect(try standard.tightened(by: tightened) == tightened)
        #expect(try WeighingPolicy(bytes: tightened.bytes) == tightened && tightened.name != standard.name)
        let back = try #require(throws: LooserPolicy.self) { try tightened.tightened(by: standard) }
        #expect(back.loosenings.map(\.name) == [threshold.rawValue])
        guard let looser else { return }
        let loosened = try standard.setting(threshold, to: looser)
        let error = try #require(throws: LooserPolicy.self) { try standard.tightened(by: loosened) }
        #expect(error.description.contains(threshold.rawValue) && error.loosenings.first?.to == looser)
    }

    @Test("names every loosening, beside tightenings")
    func everyLoosening() throws {
        let policy = try WeighingPolicy.standard.setting(.days, to: "400").setting(.cllr, to: "0.1")
            .setting(.runs, to: "1")
        let error = try #require(throws: LooserPolicy.self) { try WeighingPolicy.standard.tightened(by: policy) }
        #expect(error.loosenings.map(\.name) == ["P10.runs", "P18.days"])
        #expect(error.loosenings.map(\.mayRise) == [true, false])
    }

    @Test("covers every threshold in both directions")
    func complete() {
        #expect(Threshold.allCases.count == 27)
        #expect(WeighingPolicy.standard.isTighterOrEqual(than: .standard))
    }

    @Test("has a scale of words that is the same for both propositions and may only become more sparing")
    func scale() throws {
        let scale = WeighingPolicy.standard.scale
        for (ratio, words) in [
            ("0", "practically no support"), ("0.99", "practically no support"), ("1", "limited support"),
            ("2.699838", "moderate support"), ("3.301", "strong support"), ("4", "very strong support"),
            ("999", "very strong support"),
        ] {
            #expect(scale.words(for: decimal(ratio)) == words)
            #expect(ratio == "0" || scale.words(for: decimal("-" + ratio)) == words)
        }
        func bands(_ from: [String]) throws -> [UInt8] {
            try edited { members in
                let bands = members["scale"]?.elements ?? []
                members["scale"] = .array(
                    zip(bands, from).map { ["from": .string($1), "words": $0["words"] ?? .null] })
            }
        }
        let sparing = try WeighingPolicy(bytes: bands(["0", "1", "2", "3.5", "5"]))
        #expect(sparing.isTighterOrEqual(than: .standard))
        let generous = try WeighingPolicy(bytes: bands(["0", "1", "2", "2.5", "4"]))
        let error = try #require(throws: LooserPolicy.self) { try WeighingPolicy.standard.tightened(by: generous) }
        #expect(error.description.contains("strong support") && error.loosenings.count == 1)
        for wrong in [
            ["0", "1", "2", "2", "4"], ["1", "2", "3", "4", "5"], ["0", "2", "1", "3", "4"], ["0", "1", "2", "3", "x"],
        ] {
            #expect(reason(try bands(wrong))?.contains("scale") == true)
        }
    }
}
