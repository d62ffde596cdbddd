/// What may become of a picture on its way to somebody who shows it: the copies that copy detection is calibrated with.
///
/// The list and its order are part of `exhibit-copy-protocol-v1`. Each is applied to the samples as stored, to the whole
/// picture, once. What became of a picture in another way is not measured.
public enum CopyTransform: String, CaseIterable, Sendable {
    /// Half as wide and high, rounded down, by area average.
    case halfSize = "half size"
    case quarterSize = "quarter size"
    /// Saved as JPEG, 4:2:0, of that quality of libjpeg.
    case jpeg75 = "JPEG quality 75"
    case jpeg20 = "JPEG quality 20"
    /// One grey channel, BT.601.
    case grey = "grey"
    /// 40 of 255 added to every sample.
    case brighter = "brighter by 40 of 255"
    /// So much cut off at each of the four sides.
    case crop2 = "crop of 2 % per side"
    case crop5 = "crop of 5 % per side"
    /// A black bar over the lowest part.
    case bar15 = "black bar over 15 %"
}
