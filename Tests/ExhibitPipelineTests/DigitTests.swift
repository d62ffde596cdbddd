import ExhibitPipeline
import ExhibitTestSupport
import Foundation
import Testing

@Suite("Digits, partly visible")
struct DigitTests {
    private struct Vectors: Decodable {
        struct Demo: Decodable {
            let n: Int
            let seed: UInt64
            let wrong: [String: [String: [Int]]]
            let visiblePixels: [Int]
        }
        let glyphDemo: Demo
    }

    @Test("All forty published counts of wrong restorations", arguments: DigitVisibility.Part.allCases, [2, 6])
    func published(part: DigitVisibility.Part, noise: Int) throws {
        let demo = try Pictures.vectors(Vectors.self).glyphDemo
        let experiment = DigitExperiment(
            part: part, noise: noise, trials: demo.n, seed: demo.seed, visiblePixels: demo.visiblePixels)
        let counts = try #require(experiment.run())
        #expect(counts.map(\.wrong) == demo.wrong["S\(noise)"]?[part.rawValue])
        #expect(counts.map(\.visible) == demo.visiblePixels)
        // The set holds the true digit in 95 % at least, whatever part is seen; each has a digit.
        #expect(counts.allSatisfy { 100 * $0.covered >= 95 * $0.trials && $0.inSets >= $0.trials })
    }

    @Test("The honest reader of 12 pixels from the top names 1.9 digits, and misses hardly any")
    func sets() throws {
        let counts = try #require(DigitExperiment(part: .top, noise: 2, visiblePixels: [12]).run())
        let mean = Double(counts[0].inSets) / Double(counts[0].trials)
        #expect((1.85...1.95).contains(mean))
        #expect(counts[0].covered >= 1998)
        // Six digits are all right only if each is.
        let wrong = 1 - pow(1 - Double(counts[0].wrong) / Double(counts[0].trials), 6)
        #expect((0.885...0.895).contains(wrong))
    }

    @Test("Experiments out of range are none")
    func bounds() {
        #expect(DigitExperiment(part: .top, noise: 11).run() == nil)
        #expect(DigitExperiment(part: .top, noise: -1).run() == nil)
        #expect(DigitExperiment(part: .top, noise: 2, trials: 0).run() == nil)
        #expect(DigitExperiment(part: .top, noise: 2, trials: .max).run() == nil)
        #expect(DigitExperiment(part: .top, noise: 2, visiblePixels: [36]).run() == nil)
        #expect(DigitExperiment(part: .top, noise: 2, trials: 1, visiblePixels: []).run() == [])
    }

    @Test("A clean glyph is read with certainty, and so is whatever the restorer painted", arguments: 0...9)
    func clean(digit: Int) throws {
        let glyph = DigitGlyph.values(of: digit)
        let all = Array(0..<DigitGlyph.pixelCount)
        let whole = try #require(DigitObservation(values: glyph, visible: all))
        let reading = DigitReader.read(whole)
        #expect((reading.digit, reading.distance, reading.confidence) == (digit, 0, 1000))
        #expect(DigitReader.compatible(with: whole, noise: 2) == [digit])

        let top = try #require(DigitObservation(values: glyph, visible: Array(all.prefix(12))))
        let restored = DigitRestorer.restore(top)
        let repainted = try #require(DigitObservation(values: restored.glyph, visible: all))
        #expect(DigitReader.read(repainted).confidence == 1000)
        // The substitutes that are always the same: 8 and 9 become 0, 3 becomes 2.
        #expect(restored.digit == [0, 1, 2, 2, 4, 5, 6, 7, 0, 0][digit])
        let alike = [[0, 8, 9], [1], [2, 3], [2, 3], [4], [5], [6], [7], [0, 8, 9], [0, 8, 9]][digit]
        #expect(DigitReader.compatible(with: top, noise: 2) == alike)
        #expect(DigitReader.read(top).confidence == (alike.count == 1 ? 1000 : 0))
    }

    @Test("Where nothing is seen, every digit is possible, and the restorer paints one all the same")
    func nothingSeen() throws {
        let blind = try #require(DigitObservation(values: DigitGlyph.values(of: 7), visible: []))
        #expect(DigitReader.compatible(with: blind, noise: 2) == Array(0...9))
        #expect(DigitRestorer.restore(blind).glyph == DigitGlyph.values(of: 0))
        #expect(DigitReader.read(blind).confidence == 0)
    }

    @Test("Observations that make no sense are none")
    func observations() {
        let values = [Int](repeating: 0, count: 35)
        #expect(DigitObservation(values: values, visible: [34, 0])?.visible == [0, 34])
        #expect(DigitObservation(values: values.dropLast(), visible: []) == nil)
        #expect(DigitObservation(values: values, visible: [35]) == nil)
        #expect(DigitObservation(values: values, visible: [-1]) == nil)
        #expect(DigitObservation(values: values, visible: [1, 1]) == nil)
        #expect(DigitObservation(values: values.dropLast() + [Int.min], visible: [0]) == nil)
    }
}
