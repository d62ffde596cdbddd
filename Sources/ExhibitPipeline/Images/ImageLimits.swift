import CCodecs

/// What decoding one file may cost. Every limit is applied from the header, before the memory or the time is spent.
public struct ImageLimits: Sendable, Hashable {
    /// Width times height. The largest sensors in use give 150 to 200 million.
    public var maxPixels: Int
    /// Width and height each. Pictures of a few endless rows exist only to make row buffers large.
    public var maxSide: Int
    /// Bytes: decoded samples, plus the coefficients that a JPEG file of several scans needs beside them.
    /// 200 million pixels as progressive 4:2:0 need 1.2 × 10⁹.
    public var maxMemory: Int
    /// Scans of one JPEG file. Encoders write 1 to 10; optimisers seldom more than 20.
    public var maxScans: Int
    /// Pixels times scans of one JPEG file: the time that a progressive file may take.
    /// 5 × 10⁹ is twenty scans of the largest picture: seconds where they are sparse, about a minute where dense.
    public var maxScannedPixels: Int
    /// Bytes of the file itself. Larger files are refused unread.
    public var maxFileBytes: Int

    public init(
        maxPixels: Int = 250_000_000, maxSide: Int = 1_000_000, maxMemory: Int = 2 << 30, maxScans: Int = 100,
        maxScannedPixels: Int = 5_000_000_000, maxFileBytes: Int = 1 << 30
    ) {
        self.maxPixels = maxPixels
        self.maxSide = maxSide
        self.maxMemory = maxMemory
        self.maxScans = maxScans
        self.maxScannedPixels = maxScannedPixels
        self.maxFileBytes = maxFileBytes
    }

    public static let standard = ImageLimits()

    var codec: codec_limits {
        codec_limits(
            max_pixels: UInt64(clamping: maxPixels), max_memory: UInt64(clamping: maxMemory),
            max_scanned_pixels: UInt64(clamping: maxScannedPixels), max_scans: UInt32(clamping: maxScans))
    }
}
