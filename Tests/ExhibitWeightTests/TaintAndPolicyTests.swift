import ExhibitCore
import ExhibitWeight
import Testing

@Suite("Taint of a recorded run")
struct TaintTests {
    private let received = [RunOfStatements.name("file"): TaintOrigin(.asReceived)]

    private func steps(_ change: (inout RunOfStatements) -> Void = { _ in }) throws -> [Statement] {
        var run = RunOfStatements()
        change(&run)
        return try run.stepStatements()
    }

    private func graph(_ change: (inout RunOfStatements) -> Void = { _ in }) throws -> TaintGraph<TypedName> {
        TaintGraph(steps: try steps(change), origins: received)
    }

    private func taint(_ graph: TaintGraph<TypedName>, _ label: String) -> Taint {
        graph.taint(of: RunOfStatements.name(label))
    }

    @Test("is that of its operations and of what they read, the reference set aside")
    func operations() throws {
        let graph = try graph()
        #expect(try StepTaint.due(steps()) == [1: .exact, 2: .processed, 3: .processed, 4: .processed])
        #expect(taint(graph, "file") == .asReceived && taint(graph, "pixels") == .exact)
        #expect(taint(graph, "hash") == .processed && taint(graph, "candidates") == .processed)
        #expect(taint(graph, "hashes") == .asReceived)
        #expect(graph.unexplained.isEmpty && graph.recurring.isEmpty)
    }

    @Test(
        "of an unknown operation or version is learned or unknown, and stays with what is made of it",
        arguments: [("enhance", "1"), ("pdq.luminance", "2"), ("PDQ.luminance", "1")])
    func unknown(operation: String, version: String) throws {
        func change(_ run: inout RunOfStatements) {
            run.steps[1] = .init(operation, run.steps[1].inputs, run.steps[1].outputs, version: version)
        }
        let due = try StepTaint.due(steps(change))
        #expect(due == [1: .exact, 2: .learnedOrUnknown, 3: .learnedOrUnknown, 4: .learnedOrUnknown])
        #expect(try taint(graph(change), "candidates") == .learnedOrUnknown)
    }

    @Test("of an unknown operation is what it states itself, if that is more; of a known one it is not asked")
    func stated() throws {
        func change(_ run: inout RunOfStatements) {
            run.steps[1] = .init("paint", run.steps[1].inputs, run.steps[1].outputs)
            run.stated = "T5"
        }
        #expect(try StepTaint.due(steps(change)) == [1: .exact, 2: .authored, 3: .authored, 4: .authored])
        #expect(try StepTaint.due(steps { $0.stated = "T5" })[4] == .processed)
        #expect(try taint(graph(change), "candidates") == .authored)
    }

    @Test("in a run whose model generates pixels is T4 from each operation that is not built in")
    func generating() throws {
        let steps = try steps { $0.steps[1] = .init("enhance", $0.steps[1].inputs, $0.steps[1].outputs) }
        let due = StepTaint.due(steps, generates: true)
        #expect(due == [1: .exact, 2: .generated, 3: .generated, 4: .generated])
        let run = try #require(steps[0].name("run"))
        let graph = TaintGraph(steps: steps, origins: received, generating: [run])
        #expect(taint(graph, "pixels") == .exact && taint(graph, "candidates") == .generated)
        let finding = graph.finding(compared: [RunOfStatements.name("candidates"): .whole], about: .person)
        #expect(finding.ceiling == .refused)
        #expect(finding.paths.first?.cause == .step(steps[1].name))
        #expect(finding.variants.map(\.operation) == ["enhance 1"] && finding.variants.map(\.made) == [nil])
    }

    @Test("beside the chain does not reach the result")
    func beside() throws {
        func change(_ run: inout RunOfStatements) {
            run.steps.append(.init("enhance", [("pixels", "pixels")], [("shown", "shown")]))
        }
        #expect(try StepTaint.due(steps(change))[5] == .learnedOrUnknown)
        #expect(try taint(graph(change), "candidates") == .processed)
    }

    @Test("of something made twice is the higher one, whichever came first")
    func twice() throws {
        for enhancedFirst in [true, false] {
            let claim = try RunOfStatements().claim {
                let enhanced = RunOfStatements.Step("enhance", [("x", "file")], [("pixels", "pixels")])
                $0.steps.insert(enhanced, at: enhancedFirst ? 0 : 4)
            }
            #expect(claim.taint == .learnedOrUnknown)
        }
    }

    @Test("that was read under another role than the reference set's, and came from nowhere, is T3")
    func nowhere() throws {
        let claim = try RunOfStatements().claim { $0.steps[0].inputs = [("evidence", "another file")] }
        #expect(claim.taint == .learnedOrUnknown)
    }

    @Test("that is the evidence's stays with it where it is read as a reference as well")
    func evidenceAsReference() throws {
        let claim = try RunOfStatements().claim {
            $0.about = "thing"
            $0.steps.append(.init("png.decode", [("reference", "file")], [("pixels", "pixels")]))
        }
        #expect(claim.taint == .learnedOrUnknown)
        let steps = try steps { $0.steps[0].inputs = [("reference", "file")] }
        let graph = TaintGraph(steps: steps, origins: [RunOfStatements.name("file"): TaintOrigin(.generated)])
        #expect(taint(graph, "candidates") == .generated)
    }

    @Test("of a claim without a search is the highest of any step; without a step, that of its evidence")
    func noSearch() throws {
        #expect(try RunOfStatements().claim { $0.steps.removeLast() }.taint == .processed)
        #expect(try RunOfStatements().claim { $0.steps = [] }.taint == .asReceived)
        let unknown = try RunOfStatements().claim {
            $0.steps = []
            $0.about = "thing"
        }
        #expect(unknown.taint == .learnedOrUnknown)
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

    @Test("follows a disclosed geometry of a built-in step, and is everywhere where it is withheld or no map")
    func geometry() throws {
        let mark = ExternalMark(.generated, in: Region(PixelRect(left: 0, top: 0, right: 10, bottom: 10)!))
        let size = PixelSize(width: 1_000, height: 1_000)
        let marked = TaintOrigin(.asReceived, marks: [mark], size: size)
        var origins = [
            RunOfStatements.name("file"): TaintOrigin(.asReceived), RunOfStatements.name("pixels"): marked,
        ]
        // Half the size: 5 pixels, and the 18 that a JPEG can mix with its own.
        func taint(_ operation: String, _ geometry: JSON?, from left: Int = 23) throws -> Taint {
            let steps = try steps {
                $0.steps = [.init(operation, [("evidence", "file"), ("pixels", "pixels")], [("reduced", "reduced")])]
            }
            let graph = TaintGraph(steps: steps, origins: origins) { _ in geometry }
            let region = Region(PixelRect(left: left, top: 0, right: 500, bottom: 500)!)
            return graph.taint(of: RunOfStatements.name("reduced"), within: region)
        }
        func geometry(_ map: [Int64], source: Int64 = 1_000) -> JSON {
            [
                "map": .array(map.map { .integer($0) }), "width": 500, "height": 500,
                "source_width": .integer(source), "source_height": .integer(source),
            ]
        }
        let half: [Int64] = [2_000, 0, 1_000, 1_000, 0, 2_000, 1_000, 1_000]
        #expect(try taint("reduce.area-average-jpeg", geometry(half)) == .processed)
        #expect(try taint("reduce.area-average-jpeg", geometry(half), from: 22) == .generated)
        #expect(try taint("reduce.area-average-jpeg", nil) == .generated)
        #expect(try taint("reduce.area-average-jpeg", .null) == .generated)
        #expect(try taint("reduce.area-average-jpeg", geometry(Array(half.dropLast()))) == .generated)
        #expect(try taint("reduce.area-average-jpeg", geometry(half, source: 999)) == .generated)
        #expect(try taint("reduce.area-average-jpeg", geometry(half, source: 0)) == .generated)
        #expect(try taint("crop by somebody", geometry(half)) == .generated)
        // The map is of the pixels; what it would say of the file's is nothing.
        origins = [
            RunOfStatements.name("pixels"): TaintOrigin(.asReceived), RunOfStatements.name("file"): marked,
        ]
        #expect(try taint("reduce.area-average-jpeg", geometry(half)) == .generated)
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
    @Test("of models is a document that states each rule and its effect, and the one that published claims name")
    func ofModels() throws {
        let json = try JSONParser.parse(ModelPolicy.bytes, as: "policy", limits: .init(bytes: 1 << 16))
        #expect(json["policy"] == "exhibit-policy-models-v1")
        let rules = try #require(json["rules"]?.elements)
        for rule in rules {
            let reason = try #require(rule["rule"]?.text.flatMap { Reason(rawValue: $0) })
            #expect(rule["effect"]?.text == reason.effect.rawValue)
        }
        let unused: Set<Reason> = [.lowQuality, .unstable, .person, .noCandidate, .borderline, .candidates]
        #expect(
            Set(rules.compactMap { $0["rule"]?.text })
                == Set(Reason.allCases.filter { !unused.contains($0) }.map(\.rawValue)))
        #expect(ModelPolicy.name.hash.hex == "b05344f6c8edd522614eb459e5b33cbfda80806df934c3f701bf5623aa3dc332")
    }

    @Test("is a document that states each rule and its effect")
    func document() throws {
        let json = try JSONParser.parse(Policy.current.bytes, as: "policy", limits: .init(bytes: 1 << 16))
        #expect(json["policy"] == "exhibit-policy-v1")
        #expect(
            json["match"] == ["maximum_distance": 31, "minimum_quality": 50, "maximum_unstable_bits": 8])
        let rules = try #require(json["rules"]?.elements)
        let others: Set<Reason> = [.person, .unconfined, .noThreshold, .belowThreshold, .reachesThreshold]
        let reasons = Reason.allCases.filter { !others.contains($0) }
        #expect(rules.compactMap { $0["rule"]?.text } == reasons.map(\.rawValue))
        #expect(rules.compactMap { $0["effect"]?.text } == reasons.map(\.effect.rawValue))
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
            refusing == [
                .runFailed, .notDecoded, .lowQuality, .unstable, .personWithoutCalibration, .person, .generatedPixels,
            ])
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
