import ExhibitCore
import ExhibitWeight
import Testing

@Suite("Taint")
struct TaintTests {
    private func rules(_ change: (inout RunOfStatements) -> Void = { _ in }) throws -> TaintRules {
        var run = RunOfStatements()
        change(&run)
        return TaintRules(steps: try run.stepStatements())
    }

    @Test("of a step is that of its operation, at least")
    func operations() throws {
        let rules = try rules()
        #expect(rules.ofStep == [1: .exact, 2: .processed, 3: .processed, 4: .processed])
        #expect(rules.ofArtifact[RunOfStatements.name("pixels")] == .exact)
        #expect(rules.ofArtifact[RunOfStatements.name("file")] == nil)
        #expect(rules.ofResult == .processed)
    }

    @Test(
        "of an unknown operation or version is learned or unknown, and stays with what is made of it",
        arguments: [("enhance", "1"), ("pdq.luminance", "2"), ("PDQ.luminance", "1")])
    func unknown(operation: String, version: String) throws {
        let rules = try rules {
            $0.steps[1] = .init(operation, $0.steps[1].inputs, $0.steps[1].outputs, version: version)
        }
        #expect(rules.ofStep == [1: .exact, 2: .learnedOrUnknown, 3: .learnedOrUnknown, 4: .learnedOrUnknown])
        #expect(rules.ofResult == .learnedOrUnknown)
    }

    @Test("beside the chain does not reach the result")
    func beside() throws {
        let rules = try rules { $0.steps.append(.init("enhance", [("pixels", "pixels")], [("shown", "shown")])) }
        #expect(rules.ofStep[5] == .learnedOrUnknown)
        #expect(rules.ofResult == .processed)
    }

    @Test("of something made twice is the higher one, whichever came first")
    func twice() throws {
        for enhancedFirst in [true, false] {
            let rules = try rules {
                let enhanced = RunOfStatements.Step("enhance", [("x", "file")], [("pixels", "pixels")])
                $0.steps.insert(enhanced, at: enhancedFirst ? 0 : 1)
            }
            #expect(rules.ofArtifact[RunOfStatements.name("pixels")] == .learnedOrUnknown)
            #expect(rules.ofResult == .learnedOrUnknown)
        }
    }

    @Test("without a search is the highest of any step; without a step, as received")
    func noSearch() throws {
        #expect(try rules { $0.steps.removeLast() }.ofResult == .processed)
        #expect(try rules { $0.steps = [] }.ofResult == .asReceived)
    }

    @Test("of an unknown operation limits a claim to a lead")
    func limits() throws {
        let claim = try RunOfStatements().claim {
            $0.steps[1] = .init("enhance", $0.steps[1].inputs, $0.steps[1].outputs)
        }
        #expect(claim.taint == .learnedOrUnknown)
        #expect(claim.reasons == [.originUnknown, .noCalibration, .candidates])
        #expect(claim.status == .lead)
    }

    @Test("has six classes in order, each with its sentence")
    func classes() {
        #expect(Taint.allCases.map(\.rawValue) == ["T0", "T1", "T2", "T3", "T4", "T5"])
        #expect(Taint.allCases.sorted() == Taint.allCases)
        #expect(Taint.allCases.allSatisfy { $0.sentence.hasSuffix(".") })
    }
}

@Suite("The policy")
struct PolicyTests {
    @Test("is a document that states each rule and its effect")
    func document() throws {
        let json = try JSONParser.parse(Policy.current.bytes, as: "policy", limits: .init(bytes: 1 << 16))
        #expect(json["policy"] == "exhibit-policy-v1")
        #expect(
            json["match"] == ["maximum_distance": 31, "minimum_quality": 50, "maximum_unstable_bits": 8])
        let rules = try #require(json["rules"]?.elements)
        #expect(rules.compactMap { $0["rule"]?.text } == Reason.allCases.map(\.rawValue))
        #expect(rules.compactMap { $0["effect"]?.text } == Reason.allCases.map(\.effect.rawValue))
    }

    /// Claims name it by digest: a change to it is another policy, and old claims are then not computed again.
    @Test("is the one that published claims name")
    func digest() {
        #expect(Policy.current.name.hash.hex == "4ef1ab0cb97d6b1a295b975a510008f6588fe02de63189d1828f066026160a41")
    }

    @Test("refuses, limits, decides or notes, and says each in a sentence")
    func effects() {
        let refusing = Reason.allCases.filter { $0.effect == .refuses }
        #expect(
            refusing == [.runFailed, .notDecoded, .lowQuality, .unstable, .personWithoutCalibration, .generatedPixels])
        #expect(Reason.allCases.filter { $0.effect == .limits } == [.originUnknown, .noCalibration])
        #expect(Reason.allCases.allSatisfy { $0.sentence.hasSuffix(".") })
        #expect(Set(Reason.allCases.map(\.sentence)).count == Reason.allCases.count)
    }
}

@Suite("A candidate list")
struct CandidateListTests {
    private let list = RunOfStatements(candidates: [(1, 60, 0), (1, 70, 1), (9, 80, 2)]).list()!

    @Test("reads what it writes")
    func roundTrip() throws {
        #expect(try CandidateList(encoded: list.encoded) == list)
    }

    @Test(
        "is refused out of rank, or with a member that it does not have",
        arguments: [("\"rank\":2", "\"rank\":3"), ("\"distance\":9", "\"distance\":0"), ("\"members\"", "\"Members\"")])
    func refused(old: String, new: String) throws {
        let text = String(decoding: list.encoded, as: UTF8.self)
        #expect(text.contains(old))
        #expect(throws: Malformed.self) { try CandidateList(encoded: Array(text.replacing(old, with: new).utf8)) }
    }
}
