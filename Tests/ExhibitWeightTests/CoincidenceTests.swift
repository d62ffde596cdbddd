import ExhibitTestSupport
import ExhibitWeight
import Foundation
import Testing

@Suite("Coincidences in a gallery")
struct CoincidenceTests {
    private func coincidences(_ p: Double, _ n: Int) throws -> Coincidences {
        Coincidences(try .init(size: n, falseMatchRate: p))
    }

    @Test func `Coincidences are those of the vectors`() throws {
        let vectors = try BoundVectors.read().fpir
        #expect(vectors.count == 9)
        for vector in vectors {
            let found = try coincidences(vector.fmr, vector.size)
            #expect(isClose(found.expected, vector.expected, within: 1e-15))
            #expect(isClose(found.fpir, vector.fpir, within: 1e-14))
        }
    }

    @Test(arguments: [
        (1e-6, 1_000, "0.001", "0.000999500666", "4.99167790e-7"),
        (1e-6, 1_000_000, "1", "0.632120742768", "0.264241117657"),
        (1e-6, 12_000_000, "12", "0.999993855825", "0.999920125645"),
        (1e-4, 10_000, "1", "0.632138953567", "0.264241117351"),
        (1e-5, 10_000, "0.1", "0.0951630343857", "0.00467843297820"),
        (3e-5, 50_000, "1.5", "0.776874860324", "0.442177109878"),
    ])
    func `Printed coincidences come out to the last digit`(
        p: Double, n: Int, expected: String, fpir: String, two: String
    ) throws {
        let found = try coincidences(p, n)
        #expect(isPrinted(found.expected, as: expected))
        #expect(isPrinted(found.fpir, as: fpir))
        #expect(isPrinted(found.atLeastTwo, as: two))
    }

    @Test func `Daugman's published chances and those of forms with one letterhead come out`() throws {
        for (n, exact, published) in [
            (200, "0.181351170521", "0.181"), (2_000, "0.864800074603", "0.86"), (10_000, "0.999954826654", "0.99995"),
        ] {
            let fpir = try coincidences(1e-3, n).fpir
            #expect(isPrinted(fpir, as: exact))
            // Published without rounding up.
            #expect(fpir >= Double(published)! && fpir - Double(published)! < 0.005)
        }
        for (n, printed) in [(50, "0.0224"), (100, "0.0442"), (200, "0.0865"), (500, "0.203"), (999, "0.364")] {
            #expect(isPrinted(try coincidences(4.5245e-4, n).fpir, as: printed), "\(n)")
        }
    }

    @Test func `The false match rate that a gallery needs is the printed one`() throws {
        for (fpir, n, printed) in [
            (0.01, 1_000_000, "1.00503358030e-8"), (0.003, 12_000_000, "2.50375751660e-10"),
            (0.05, 1_000, "5.12919789090e-5"),
        ] {
            let p = try Coincidences.requiredFalseMatchRate(fpir: fpir, gallerySize: n)
            #expect(isPrinted(p, as: printed))
            #expect(isClose(try coincidences(p, n).fpir, fpir, within: 1e-13))
        }
    }

    @Test func `Direct searches are far cheaper than the pairs that would show the same`() throws {
        for (n, needed) in [(1_000, 298_073), (1_000_000, 298_072_853)] {
            let p = try Coincidences.requiredFalseMatchRate(fpir: 0.01, gallerySize: n)
            #expect(try ErrorRateBounds.cleanTrialsNeeded(for: p) == needed)
        }
    }

    @Test func `The upper bound stands for the rate`() throws {
        let clean = try ErrorRateBounds(errors: 0, trials: 10_000)
        let found = Coincidences(try .init(size: 1_000_000, measured: clean))
        #expect(isPrinted(found.expected, as: "299.528"))
        #expect(isPrinted(found.fpir, as: "1.000"))
        let b = Coincidences(try .init(size: 5_000, measured: try ErrorRateBounds(errors: 0, trials: 3_000)))
        #expect(isPrinted(b.expected, as: "4.99039506"))
        #expect(isPrinted(b.fpir, as: "0.993213956"))
        let untested = Coincidences(try .init(size: 8, measured: try ErrorRateBounds(errors: 0, trials: 0)))
        #expect(untested.expected == 8 && untested.fpir == 1 && untested.atLeastTwo == 1)
    }

    @Test func `Several galleries add up, in any order, and a gallery cut in two stays the same`() throws {
        let random = FixedRandomness("galleries")
        for _ in 0..<200 {
            let galleries = try (0..<1 + random.number(below: 6)).map { _ in
                try Coincidences.Gallery(
                    size: random.number(below: 1 << random.number(below: 30)),
                    falseMatchRate: pow(10, -1 - 11 * random.fraction()))
            }
            let all = Coincidences(galleries: galleries)
            #expect(all == Coincidences(galleries: galleries.reversed()))
            let sum = galleries.reduce(0) { $0 + Coincidences($1).expected }
            #expect(isClose(all.expected, sum, within: 1e-12))
            #expect(all.fpir <= min(1, all.expected) * (1 + 1e-12) && all.atLeastTwo <= all.fpir * (1 + 1e-12))
            #expect(galleries.allSatisfy { Coincidences($0).fpir <= all.fpir * (1 + 1e-12) })
            let cut = try galleries.flatMap { gallery in
                try [gallery.size / 3, gallery.size - gallery.size / 3].map {
                    try Coincidences.Gallery(size: $0, falseMatchRate: gallery.falseMatchRate)
                }
            }
            let parts = Coincidences(galleries: cut)
            #expect(isClose(parts.fpir, all.fpir, within: 1e-11))
            #expect(isClose(parts.atLeastTwo, all.atLeastTwo, within: 1e-11))
        }
        let none = Coincidences(galleries: [])
        #expect(none.expected == 0 && none.fpir == 0 && none.fpir.sign == .plus && none.atLeastTwo == 0)
    }

    @Test func `Two coincidences keep their digits where one is all but impossible`() throws {
        // p²·N(N−1)/2, less than a part in 10⁸ off.
        let found = try coincidences(1e-15, 1_000_000)
        #expect(isClose(found.atLeastTwo, 1e-30 * 1e6 * (1e6 - 1) / 2, within: 1e-8))
    }

    @Test func `300 clean direct searches bound FPIR and coincidences`() throws {
        let test = try DirectSearchTest(searches: 300, falsePositives: 0, gallerySize: 1_000)
        let bound = try #require(try test.bound(forGalleryOf: 1_000))
        #expect(isPrinted(bound.fpir, as: "0.00993608"))
        // −ln(0.05)/300.
        #expect(isPrinted(bound.expected, as: "0.00998577"))
        let failed = try DirectSearchTest(searches: 300, falsePositives: 3, gallerySize: 1_000)
        #expect(isPrinted(try #require(try failed.bound(forGalleryOf: 500)).fpir, as: "0.0256413930826"))
    }

    @Test func `A direct test counts from nine tenths of the gallery on`() throws {
        let test = try DirectSearchTest(searches: 300, falsePositives: 0, gallerySize: 900)
        #expect(try test.bound(forGalleryOf: 1_000) != nil)
        #expect(try test.bound(forGalleryOf: 1) != nil)
        #expect(throws: BoundsError.testedGalleryTooSmall(tested: 900, searched: 1_001)) {
            try test.bound(forGalleryOf: 1_001)
        }
        let huge = try DirectSearchTest(searches: 1, falsePositives: 0, gallerySize: 1_000_000_000_000)
        #expect(try huge.bound(forGalleryOf: 1_000_000_000_000) != nil)
    }

    @Test func `Bounds of several galleries add up, whatever each of them rests on`() throws {
        let direct = try #require(
            try DirectSearchTest(searches: 300, falsePositives: 0, gallerySize: 1_000).bound(forGalleryOf: 1_000))
        let clean = try ErrorRateBounds(errors: 0, trials: 3_000)
        let pairs = DirectSearchTest.Bound(Coincidences(try .init(size: 10, measured: clean)))
        let both = DirectSearchTest.Bound(combining: [direct, pairs])
        #expect(both == DirectSearchTest.Bound(combining: [pairs, direct]))
        #expect(isClose(both.expected, direct.expected + pairs.expected, within: 1e-15))
        #expect(isClose(both.fpir, 1 - (1 - direct.fpir) * (1 - pairs.fpir), within: 1e-13))
        let twice = DirectSearchTest.Bound(combining: [direct, direct])
        #expect(isClose(twice.fpir, 1 - pow(0.05, 2.0 / 300), within: 1e-13))
        let none = DirectSearchTest.Bound(combining: [])
        #expect(none.fpir == 0 && none.expected == 0)
        let certain = DirectSearchTest.Bound(Coincidences(try .init(size: 5, falseMatchRate: 1)))
        #expect(DirectSearchTest.Bound(combining: [certain, direct]).fpir == 1)
    }

    @Test func `A direct test that always failed, or never ran, bounds nothing`() throws {
        for (n, k) in [(0, 0), (5, 5)] {
            let test = try DirectSearchTest(searches: n, falsePositives: k, gallerySize: 10)
            #expect(try test.bound(forGalleryOf: 10) == nil)
        }
        #expect(throws: BoundsError.self) { try DirectSearchTest(searches: 5, falsePositives: 6, gallerySize: 10) }
    }

    @Test func `Hostile rates and sizes end in a number or in words`() throws {
        for size in hostileCounts {
            for rate in hostileNumbers {
                guard let gallery = try? Coincidences.Gallery(size: size, falseMatchRate: rate) else {
                    #expect(size < 0 || size > 1_000_000_000_000 || !(0...1).contains(rate))
                    continue
                }
                let found = Coincidences(galleries: [gallery, gallery])
                #expect(found.expected.isFinite && found.expected >= 0)
                #expect((0...1).contains(found.fpir) && (0...1).contains(found.atLeastTwo), "\(gallery)")
                _ = try Coincidences.requiredFalseMatchRate(fpir: rate, gallerySize: size)
            }
        }
    }
}
