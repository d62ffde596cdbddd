import ExhibitPipeline
import ExhibitTestSupport
import Testing

@Suite("PDQ")
struct PDQTests {
    struct Vectors: Decodable {
        let pdqSynthetic: [Synthetic]
        let pdqDegenerate: [Degenerate]
    }

    struct Synthetic: Decodable {
        let gen: String
        let seed: UInt64
        let width: Int
        let height: Int
        let param: Int?
        let rgbSha256: String
        let pdq: String
        let quality: Int
        let popcount: Int
        let unstableBits: Int?

        var picture: SyntheticImage {
            switch gen {
            case "cloud_grey": .cloudGrey(seed: seed, width: width, height: height, cells: param ?? 0)
            case "cloud_rgb": .cloudRGB(seed: seed, width: width, height: height, cells: param ?? 0)
            case "mondrian": .mondrian(seed: seed, width: width, height: height, rectangles: param ?? 0)
            default: .form(seed: seed, width: width, height: height)
            }
        }
    }

    struct Degenerate: Decodable {
        let image: String
        let quality: Int
        let unstableBits: Int
        let popcount: Int
        let rgbSha256: String

        var picture: SyntheticImage {
            if image == "constant128_200x200" { return .init(width: 200, height: 200) { _, _ in (128, 128, 128) } }
            if image == "hgradient_256" {
                return .init(width: 256, height: 256) { x, _ in (UInt8(x), UInt8(x), UInt8(x)) }
            }
            let period = Int(image.dropFirst("vstripe_period".count).prefix { $0 != "_" }) ?? 0
            return .init(width: 256, height: 256) { x, _ in
                let v: UInt8 = x % period < period / 2 ? 20 : 235
                return (v, v, v)
            }
        }
    }

    @Test("The generators draw the published pixels")
    func pixels() throws {
        for vector in try Pictures.vectors(Vectors.self).pdqSynthetic {
            #expect(try Pictures.sha256(vector.picture.rgb) == vector.rgbSha256, "\(vector.gen) \(vector.seed)")
        }
        for vector in try Pictures.vectors(Vectors.self).pdqDegenerate {
            #expect(try Pictures.sha256(vector.picture.rgb) == vector.rgbSha256, "\(vector.image)")
        }
    }

    @Test("Every synthetic picture has its published hash, quality and number of unstable bits")
    func synthetic() throws {
        let vectors = try Pictures.vectors(Vectors.self).pdqSynthetic
        #expect(vectors.count == 13)
        for vector in vectors {
            let pdq = PDQ(of: vector.picture.decoded)
            let name = Comment(rawValue: "\(vector.gen) \(vector.seed)")
            #expect(pdq.hash.hex == vector.pdq, name)
            #expect(pdq.quality == vector.quality, name)
            #expect(pdq.hash.onesCount == vector.popcount, name)
            #expect(pdq.unstableBits == vector.unstableBits ?? 256, name)
            #expect(pdq.isUsable == (vector.quality > 0), name)
        }
    }

    @Test("Pictures that vary in one direction only are refused, whatever their quality")
    func degenerate() throws {
        let vectors = try Pictures.vectors(Vectors.self).pdqDegenerate
        #expect(vectors.count == 8)
        for vector in vectors {
            let pdq = PDQ(of: vector.picture.decoded)
            let name = Comment(rawValue: vector.image)
            #expect(pdq.quality == vector.quality, name)
            #expect(pdq.unstableBits == vector.unstableBits, name)
            #expect(!pdq.isUsable, name)
        }
    }

    @Test("A grey picture hashes like the RGB picture of equal channels")
    func grey() throws {
        let lattice = SyntheticImage.lattice(seed: 5, width: 133, height: 97, cells: 8)
        let grey = try #require(
            DecodedImage(width: 133, height: 97, colour: .grey, samples: lattice, decoder: "", settings: ""))
        #expect(PDQ(of: grey) == PDQ(of: SyntheticImage.cloudGrey(seed: 5, width: 133, height: 97, cells: 8).decoded))
    }

    @Test(
        "Streaming the passes equals the four passes of the definition", arguments: [(64, 65), (129, 700), (700, 31)])
    func streaming(width: Int, height: Int) {
        let picture = SyntheticImage.cloudRGB(seed: 12, width: width, height: height, cells: 9).decoded
        let reference = ReferencePDQ.thumbnail(Luminance.plane(of: picture), width, height)
        #expect(PDQThumbnailAccess.make(of: picture) == reference)
    }

    @Test("Hex is read strictly")
    func hex() {
        let text = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"
        let other = PDQHash(hex: "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22")
        #expect(PDQHash(hex: text)?.hex == text)
        #expect(PDQHash(hex: text).flatMap { a in other.map { a.distance(to: $0) } } == 6)
        #expect(PDQHash(hex: text.uppercased()) == nil)
        #expect(PDQHash(hex: String(text.dropLast())) == nil)
        #expect(PDQHash(hex: String(text.dropLast()) + "+") == nil)
    }
}
