import ExhibitReport

/// Plausible views, in the shape of a search for copied pictures.
enum Sample {
    static func hex(_ seed: UInt64) -> String {
        var state = seed
        return (0..<4).map { _ in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            let digits = String(mixed ^ (mixed >> 31), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    static func view(_ status: ReportView.Status = .lead) -> ReportView {
        ReportView(
            header: header, claim: claim(status), evidence: picture(10, 1600, 1200),
            references: [.init(rank: 1, picture: picture(20, 1024, 768))], candidates: candidates, scores: [],
            model: model,
            gallery: .init(members: 12, usable: 11, manifest: "sealed:" + hex(30), statement: hex(31)), runs: runs,
            // A refusal draws no picture of a candidate.
            steps: status == .refused ? steps.dropLast() : steps, entries: entries, completeness: completeness,
            slots: slots, objections: [])
    }

    static let header = ReportView.Header(
        salt: hex(1), language: .english, program: "exhibit 0.1.0", ledgerID: hex(2),
        publisher: "Harbour Museum, Picture Desk", contact: "desk@harbour.example", recorded: "2026-03-14T09:00:00Z",
        claimPosition: 21, claimStatement: hex(3))

    static func claim(_ status: ReportView.Status) -> ReportView.Claim {
        ReportView.Claim(
            status: status, question: .given("Is this a copy of a picture in the collection?"), subject: .picture,
            claimed: "The evidence may show the same picture as reference 1.",
            ceiling: status == .refused ? .refused : .lead,
            ceilingReason: "No calibration is named, so nothing bounds how often this is wrong.",
            errorRate: .notMeasured, facts: ["The evidence and reference 1 have the same decoded pixels."],
            origin: .unknown,
            taint: .init(
                comparison: .fixedOperations, nomination: .fixedOperations,
                informationLost: "colour, and detail finer than a 64 by 64 grid."),
            reasons: [
                .init(code: "P04", text: "No calibration is named: no number is given."),
                .init(code: "P12", text: "No corroboration is recorded."),
            ], policy: nil, propositions: [], corroboration: [], contraryEvidence: [])
    }

    static func picture(_ seed: UInt64, _ width: Int, _ height: Int) -> ReportView.Picture {
        ReportView.Picture(
            jpeg: .given([0xFF, 0xD8, 0xFF, 0xE0] + hex(seed).utf8), width: 320, height: 240, originalWidth: width,
            originalHeight: height, mediaType: "image/jpeg", name: "sealed:" + hex(seed),
            identities: [
                .init(name: "SHA-256 of the file", value: .given(hex(seed + 1))),
                .init(name: "bytes", value: .given("284311")), .init(name: "perceptual hash", value: .withheld),
            ], generated: false, alternative: "The picture as received, reduced")
    }

    static let candidates: [ReportView.Candidate] = [
        .init(
            rank: 1, name: "sealed:" + hex(20), distance: 6, quality: 100, unstableBits: 2,
            label: .given("Inventory 1931/44, harbour from the east"), withinPublishedThreshold: true,
            equalIdentities: ["same pixels"]),
        .init(
            rank: 2, name: "sealed:" + hex(41), distance: 104, quality: 100, unstableBits: 1, label: .withheld,
            withinPublishedThreshold: false, equalIdentities: []),
        .init(
            rank: 3, name: "sealed:" + hex(42), distance: nil, quality: 12, unstableBits: 31, label: .withheld,
            withinPublishedThreshold: false, equalIdentities: []),
    ]

    static let model = ReportView.Model(
        name: "pdq", version: "1", manifest: hex(50), scoreDirection: "a lower distance is more alike",
        scoreRange: "even integers from 0 to 256", generatesPixels: false,
        conditions: "whole pictures of photographic kind; not crops, rotations or forms", runner: "exhibit.pdq",
        confinement: .builtIn, tolerance: "nothing: bit for bit",
        parameters: [.init(name: "threshold", value: "31"), .init(name: "depth", value: "3")])

    static let runs: [ReportView.Run] = [
        .init(
            position: 9, statement: hex(60), opened: "2026-03-13T16:00:00Z", model: "pdq 1", outcome: .failed,
            status: nil, isOfThisReport: false),
        .init(
            position: 13, statement: hex(61), opened: "2026-03-13T17:00:00Z", model: "pdq 1",
            outcome: .unfinished, status: nil, isOfThisReport: false),
        .init(
            position: 15, statement: hex(62), opened: "2026-03-14T09:00:00Z", model: "pdq 1",
            outcome: .completed, status: .lead, isOfThisReport: true),
    ]
}
