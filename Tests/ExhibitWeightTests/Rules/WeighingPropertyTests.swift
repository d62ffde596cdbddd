import ExhibitWeight
import Testing

/// Over many random inputs, most of them near a threshold.
@Suite("Weight over random inputs")
struct WeighingPropertyTests {
    /// From an identification to a refusal, or to saying nothing; never the other way.
    private static func saysNoMore(_ after: Status, than before: Status) -> Bool {
        switch before {
        case .identification: after != .exclusion
        case .lead: after != .identification && after != .exclusion
        case .inconclusive: [.inconclusive, .refused].contains(after)
        case .exclusion: [.exclusion, .inconclusive, .refused].contains(after)
        case .refused: after == .refused
        }
    }

    private static func input(_ random: inout WeighingRandom) -> Weighing.Input {
        var input = WeighingSamples.vectorA
        // Few changes to what is in place, so that every status word occurs.
        for _ in 0..<random.below(6) { random.pick(WeighingChanges.any)(&input, &random) }
        return input
    }

    @Test("is never better for a single worse input")
    func monotone() {
        var random = WeighingRandom(seed: 1)
        var seen: [Status: Int] = [:]
        for _ in 0..<800 {
            let input = Self.input(&random)
            let before = Weighing.evaluate(input)
            seen[before.status, default: 0] += 1
            for (index, change) in WeighingChanges.worse.enumerated() {
                var worse = input
                change(&worse, &random)
                let after = Weighing.evaluate(worse)
                let isNoBetter =
                    Self.saysNoMore(after.status, than: before.status)
                    && Self.saysNoMore(after.ceiling, than: before.ceiling)
                    && (before.mayName || !after.mayName) && (after.isHeld || !before.isHeld)
                #expect(isNoBetter, "change \(index): \(before.rules) \(after.rules)")
            }
        }
        #expect(Status.allCases.allSatisfy { seen[$0, default: 0] > 2 }, "\(seen)")
    }

    @Test("is never more for a smaller likelihood ratio")
    func smallerRatio() {
        var random = WeighingRandom(seed: 2)
        let order: [Status] = [.refused, .exclusion, .inconclusive, .lead, .identification]
        func rank(_ status: Status) -> Int { order.firstIndex(of: status) ?? 0 }
        for _ in 0..<3_000 {
            let input = Self.input(&random)
            guard let ratio = input.calibration?.ratio?.logRatio else { continue }
            let smaller = input.with {
                $0.calibration?.ratio?.logRatio = min(ratio, random.pick(WeighingChanges.ratios))
            }
            let (before, after) = (Weighing.evaluate(input), Weighing.evaluate(smaller))
            #expect(rank(after.status) <= rank(before.status) && (before.mayName || !after.mayName))
        }
    }

    @Test("is never better under a tighter policy")
    func tighterPolicy() throws {
        var random = WeighingRandom(seed: 3)
        for _ in 0..<3_000 {
            let input = Self.input(&random)
            var policy = WeighingPolicy.standard
            for _ in 0...random.below(3) {
                let threshold = random.pick(Threshold.allCases)
                let words =
                    ["R0", "blind", "REFUSED"] + ["-3", "0", "0.001", "0.5", "1", "2", "4", "9", "60", "400", "5000"]
                guard let other = try? policy.setting(threshold, to: random.pick(words)),
                    let tighter = try? policy.tightened(by: other)
                else { continue }
                policy = tighter
            }
            let before = Weighing.evaluate(input)
            let after = Weighing.evaluate(input, policy: policy)
            #expect(Self.saysNoMore(after.status, than: before.status), "\(before.rules) \(after.rules)")
            #expect(before.mayName || !after.mayName)
        }
    }

    @Test("never makes more than a lead of a person, nor shows anything where it is refused")
    func ceilings() {
        var random = WeighingRandom(seed: 4)
        for _ in 0..<5_000 {
            let input = Self.input(&random)
            let outcome = Weighing.evaluate(input)
            if [.person, .excluded].contains(input.subject) {
                #expect(outcome.status != .identification && outcome.ceiling != .identification)
            }
            if outcome.status == .refused {
                #expect(!outcome.mayName && !outcome.mayShowNumbers && outcome.banner == nil)
                #expect(outcome.coincidences == nil && outcome.reasons.first?.rule.effect == .refuses)
                #expect(outcome.reasons.allSatisfy { $0.rule.effect == .refuses || $0.figures.isEmpty })
                #expect(outcome.sentences.allSatisfy { !$0.contains { $0.isNumber } })
            }
            if outcome.status == .lead { #expect(outcome.sentences.first?.hasPrefix("Not an identification.") == true) }
            let order = Weighing.Rule.allCases
            let places = outcome.reasons.compactMap { order.firstIndex(of: $0.rule) }
            #expect(places == places.sorted() && Set(places).count == places.count)
        }
    }

    @Test("does not depend on the order of reviews and galleries")
    func order() {
        var random = WeighingRandom(seed: 5)
        for _ in 0..<2_000 {
            let input = Self.input(&random)
            let turned = input.with {
                $0.reviews.reverse()
                if case .oneToMany(let galleries) = $0.comparison {
                    $0.comparison = .oneToMany(galleries: galleries.reversed())
                }
            }
            #expect(Weighing.evaluate(turned) == Weighing.evaluate(input))
        }
    }
}
