extension Unicode.Scalar {
    /// Whether it could hide, or reorder what stands beside it: a name that reads backwards, a digest with a character
    /// nobody sees. Line feeds are left to whoever asks.
    ///
    /// A list of our own, since the properties that a standard library knows grow with each Unicode version, and the page
    /// of a report must come out the same under all of them. What stands here decides their bytes: it never changes.
    public var deceives: Bool {
        switch value {
        // Controls; the page may hold no byte below 0x20 but the line feed.
        case 0x00...0x09, 0x0B...0x1F, 0x7F...0x9F: true
        // Marks, embeddings, overrides and isolates of direction; line and paragraph separators.
        case 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        // Without width.
        case 0xAD, 0x034F, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x2065, 0x206A...0x206F, 0xFE00...0xFE0F, 0xFEFF,
            0xFFF0...0xFFFB, 0x1_3430...0x1_345F, 0x1_BCA0...0x1_BCA3, 0x1_D173...0x1_D17A, 0xE_0000...0xE_0FFF:
            true
        // Blank, but no space.
        case 0x115F...0x1160, 0x17B4...0x17B5, 0x2800, 0x3164, 0xFFA0: true
        // Drawn as each font pleases, or no character at all.
        case 0xE000...0xF8FF, 0xFDD0...0xFDEF, 0xF_0000...0x10_FFFF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}
