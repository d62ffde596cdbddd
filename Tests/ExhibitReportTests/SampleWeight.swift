import ExhibitReport

/// What a claim of copy detection may be worth: a test with 600 pictures of one collection.
extension Sample {
    static func weighedView(_ status: ReportView.Status = .lead) -> ReportView {
        var view = view(status)
        view.claim.ceilingReason = "No item corroborates this that derives from another picture."
        view.claim.errorRate = .bounded(
            "At most a share of 0.00993608194446 of such searches name an unrelated picture (0 of 300, one-sided 95 % bound)."
        )
        view.claim.reasons = [.init(code: "P12", text: "No corroboration is recorded.")]
        view.claim.propositions = [
            "The evidence was made from reference 1.", "It was made from another picture of the same harbour.",
        ]
        view.weight = weight
        return view
    }

    static let weight = ReportView.Weight(
        cell: "quality 80 to 100", sameIndependent: 300, differentIndependent: 300, calibration: hex(50),
        calibrationPosition: 8, made: "2026-03-12T11:00:00Z",
        conditions: .given("Scans of prints, re-coded, cropped or reduced; no photographs of prints."), asked: .before,
        logRatio: "2.47856649559", words: "moderate support", cap: "It was capped by n = 300 independent comparisons.",
        runnerUp: "4.87856649559",
        posteriors: [
            .init(prior: "0.5", basis: .even, population: nil, value: "0.996688741722"),
            .init(prior: "0.0000833333333333", basis: .population, population: 12_000, value: "0.0244684047281"),
            .init(prior: "0.01", basis: .declared, population: nil, value: "0.7525"),
        ],
        coincidences: "0.00998575274665", falsePositives: "0.00993608194446", falseMatchRate: "0.00993608194446",
        searched: 612, tested: 599, trials: 300, errors: 0, isDirect: true, score: 6, threshold: 31, same: bars(same),
        different: bars(different), searches: bars(nearest),
        tippett: tippett.map { .init(ratio: $0.0, same: $0.1, different: $0.2) },
        crossEntropy: crossEntropy.map { .init(prior: $0.0, bits: $0.1, neutral: $0.2) },
        reliability: reliability.map { .init(count: $0.0, stated: $0.1, observed: $0.2, lower: $0.3, upper: $0.4) },
        cllr: "0.029067275", cllrMin: "0.0187100211", cllrCal: "0.0103572539")

    private static func bars(_ counts: [(Int, Int)]) -> [ReportView.Weight.Bar] {
        counts.map { .init(distance: $0.0, count: $0.1) }
    }

    private static let same = [
        (0, 164), (2, 219), (4, 164), (6, 144), (8, 104), (10, 74), (12, 57), (14, 40), (16, 41), (18, 30),
        (20, 27), (22, 20), (24, 19), (26, 7), (28, 9), (30, 10), (32, 6), (34, 5), (36, 6), (38, 8), (42, 3),
        (44, 2), (46, 4), (48, 1), (50, 2), (52, 4), (54, 1), (56, 2), (58, 2), (60, 4), (62, 2), (64, 4),
        (66, 3), (68, 4), (70, 4), (72, 1), (80, 1), (88, 1), (90, 1),
    ]

    private static let different = [
        (92, 1), (94, 5), (96, 5), (98, 8), (100, 19), (102, 18), (104, 27), (106, 35), (108, 76), (110, 97),
        (112, 103), (114, 144), (116, 180), (118, 183), (120, 255), (122, 275), (124, 250), (126, 297),
        (128, 303), (130, 281), (132, 266), (134, 228), (136, 196), (138, 181), (140, 137), (142, 106),
        (144, 109), (146, 76), (148, 59), (150, 31), (152, 23), (154, 13), (156, 4), (158, 2), (160, 2),
        (162, 3), (164, 1), (168, 1),
    ]

    private static let nearest = [
        (80, 1), (82, 5), (84, 9), (86, 22), (88, 30), (90, 61), (92, 108), (94, 118), (96, 129),
        (98, 78), (100, 32), (102, 6), (104, 1),
    ]

    private static let tippett = [
        ("-2.4", "1", "1"), ("-2.25", "1", "0.00025"), ("-2.1", "1", "0"), ("-1.95", "0.999166667", "0"),
        ("-1.35", "0.998333333", "0"), ("-0.75", "0.9975", "0"), ("-0.6", "0.996666667", "0"),
        ("-0.45", "0.993333333", "0"), ("-0.15", "0.9875", "0"), ("0", "0.984166667", "0"),
        ("0.15", "0.9825", "0"), ("0.3", "0.979166667", "0"), ("0.45", "0.9775", "0"),
        ("0.6", "0.975833333", "0"), ("0.75", "0.975", "0"), ("0.9", "0.971666667", "0"),
        ("1.2", "0.969166667", "0"), ("1.35", "0.965833333", "0"), ("1.5", "0.964166667", "0"),
        ("1.8", "0.961666667", "0"), ("1.95", "0.955", "0"), ("2.1", "0.95", "0"),
        ("2.25", "0.945833333", "0"), ("2.477121", "0.9325", "0"),
    ]

    private static let crossEntropy = [
        ("0.00009999", "0.000543075", "0.001472901"), ("0.000316128", "0.00121832", "0.004131686"),
        ("0.000999001", "0.002425605", "0.011397803"), ("0.003152309", "0.004168451", "0.030734365"),
        ("0.00990099", "0.006453292", "0.080136047"), ("0.03065343", "0.009993601", "0.197658267"),
        ("0.090909091", "0.016066623", "0.439496987"), ("0.240253073", "0.024321162", "0.795460878"),
        ("0.5", "0.029067275", "1"), ("0.759746927", "0.025002866", "0.795460878"),
        ("0.909090909", "0.017296688", "0.439496987"), ("0.96934657", "0.011311095", "0.197658267"),
        ("0.99009901", "0.00742332", "0.080136047"), ("0.996847691", "0.004701657", "0.030734365"),
        ("0.999000999", "0.002653893", "0.011397803"), ("0.999683872", "0.001300439", "0.004131686"),
        ("0.99990001", "0.000570265", "0.001472901"),
    ]

    private static let reliability: [(Int, String?, String?, String?, String?)] = [
        (4003, "0.003978142", "0.000749438", "0.000254904", "0.002201295"), (1, "0.150979557", "1", nil, nil),
        (8, "0.231325488", "1", nil, nil), (3, "0.333860575", "1", nil, nil),
        (4, "0.414501321", "1", nil, nil), (6, "0.556999119", "1", nil, nil),
        (2, "0.666139425", "1", nil, nil), (3, "0.758486019", "1", nil, nil),
        (6, "0.862075039", "1", nil, nil), (1164, "0.996118283", "1", "0.996710513", "1"),
    ]
}
