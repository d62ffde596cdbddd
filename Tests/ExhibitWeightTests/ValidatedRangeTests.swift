import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

@Suite("Validated range and drift")
struct ValidatedRangeTests {
    private let reference = (0..<20).map { 120 + 20 * Double($0) }
    private let batch: [Double] = [40, 52, 61, 75, 90, 118, 131, 150, 170, 210]

    @Test(arguments: [
        (300, 3_000, CellSupport.identification), (299, 3_000, CellSupport.lead), (300, 2_999, CellSupport.lead),
        (30, 300, CellSupport.lead),
        (29, 300, .insufficient), (30, 299, .insufficient), (1, 1, .insufficient), (0, 3_000, .refused),
        (300, 0, .refused), (0, 0, .refused), (1_000_000_000_000, 1_000_000_000_000, .identification),
    ])
    func `A cell carries what was measured in it`(same: Int, different: Int, support: CellSupport) throws {
        #expect(try ValidatedCell(sameSource: same, differentSource: different).support() == support)
    }

    @Test func `A stricter requirement only lowers support, and a cell never loses by more comparisons`() throws {
        let counts = [0, 1, 29, 30, 299, 300, 2_999, 3_000, 10_000]
        for same in counts {
            for different in counts {
                let cell = try ValidatedCell(sameSource: same, differentSource: different)
                let stricter = CellRequirement(sameSource: 500, differentSource: 5_000)
                #expect(cell.support(identification: stricter) <= cell.support())
                #expect(cell.support(lead: stricter) <= cell.support())
                let larger = try ValidatedCell(sameSource: same + 1, differentSource: different + 1)
                #expect(larger.support() >= cell.support())
            }
        }
        #expect(throws: BoundsError.self) { try ValidatedCell(sameSource: -1, differentSource: 1) }
    }

    @Test func `Conformal probabilities are the printed ones`() throws {
        #expect(reference.count == 20 && reference.last == 500)
        for (evidence, printed) in [(130.0, "0.0952380952"), (118, "0.0476190476"), (40, "0.0476190476")] {
            #expect(isPrinted(try Conformal.probability(of: evidence, among: reference), as: printed))
        }
        #expect(try Conformal.probability(of: 501, among: reference, tail: .high) == 1 / 21.0)
        #expect(try Conformal.probability(of: 120, among: reference, tail: .high) == 1)
        // One in a hundred cannot be found with fewer than 99.
        let ninetyNine = [Double](repeating: 5, count: 99)
        #expect(try Conformal.probability(of: 4, among: ninetyNine) <= 0.01)
        #expect(try Conformal.probability(of: 4, among: Array(ninetyNine.dropLast())) > 0.01)
        #expect(throws: BoundsError.self) { try Conformal.probability(of: .nan, among: reference) }
        #expect(throws: BoundsError.self) { try Conformal.probability(of: 1, among: [1, .nan]) }
        #expect(throws: BoundsError.empty("the reference values")) { try Conformal.probability(of: 1, among: []) }
    }

    @Test func `The printed batch has drifted`() throws {
        let drift = try #require(try BatchDrift(batch: batch, reference: reference))
        #expect(drift.test.distance == 0.75 && drift.test.method == .exact)
        #expect(isPrinted(drift.test.probability, as: "0.000509435592"))
        #expect(isPrinted(drift.wasserstein, as: "200.3"))
        #expect(drift.isDrifted())
        #expect(try BatchDrift(batch: Array(batch.dropLast()), reference: reference) == nil)
        let same = try #require(try BatchDrift(batch: reference, reference: reference))
        #expect(same.test.distance == 0 && same.test.probability == 1 && same.wasserstein == 0 && !same.isDrifted())
        #expect(same.isDrifted(stabilityIndex: 0.26) && !same.isDrifted(stabilityIndex: 0.25))
        #expect(same.isDrifted(stabilityIndex: .nan) && same.isDrifted(stabilityIndex: .infinity))
    }

    @Test func `The stability index is the printed one`() throws {
        let index = try BatchDrift.stabilityIndex(
            actual: [0.3, 0.3, 0.2, 0.15, 0.05], expected: [0.1, 0.2, 0.3, 0.25, 0.15])
        #expect(isPrinted(index, as: "0.461759270599"))
        #expect(try BatchDrift.stabilityIndex(actual: [0.5, 0.5, 0], expected: [0.5, 0.5, 0]) == 0)
        #expect(try BatchDrift.stabilityIndex(actual: [1, 0], expected: [0.5, 0.5]) == .infinity)
        #expect(throws: BoundsError.self) { try BatchDrift.stabilityIndex(actual: [0.5, 0.4], expected: [0.5, 0.5]) }
        #expect(throws: BoundsError.self) { try BatchDrift.stabilityIndex(actual: [1], expected: [0.5, 0.5]) }
        #expect(throws: BoundsError.self) { try BatchDrift.stabilityIndex(actual: [.nan, 1], expected: [0, 1]) }
        #expect(throws: BoundsError.self) { try BatchDrift.stabilityIndex(actual: [], expected: []) }
    }

    @Test func `The exact probability is the share of all orders with so large a distance`() throws {
        // Every way in which three and four values can be interleaved.
        var distances: [Double] = []
        for mask in 0..<128 where mask.nonzeroBitCount == 3 {
            let one = (0..<7).filter { mask >> $0 & 1 == 1 }.map(Double.init)
            let other = (0..<7).filter { mask >> $0 & 1 == 0 }.map(Double.init)
            distances.append(try KolmogorovSmirnov(one, other).distance)
        }
        #expect(distances.count == 35)
        for mask in 0..<128 where mask.nonzeroBitCount == 3 {
            let one = (0..<7).filter { mask >> $0 & 1 == 1 }.map(Double.init)
            let other = (0..<7).filter { mask >> $0 & 1 == 0 }.map(Double.init)
            let test = try KolmogorovSmirnov(one, other)
            let share = Double(distances.filter { $0 >= test.distance }.count) / 35
            #expect(isClose(test.probability, share, within: 1e-13))
            #expect(test == (try KolmogorovSmirnov(other.reversed(), one)))
        }
    }

    @Test func `A very small probability keeps its digits and a large sample has the limiting one`() throws {
        // All of 60 below all of 60: two orders of (120 choose 60).
        let apart = try KolmogorovSmirnov((0..<60).map(Double.init), (60..<120).map(Double.init))
        #expect(apart.distance == 1 && isClose(apart.probability, 2 / 9.661490884036332e34, within: 1e-12))
        let large = (0...KolmogorovSmirnov.largestExact).map(Double.init)
        let moved = try KolmogorovSmirnov(large, large.map { $0 + 200 })
        #expect(moved.method == .asymptotic)
        // By scipy 1.17.1: ks_2samp's statistic, kstwobign.sf(statistic · √5000.5).
        #expect(isClose(moved.distance, 0.019998000199980104, within: 1e-13))
        #expect(isClose(moved.probability, 0.03664570632306638, within: 1e-9))
    }

    @Test func `Distances do not depend on order and obey the triangle`() throws {
        let random = FixedRandomness("drift")
        for _ in 0..<200 {
            let samples = (0..<3).map { _ in
                (0..<1 + random.number(below: 30)).map { _ in (random.bell() * 20).rounded() / 10 }
            }
            let (a, b, c) = (samples[0], samples[1], samples[2])
            let direct = try BatchDrift.wasserstein(a, c)
            #expect(isClose(direct, try BatchDrift.wasserstein(c.reversed(), a.reversed()), within: 1e-14))
            let around = try BatchDrift.wasserstein(a, b) + BatchDrift.wasserstein(b, c)
            #expect(direct <= around + 1e-12)
            let test = try KolmogorovSmirnov(a, b)
            #expect((0...1).contains(test.distance) && (0...1).contains(test.probability))
        }
    }

    @Test func `Hostile samples end in numbers or in words`() throws {
        let huge = [-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude]
        #expect(try KolmogorovSmirnov(huge, [0]).distance == 0.5)
        #expect(throws: BoundsError.notFinite("The distance of the two samples")) {
            try BatchDrift.wasserstein([-.greatestFiniteMagnitude], [.greatestFiniteMagnitude])
        }
        #expect(try BatchDrift.wasserstein(huge, huge) == 0)
        for sample in [[], [.nan], [.infinity], [1, -.infinity]] as [[Double]] {
            #expect(throws: BoundsError.self) { try KolmogorovSmirnov(sample, [1]) }
            #expect(throws: BoundsError.self) { try BatchDrift.wasserstein([1], sample) }
            #expect(throws: BoundsError.self) { try BatchDrift(batch: batch, reference: sample) }
        }
    }
}
