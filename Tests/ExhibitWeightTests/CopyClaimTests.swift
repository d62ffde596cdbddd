import ExhibitCore
import ExhibitWeight
import Testing

@Suite("What may be claimed from a run of copy detection")
struct CopyClaimTests {
    private let honest = RunOfStatements()

    @Test("A close picture is a lead, without any number")
    func lead() throws {
        let claim = try honest.claim()
        #expect(claim.status == .lead)
        #expect(claim.ceiling == .lead)
        #expect(claim.reasons == [.noCalibration, .candidates])
        #expect(claim.named == [RunOfStatements.name("candidate 1")])
        #expect(claim.taint == .processed)
        #expect(claim.facts.isEmpty)
    }

    @Test("A set without a close picture is inconclusive, and that excludes nothing")
    func inconclusive() throws {
        for candidates in [[], [(distance: 32, quality: 100, unstable: 0)]]
            as [[(distance: Int64, quality: Int64, unstable: Int64)]]
        {
            let claim = try honest.claim { $0.candidates = candidates }
            #expect(claim.status == .inconclusive)
            #expect(claim.ceiling == .lead)
            #expect(claim.reasons == [.noCalibration, .noCandidate])
            #expect(claim.named.isEmpty)
        }
    }

    @Test(
        "The published distance is 31, quality 50, and 8 unstable bits",
        arguments: [
            (31, 50, 8, true), (32, 50, 8, false), (31, 49, 8, false), (31, 50, 9, false), (0, 100, 0, true),
        ] as [(Int64, Int64, Int64, Bool)])
    func thresholds(distance: Int64, quality: Int64, unstable: Int64, named: Bool) throws {
        let claim = try honest.claim { $0.candidates = [(distance, quality, unstable)] }
        #expect(claim.named.isEmpty != named)
        #expect(claim.status == (named ? .lead : .inconclusive))
    }

    @Test(
        "A probe of little detail or of noise is refused, at its own bounds",
        arguments: [
            (50, 8, []), (49, 8, [Reason.lowQuality]), (50, 9, [.unstable]), (49, 9, [.lowQuality, .unstable]),
        ]
            as [(Int64, Int64, [Reason])])
    func probe(quality: Int64, unstable: Int64, refusals: [Reason]) throws {
        let claim = try honest.claim {
            $0.probeQuality = quality
            $0.probeUnstable = unstable
            $0.candidates = [(0, 100, 0)]
        }
        #expect(claim.reasons == refusals + [.noCalibration] + (refusals.isEmpty ? [.candidates] : []))
        #expect(claim.status == (refusals.isEmpty ? .lead : .refused))
        #expect(claim.ceiling == claim.status)
        #expect(claim.named.isEmpty == !refusals.isEmpty)
    }

    @Test(
        "Unstable bits of both hashes count against a candidate near the bound",
        arguments: [(25, 3, 3, false), (25, 4, 3, true), (31, 0, 0, false), (31, 1, 0, true), (31, 0, 1, true)]
            as [(Int64, Int64, Int64, Bool)])
    func borderline(distance: Int64, unstable: Int64, probe: Int64, noted: Bool) throws {
        let claim = try honest.claim {
            $0.probeUnstable = probe
            $0.candidates = [(distance, 100, unstable)]
        }
        #expect(claim.reasons == [.noCalibration, .candidates] + (noted ? [.borderline] : []))
        #expect(claim.status == .lead)
    }

    @Test("Of several candidates, those within the bounds are named by rank")
    func several() throws {
        let claim = try honest.claim {
            $0.candidates = [(1, 100, 0), (2, 49, 0), (3, 100, 9), (31, 50, 8), (32, 100, 0)]
        }
        #expect(claim.named == [1, 4].map { RunOfStatements.name("candidate \($0)") })
        #expect(claim.reasons == [.noCalibration, .candidates, .borderline])
    }

    @Test(
        "A question about a person is refused, whatever was found and whoever stated the origin",
        arguments: ["unknown", "stated"])
    func person(origin: String) throws {
        let claim = try honest.claim {
            $0.about = "person"
            $0.origin = origin
        }
        #expect(claim.status == .refused)
        #expect(claim.ceiling == .refused)
        #expect(claim.named.isEmpty)
        #expect(claim.reasons.first == .personWithoutCalibration)
        #expect(claim.reasons.contains(.originUnknown) == (origin == "unknown"))
        #expect(!claim.reasons.contains(.candidates))
    }

    @Test(
        "Unknown origin limits a question about a thing, and none about the picture itself",
        arguments: [
            ("thing", "unknown", Taint.learnedOrUnknown, [Reason.originUnknown, .noCalibration, .candidates]),
            ("thing", "stated", .processed, [.noCalibration, .candidates]),
            ("picture", "unknown", .processed, [.noCalibration, .candidates]),
        ])
    func origin(about: String, origin: String, taint: Taint, reasons: [Reason]) throws {
        let claim = try honest.claim {
            $0.about = about
            $0.origin = origin
        }
        #expect(claim.taint == taint)
        #expect(claim.reasons == reasons)
        #expect(claim.status == .lead)
    }

    @Test("A file that was not decoded is refused for that alone", arguments: ["undecodable", "kept", "empty"])
    func notDecoded(outcome: String) throws {
        let claim = try honest.claim {
            $0.evidenceOutcome = outcome
            $0.runOutcome = "failed"
            $0.candidates = nil
            $0.steps = []
        }
        #expect(claim.reasons == [.notDecoded, .noCalibration])
        #expect(claim.status == .refused)
        #expect(claim.taint == .asReceived)
    }

    @Test("A damaged file is compared, and said to be damaged")
    func damaged() throws {
        let claim = try honest.claim { $0.evidenceOutcome = "damaged" }
        #expect(claim.reasons == [.noCalibration, .damagedFile, .candidates])
        #expect(claim.status == .lead)
    }

    @Test("A run that failed, or that has no list, is refused")
    func failed() throws {
        let changes: [(inout RunOfStatements) -> Void] = [
            { $0.runOutcome = "failed" }, { $0.candidates = nil },
            {
                $0.runOutcome = "failed"
                $0.candidates = nil
            },
        ]
        for change in changes {
            let claim = try honest.claim(change)
            #expect(claim.reasons == [.runFailed, .noCalibration])
            #expect(claim.status == .refused)
            #expect(claim.named.isEmpty)
        }
    }

    @Test("Refusals come in one order, before limits and notes")
    func order() throws {
        let claim = try honest.claim {
            $0.about = "person"
            $0.runOutcome = "failed"
            $0.evidenceOutcome = "damaged"
            $0.probeQuality = 0
            $0.probeUnstable = 256
        }
        #expect(
            claim.reasons == [
                .runFailed, .lowQuality, .unstable, .personWithoutCalibration, .originUnknown, .noCalibration,
                .damagedFile,
            ])
    }

    @Test("The body of a claim holds what was computed, under the policy's digest")
    func body() throws {
        let body = try honest.claim().body
        #expect(Set(body.keys) == ["about", "status", "ceiling", "reasons", "taint", "named", "facts", "policy"])
        #expect(body["status"] == "LEAD")
        #expect(body["reasons"] == ["P04.no-calibration", "P17.candidates"])
        #expect(body["policy"] == .string(TypedName.open(Policy.current.bytes).description))
    }

    @Test("At most 64 candidates are named")
    func many() throws {
        let claim = try honest.claim { $0.candidates = (0..<70).map { _ in (1, 100, 0) } }
        #expect(claim.named.count == 64)
    }
}

@Suite("Equal identities")
struct FactTests {
    private func facts(_ inputs: [(String, String)], _ outputs: [(String, String)], _ operation: String = "jpeg.decode")
        throws
        -> [CopyClaim.Fact.Relation]
    {
        var run = RunOfStatements()
        run.steps.append(.init(operation, inputs, outputs))
        return try run.claim().facts.map(\.relation)
    }

    @Test("are facts about a reference that was decoded, each for itself")
    func each() throws {
        let outputs = [("coefficients", "coefficients"), ("pixels", "pixels")]
        #expect(try facts([("reference", "file")], outputs) == [.sameFile, .sameCoefficients, .samePixels])
        #expect(try facts([("reference", "other")], outputs) == [.sameCoefficients, .samePixels])
        #expect(try facts([("reference", "other")], [("coefficients", "x"), ("pixels", "pixels")]) == [.samePixels])
        #expect(try facts([("reference", "other")], [("coefficients", "x"), ("pixels", "y")]) == [])
    }

    @Test("are none of the evidence with itself, nor of a step that decodes nothing")
    func none() throws {
        #expect(try facts([("evidence", "file")], [("pixels", "pixels")]) == [])
        #expect(try facts([("reference", "file")], [("pixels", "pixels")], "pdq.hash") == [])
        #expect(try facts([("reference", "file")], [("pixels", "pixels")], "other.decode") == [])
    }

    @Test("do not lift a refusal")
    func refusal() throws {
        var run = RunOfStatements(about: "person")
        run.steps.append(.init("jpeg.decode", [("reference", "file")], [("pixels", "pixels")]))
        let claim = try run.claim()
        #expect(claim.facts.map(\.relation) == [.sameFile, .samePixels])
        #expect(claim.status == .refused)
    }
}
