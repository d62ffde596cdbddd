import ExhibitCore
import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Copies that copy detection is calibrated with")
struct CopySampleTests {
    @Test("have the sizes and the samples that their names say")
    func transforms() throws {
        let file = PNGWriter(.mondrian(seed: 3, width: 200, height: 100, rectangles: 12)).file
        let image = try #require(ImageDecoder.decode(file).image)
        let sizes = CopyTransform.allCases.map { transform in
            transform.applied(to: image).map { [$0.width, $0.height] } ?? []
        }
        #expect(
            sizes == [
                [100, 50], [50, 25], [200, 100], [200, 100], [200, 100], [200, 100], [192, 96], [180, 90], [200, 100],
            ])
        let brighter = try #require(CopyTransform.brighter.applied(to: image))
        #expect(zip(brighter.samples, image.samples).allSatisfy { Int($0) == min(255, Int($1) + 40) })
        let barred = try #require(CopyTransform.bar15.applied(to: image))
        #expect(barred.samples.suffix(15 * 600).allSatisfy { $0 == 0 })
        #expect(barred.samples.prefix(85 * 600) == image.samples.prefix(85 * 600))
    }

    @Test("of a picture with detail are near it where little was changed, and all are measured")
    func distances() throws {
        let file = PNGWriter(.mondrian(seed: 9, width: 256, height: 256, rectangles: 24)).file
        let hash = PDQ(of: try #require(ImageDecoder.decode(file).image)).hash
        let sample = try #require(CopySample(of: file, hash: hash, isCopied: true))
        #expect(sample.width == 256 && sample.height == 256)
        #expect(sample.copies.count == CopyTransform.allCases.count)
        for transform in [CopyTransform.halfSize, .jpeg75, .grey] {
            let index = try #require(CopyTransform.allCases.firstIndex(of: transform))
            let copy = try #require(sample.copies[index])
            #expect(copy.distance <= 10 && (50...100).contains(copy.quality), "\(transform)")
        }
        #expect(CopySample(of: file, hash: hash, isCopied: false)?.copies.isEmpty == true)
    }

    @Test("without detail are no matches, and of what does not decode there are none")
    func nothing() {
        let plain = PNGWriter(.mondrian(seed: 1, width: 64, height: 64, rectangles: 0)).file
        #expect(CopySample(of: plain, hash: .zero, isCopied: true)?.copies.allSatisfy { $0 == nil } == true)
        #expect(CopySample(of: [1, 2, 3], hash: .zero, isCopied: true) == nil)
        #expect(CopySample(of: [], hash: .zero, isCopied: true) == nil)
    }

    @Test("too small for some transforms are missed there, and measured by the others")
    func small() throws {
        let image = try #require(
            ImageDecoder.decode(PNGWriter(.mondrian(seed: 2, width: 3, height: 6, rectangles: 4)).file).image)
        #expect(CopyTransform.quarterSize.applied(to: image) == nil)
        #expect(CopyTransform.crop2.applied(to: image) != nil)
    }
}
