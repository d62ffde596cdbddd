/// The codecs that this program was built with, as steps record them.
public enum CodecVersions {
    public static let jpeg = JPEG.decoder
    public static let png = PNG.decoder
}
