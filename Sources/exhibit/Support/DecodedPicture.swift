import ExhibitPipeline
import ExhibitVerification

extension Verdict.Picture {
    /// With the identities that a decoder makes of it, where it is a picture.
    init(decoding bytes: [UInt8]) {
        self.init(
            bytes: bytes, coefficients: (try? ImageIdentity.coefficientIdentityBytes(bytes))?.bytes,
            pixels: ImageDecoder.decode(bytes).image.map { ImageIdentity.pixelIdentityBytes($0) })
    }
}
