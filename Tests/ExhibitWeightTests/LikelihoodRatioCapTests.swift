import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

@Suite("Caps of likelihood ratios")
struct LikelihoodRatioCapTests {
    /// Δ of invariance verification at an LLR of x, counted anew.
    private func delta(_ x: Double, _ same: [Double], _ different: [Double]) -> Double {
        func share(_ values: [Double]) -> Double {
            log10((Double(values.filter { $0 >= x }.count) + 0.5) / (Double(values.count) + 1))
        }
        return share(same) - share(different) - x
    }

    private func cllr(_ same: [Double], _ different: [Double]) -> Double {
        let ofSame = same.reduce(0) { $0 + log2(1 + pow(10, -$1)) } / Double(same.count)
        return (ofSame + different.reduce(0) { $0 + log2(1 + pow(10, $1)) } / Double(different.count)) / 2
    }

    @Test(arguments: [
        (20, "1.322219"), (100, "2.004321"), (300, "2.478566"), (500, "2.699838"), (1_000, "3.000434"),
        (3_000, "3.477266"), (10_000, "4.000043"),
    ])
    func `The count bound is the printed one on either side`(n: Int, printed: String) throws {
        #expect(isPrinted(try LLRBounds.count(sameSource: 0, differentSource: n).upper, as: printed))
        #expect(isPrinted(-(try LLRBounds.count(sameSource: n, differentSource: 0).lower), as: printed))
    }

    @Test func `Dataset A has the printed bounds by invariance, by utility and by count`() throws {
        let a = try BoundVectors.read().datasetA
        let (same, different) = (a.llrs(a.ss), a.llrs(a.ds))
        let invariance = try LLRBounds.invariance(sameSource: same, differentSource: different)
        #expect(isPrinted(invariance.upper, as: "1.456918"))
        #expect(isPrinted(invariance.lower, as: "-1.1816"))
        // lir looks on a grid of 0.001 and keeps the last point that is still within.
        #expect(invariance.upper >= 1.455983 && invariance.upper - 1.455983 < 0.001)
        #expect(invariance.lower <= -1.181017 && -1.181017 - invariance.lower < 0.001)
        let empirical = try LLRBounds.empirical(sameSource: same, differentSource: different)
        #expect(empirical.lower == -0.92 && empirical.upper == 1.15)

        let count = try LLRBounds.count(sameSource: same.count, differentSource: different.count)
        let cap = LikelihoodRatioCap(count: count, invariance: invariance)
        #expect(isPrinted(cap.bounds.lower, as: "-1.041393") && isPrinted(cap.bounds.upper, as: "1.322219"))
        #expect(cap.lowerRule == .count && cap.upperRule == .count)
        #expect(isClose(cllr(same, different), a.cllrMleTraining, within: 1e-9))
        let capped = cllr(try same.map { try cap.capped($0).llr }, try different.map { try cap.capped($0).llr })
        // The vector was capped after a fit that had stopped a little earlier; away from its minimum Cllr shows that.
        #expect(isClose(capped, a.cllrCappedNPlus1, within: 2e-7))
        #expect(isPrinted(capped, as: "0.292835"))
    }

    @Test func `A million claimed of 500 comparisons is what 500 comparisons can carry`() throws {
        let cap = LikelihoodRatioCap(
            count: try LLRBounds.count(sameSource: 500, differentSource: 500), invariance: nil)
        let capped = try cap.capped(6)
        #expect(isPrinted(capped.llr, as: "2.699838") && capped.by == .count)
        #expect(try cap.capped(2).by == nil)
        #expect(try cap.capped(.infinity).llr == cap.bounds.upper)
        #expect(try cap.capped(-.infinity).llr == cap.bounds.lower)
        #expect(throws: BoundsError.self) { try cap.capped(.nan) }
    }

    @Test func `The cap says which of its two rules binds, and is never looser than either`() throws {
        let random = FixedRandomness("caps")
        var (lowerRules, upperRules): (Set<LikelihoodRatioCap.Rule>, Set<LikelihoodRatioCap.Rule>) = ([], [])
        for _ in 0..<300 {
            let spread = 0.3 + 2 * random.fraction()
            let same = (0..<1 + random.number(below: 60)).map { _ in 1 + spread * random.bell() }
            let different = (0..<1 + random.number(below: 200)).map { _ in -1 + spread * random.bell() }
            let count = try LLRBounds.count(sameSource: same.count, differentSource: different.count)
            let invariance = try LLRBounds.invariance(sameSource: same, differentSource: different)
            let cap = LikelihoodRatioCap(count: count, invariance: invariance)
            #expect(cap.bounds.upper == min(count.upper, invariance.upper))
            #expect(cap.bounds.lower == max(count.lower, invariance.lower))
            #expect(cap.upperRule == (invariance.upper < count.upper ? .invariance : .count))
            lowerRules.insert(cap.lowerRule)
            upperRules.insert(cap.upperRule)
            for llr in [-9, -0.1, 0, 0.1, 9] {
                let capped = try cap.capped(llr)
                #expect(capped.llr >= cap.bounds.lower && capped.llr <= cap.bounds.upper)
                #expect(abs(capped.llr) <= abs(llr) && (capped.by == nil) == (capped.llr == llr))
            }
        }
        #expect(lowerRules.count == 2 && upperRules.count == 2)
    }

    @Test func `Up to its bound no LLR is stronger than invariance allows, and beyond it one is`() throws {
        let random = FixedRandomness("invariance")
        var crossings = 0
        for round in 0..<300 {
            let scale = 0.3 + 2 * random.fraction()
            func value(_ mean: Double) -> Double {
                let value = mean + scale * random.bell()
                return round.isMultiple(of: 3) ? (value * 10).rounded() / 10 : value
            }
            let same = (0..<1 + random.number(below: 40)).map { _ in value(1) }
            let different = (0..<1 + random.number(below: 80)).map { _ in value(-1) }
            let bounds = try LLRBounds.invariance(sameSource: same, differentSource: different)
            let reversed = try LLRBounds.invariance(
                sameSource: same.reversed(), differentSource: different.sorted())
            #expect(bounds == reversed)
            let mirrored = try LLRBounds.invariance(
                sameSource: different.map { -$0 }, differentSource: same.map { -$0 })
            #expect(mirrored.upper == 0 - bounds.lower && mirrored.lower == 0 - bounds.upper)
            #expect(bounds.upper <= max(0, same.max()!) && bounds.lower >= min(0, different.min()!))
            guard bounds.upper > 0 else { continue }
            for step in 1...50 {
                let x = bounds.upper * (Double(step) / 50)
                #expect(delta(x, same, different) >= -1e-9)
            }
            guard bounds.upper < same.max()! else { continue }
            #expect(delta(bounds.upper + 1e-9, same, different) < 0)
            crossings += 1
        }
        #expect(crossings > 100)
    }

    @Test func `A system that is no better than chance gets no bound to stand on`() throws {
        let values = (0..<100).map { Double($0) / 25 - 2 }
        for bounds in [
            try LLRBounds.invariance(sameSource: values.map { -$0 }, differentSource: values.map { $0 + 1 }),
            try LLRBounds.empirical(sameSource: values.map { -$0 }, differentSource: values.map { $0 + 1 }),
        ] {
            #expect(bounds.lower == 0 && bounds.upper == 0)
        }
        // Every LLR speaks for the same source, of either kind; lir's grid then ends at the largest one.
        let onlyFor = try LLRBounds.invariance(
            sameSource: [2.0, 2.2, 2.6, 2.4], differentSource: [0.3, 0.5, 0.9, 0.4, 0.6, 0.7, 0.8])
        #expect(onlyFor.upper == 0)
    }

    @Test func `Infinite LLRs, as PAV gives them, still have finite bounds`() throws {
        let same = [Double](repeating: .infinity, count: 9)
        let different = [Double](repeating: -.infinity, count: 19)
        let bounds = try LLRBounds.invariance(sameSource: same, differentSource: different)
        #expect(isClose(bounds.upper, log10(9.5 / 10 * 20 / 0.5), within: 1e-12))
        #expect(isClose(bounds.lower, -log10(19.5 / 20 * 10 / 0.5), within: 1e-12))
        let swapped = try LLRBounds.invariance(sameSource: different, differentSource: same)
        #expect(swapped.upper == 0 && swapped.lower == 0)
        let empirical = try LLRBounds.empirical(sameSource: same, differentSource: different)
        #expect(empirical.upper <= log10(20) + 0.01 && empirical.lower >= -log10(10) - 0.01)
    }

    @Test func `An empty class and what is not a number are refused in words`() throws {
        func compute(_ isByUtility: Bool, _ same: [Double], _ different: [Double]) throws -> LLRBounds {
            isByUtility
                ? try LLRBounds.empirical(sameSource: same, differentSource: different)
                : try LLRBounds.invariance(sameSource: same, differentSource: different)
        }
        for isByUtility in [false, true] {
            #expect(throws: BoundsError.empty("the same-source comparisons")) { try compute(isByUtility, [], [1]) }
            #expect(throws: BoundsError.empty("the different-source comparisons")) { try compute(isByUtility, [1], []) }
            #expect(throws: BoundsError.self) { try compute(isByUtility, [1], [.nan]) }
            let one = try compute(isByUtility, [.greatestFiniteMagnitude], [-.greatestFiniteMagnitude])
            #expect(one.upper.isFinite && one.lower.isFinite)
        }
        #expect(throws: BoundsError.self) { try LLRBounds.count(sameSource: -1, differentSource: 2) }
    }

    @Test func `Utility bounds at points of the grid are exact`() throws {
        // 40-digit arithmetic says 0.49: at 0.5 the score of 0.5 is not above it. lir 1.3.1 says 0.4999999999999999, one
        // step more, because it compares powers of ten.
        let bounds = try LLRBounds.empirical(
            sameSource: [-0.3, 0.5, 1.0, 0.8], differentSource: [-0.6, -0.5, -0.7, -1.0, -1.4, -0.9])
        #expect(bounds.lower == -0.55 && bounds.upper == 0.49)
    }
}
