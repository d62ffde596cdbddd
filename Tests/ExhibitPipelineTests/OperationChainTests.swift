import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("Chains of operations")
struct OperationChainTests {
    private static let area = PixelRectangle(x: 3, y: 1, width: 9, height: 7)

    @Test("The geometry of a chain is exact on every pixel: the same position, step by step or at once")
    func composition() throws {
        let image = DecodedImage.random(17, 12, .rgb, orientation: 6)
        let chain: [ImageOperation] = [
            .upright(orientation: nil), .crop(Self.area), .rotate(quarterTurns: 3), .flip(.horizontal),
            .resize(width: 5, height: 4, kernel: .bilinear), .grey(.bt601),
            .resize(width: 11, height: 3, kernel: .area), .rotate(quarterTurns: 1),
        ]
        let result = try ImageOperation.apply(chain, to: image)
        #expect(result.taintClass == "T2")
        #expect(result.operations.first == .upright(orientation: 6))

        var picture = image
        var maps: [PixelMap] = []
        for operation in chain {
            let applied = try operation.apply(to: picture)
            maps.append(applied.geometry)
            picture = applied.image
        }
        #expect(picture == result.image)
        for y in 0..<picture.height {
            for x in 0..<picture.width {
                // Positions in doubles, a pixel's centre half a pixel in.
                var (px, py) = (Double(x) + 0.5, Double(y) + 0.5)
                for map in maps.reversed() { (px, py) = (at(map.x, px, py), at(map.y, px, py)) }
                let (qx, qy) = (Double(x) + 0.5, Double(y) + 0.5)
                #expect(abs(at(result.geometry.x, qx, qy) - px) < 1e-9)
                #expect(abs(at(result.geometry.y, qx, qy) - py) < 1e-9)
            }
        }
    }

    private func at(_ axis: PixelMap.Axis, _ px: Double, _ py: Double) -> Double {
        (Double(axis.ax) * (px - 0.5) + Double(axis.ay) * (py - 0.5) + Double(axis.offset)) / Double(axis.divisor)
    }

    @Test("A chain of exact operations finds each pixel again")
    func exactChain() throws {
        let image = DecodedImage.random(17, 12, .grey, bits: 16, orientation: 5)
        let chain: [ImageOperation] = [
            .upright(orientation: 5), .flip(.vertical), .crop(Self.area), .rotate(quarterTurns: 3),
            .crop(PixelRectangle(x: 2, y: 2, width: 4, height: 5)), .resize(width: 8, height: 5, kernel: .nearest),
        ]
        let result = try ImageOperation.apply(chain, to: image)
        for y in 0..<result.image.height {
            for x in 0..<result.image.width {
                let (u, v) = result.geometry.pixel(x: x, y: y)
                #expect(result.image.pixel(x, y) == image.pixel(u, v))
            }
        }
    }

    @Test("Enlarging and reducing again leaves a map in lowest terms")
    func lowestTerms() throws {
        let image = DecodedImage.random(6, 4, .grey)
        let result = try ImageOperation.apply(
            [.resize(width: 600, height: 41, kernel: .area), .resize(width: 6, height: 4, kernel: .area)], to: image)
        #expect(result.geometry == .identity)
        #expect(result.geometry.coefficients == [2, 0, 1, 2, 0, 2, 1, 2])
        #expect(result.geometry.pixel(x: -1, y: 3) == (-1, 3))
    }

    @Test("A geometry that a record cannot hold is an error, not a rounded number")
    func geometryLimit() throws {
        var chain: [ImageOperation] = []
        // Each round multiplies by coprime sides, because the crop keeps them from cancelling.
        for prime in [9973, 9967, 9949, 9941, 9931] {
            chain.append(.resize(width: prime, height: 1, kernel: .nearest))
            chain.append(.crop(PixelRectangle(x: 0, y: 0, width: prime - 2, height: 1)))
        }
        let image = DecodedImage.random(10_007, 1, .grey)
        for count in 1...chain.count {
            do throws(NotApplied) {
                let map = try ImageOperation.apply(Array(chain.prefix(count)), to: image).geometry
                #expect(map.coefficients.allSatisfy { $0.magnitude <= PixelMap.largest })
                #expect(count < chain.count, "the last one should not fit")
            } catch {
                #expect(error.kind == .tooLarge && count > 4)
            }
        }
        let huge = PixelMap.Axis(ax: PixelMap.largest, ay: 1 - PixelMap.largest, offset: PixelMap.largest, divisor: 3)
        let map = PixelMap(x: huge, y: huge)
        #expect(throws: NotApplied.self) { try map.composed(with: map) }
        #expect(try map.composed(with: .identity) == map)
    }

    @Test("No operation at all leaves the picture as received, and too many are refused")
    func bounds() throws {
        let image = DecodedImage.random(3, 3, .rgb)
        let none = try ImageOperation.apply([], to: image)
        #expect(none.image == image && none.geometry == .identity && none.taintClass == "T0")
        let many = [ImageOperation](repeating: .flip(.vertical), count: AppliedChain.operationLimit)
        #expect(try ImageOperation.apply(many, to: image).image == image)
        #expect(throws: NotApplied.self) { try ImageOperation.apply(many + [.flip(.vertical)], to: image) }
    }

    @Test("Clipped samples of all operations are counted together")
    func clipped() throws {
        let image = DecodedImage.random(8, 8, .grey)
        let bright = ImageOperation.exposure(.linear(gain: 0, offset: 1000))
        let over = ImageOperation.exposure(.linear(gain: 2000, offset: 0))
        #expect(try ImageOperation.apply([bright, over, over], to: image).clippedSamples == 128)
    }
}
