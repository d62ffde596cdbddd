import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

@Suite("Bounds of error rates")
struct ErrorRateBoundTests {
    @Test func `Clopper and Pearson's bounds are those of the vectors`() throws {
        let vectors = try BoundVectors.read().clopperPearson
        #expect(vectors.count == 13)
        for vector in vectors {
            let bounds = try ErrorRateBounds(errors: vector.k, trials: vector.n)
            let interval = try bounds.interval()
            #expect(isClose(try bounds.upper(), vector.upper95OneSided, within: 1e-13), "\(vector)")
            #expect(isClose(interval.lowerBound, vector.lower95TwoSided, within: 1e-13), "\(vector)")
            #expect(isClose(interval.upperBound, vector.upper95TwoSided, within: 1e-13), "\(vector)")
        }
    }

    @Test(arguments: [
        (0, 10, "0.258865550893", "0", "0.308497107819"), (0, 30, "0.0950338528553", "0", "0.115703308222"),
        (0, 100, "0.0295130496070", "0", "0.0362166926452"), (0, 300, "0.00993608194446", "0", "0.0122209746943"),
        (0, 1_000, "0.00299124954510", "0", "0.00368208389687"),
        (0, 3_000, "0.000998079011997", "0", "0.00122887080383"),
        (0, 1_000_000, "2.99572778635e-6", "0", "3.68887265021e-6"),
        (1, 100, "0.0465598114535", "0.000253146032977", "0.0544593853921"),
        (3, 300, "0.0256413930826", "0.00206700723509", "0.0289445112557"),
        (30, 3_000, "0.0135393076206", "0.00675684296735", "0.0142450741738"),
        (2, 10, "0.506901301063", "0.0252107263268", "0.556095462308"),
    ])
    func `Printed bounds come out to the last digit`(k: Int, n: Int, upper: String, low: String, high: String) throws {
        let bounds = try ErrorRateBounds(errors: k, trials: n)
        let interval = try bounds.interval(confidence: 0.95)
        #expect(isPrinted(try bounds.upper(), as: upper))
        #expect(isPrinted(interval.lowerBound, as: low))
        #expect(isPrinted(interval.upperBound, as: high))
    }

    @Test func `Bounds of many trials are right, where a difference of log-gammas has no digits left`() throws {
        // Solved in 30 digits and more for P(X ≤ k) = 0.05 and P(X ≥ k) = 0.05, by summing binomial terms.
        for (k, n, upper, lower) in [
            (1, 1_000_000_000_000, 4.743864518381697e-12, 5.1293294387549265e-14),
            (3, 1_000_000_000_000, 7.753656527914297e-12, 8.17691447164437e-13),
            (200, 1_000_000_000_000, 2.2487435104653377e-10, 1.7732048703496337e-10),
            (5_000, 1_000_000_000_000, 5.117886079106022e-09, 4.884262568113973e-09),
            (20_000, 50_000, 0.4036179170819768, 0.39639066084987495),
            (49_000, 50_000, 0.9810191817408542, 0.9789392851040981),
        ] {
            let bounds = try ErrorRateBounds(errors: k, trials: n)
            #expect(isClose(try bounds.upper(), upper, within: 1e-13), "\(k) of \(n)")
            #expect(isClose(try bounds.lower(), lower, within: 1e-13), "\(k) of \(n)")
        }
    }

    @Test(arguments: [
        (0.1, 29), (0.05, 59), (0.01, 299), (0.005, 598), (0.003, 998), (0.001, 2_995), (1e-4, 29_956), (1e-5, 299_572),
        (1e-6, 2_995_731),
    ])
    func `Clean trials needed are the printed ones, and one fewer is too few`(rate: Double, needed: Int) throws {
        #expect(try ErrorRateBounds.cleanTrialsNeeded(for: rate) == needed)
        #expect(try ErrorRateBounds(errors: 0, trials: needed).upper() <= rate)
        #expect(try ErrorRateBounds(errors: 0, trials: needed - 1).upper() > rate)
    }

    @Test func `Every upper bound falls with trials and rises with errors and confidence`() throws {
        let random = FixedRandomness("bounds")
        for _ in 0..<400 {
            let n = 2 + random.number(below: [9, 1_000, 100_000, 1_000_000_000][random.number(below: 4)])
            let k = random.number(below: min(n - 1, 1 + (n >> random.number(below: 20))))
            let bounds = try ErrorRateBounds(errors: k, trials: n)
            let upper = try bounds.upper()
            #expect(try ErrorRateBounds(errors: k, trials: n + 1).upper() < upper)
            #expect(try ErrorRateBounds(errors: k + 1, trials: n).upper() > upper)
            #expect(try bounds.upper(confidence: 0.96) > upper)
            #expect(try bounds.lower() <= Double(k) / Double(n) && Double(k) / Double(n) < upper)
            // Who calls right wrong has the other bound.
            let mirrored = try ErrorRateBounds(errors: n - k, trials: n).lower()
            #expect(abs(1 - mirrored - upper) < 1e-15)
            let interval = try bounds.interval(confidence: 0.9)
            #expect(isClose(interval.upperBound, upper, within: 1e-12))
        }
    }

    @Test func `Where nothing was tried nothing is bounded`() throws {
        let nothing = try ErrorRateBounds(errors: 0, trials: 0)
        #expect(try nothing.upper() == 1)
        #expect(try nothing.lower() == 0)
        let always = try ErrorRateBounds(errors: 7, trials: 7)
        #expect(try always.upper() == 1)
        #expect(isClose(try always.lower(), pow(0.05, 1.0 / 7), within: 1e-14))
    }

    @Test func `Counts and levels that cannot be are refused in words`() throws {
        #expect(throws: BoundsError.moreThan("The errors", of: "the trials")) {
            try ErrorRateBounds(errors: 4, trials: 3)
        }
        #expect(throws: BoundsError.negative("The number of errors")) { try ErrorRateBounds(errors: -1, trials: 3) }
        #expect(throws: BoundsError.tooMany("The number of trials")) { try ErrorRateBounds(errors: 0, trials: .max) }
        let bounds = try ErrorRateBounds(errors: 1, trials: 3)
        for confidence in [0, 1, -0.5, 1.5, .nan, .infinity, 1e-300, 1.0.nextUp] {
            #expect(throws: BoundsError.notAProbability("The confidence")) { try bounds.upper(confidence: confidence) }
        }
        #expect(BoundsError.notAProbability("The confidence").description.contains("from 0 to 1"))
    }

    @Test func `Hostile counts and levels end in a probability or in words, never in a trap`() throws {
        for k in hostileCounts {
            for n in hostileCounts {
                guard let bounds = try? ErrorRateBounds(errors: k, trials: n) else { continue }
                for confidence in [1e-15, 1e-9, 0.05, 0.5, 0.95, 1 - 1e-9, 1.0.nextDown] {
                    let (lower, upper) = (
                        try bounds.lower(confidence: confidence), try bounds.upper(confidence: confidence)
                    )
                    #expect((0...1).contains(lower) && (0...1).contains(upper), "\(k) \(n) \(confidence)")
                }
            }
        }
        #expect(try ErrorRateBounds.cleanTrialsNeeded(for: 0) == nil)
        #expect(try ErrorRateBounds.cleanTrialsNeeded(for: .leastNonzeroMagnitude) == nil)
        #expect(try ErrorRateBounds.cleanTrialsNeeded(for: 1) == 0)
        #expect(try ErrorRateBounds.cleanTrialsNeeded(for: 1.0.nextDown) == 1)
        #expect(throws: BoundsError.notAProbability("The error rate")) {
            try ErrorRateBounds.cleanTrialsNeeded(for: .nan)
        }
    }

    @Test func `All pairs of m pictures count as half of m trials`() throws {
        let counts = try PairCounts(sources: 1_000)
        #expect(counts.pairs == 499_500)
        #expect(counts.independent == 500)
        let upper = try ErrorRateBounds(errors: 0, trials: counts.independent).upper()
        #expect(isPrinted(upper, as: "0.0060"))
        let pairs = try [0, 1, 2, 7].map { try PairCounts(sources: $0) }
        #expect(pairs.map(\.pairs) == [0, 0, 1, 21])
        #expect(pairs.map(\.independent) == [0, 0, 1, 3])
        #expect(throws: BoundsError.negative("The number of sources")) { try PairCounts(sources: -1) }
        #expect(throws: BoundsError.self) { try PairCounts(sources: 1_000_000_001) }
    }

    @Test func `Three wrong irises of 150 are at most a lead`() throws {
        let upper = try ErrorRateBounds(errors: 3, trials: 150).upper()
        #expect(isPrinted(upper, as: "0.0509"))
    }
}
