import ExhibitCore

/// Text that may stand in the page as it is. Only escaping, the template, digits and base64 make it, so a value that
/// nobody escaped does not compile.
struct Markup {
    private(set) var html: String

    static let none = Markup(html: "")

    private init(html: String) { self.html = html }

    init(_ value: String) { html = Markup.escape(value) }

    init(_ value: Int) { html = String(value) }

    /// A piece of the template, which holds no value of the view.
    init(fixed: Substring) { html = String(fixed) }

    /// What stands on the page to be rendered, or this version's own: never a value of the view.
    init(_ script: PageScript) { html = script.text }

    init(base64 bytes: [UInt8]) { html = Base64.encode(bytes) }

    init(_ parts: [Markup]) { html = parts.map(\.html).joined() }

    static func + (first: Markup, second: Markup) -> Markup { Markup(html: first.html + second.html) }

    static func += (first: inout Markup, second: Markup) { first.html += second.html }

    func joined(to others: [Markup], by separator: String) -> Markup {
        Markup(html: ([self] + others).map(\.html).joined(separator: Markup.escape(separator)))
    }
}

extension Markup {
    /// Escapes for text and for quoted attributes alike.
    ///
    /// The equals sign goes too: a value then holds neither a quote nor `=`, and no value, whatever stands around it,
    /// can complete the marker that a reader uses to find the bundle.
    static func escape(_ value: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "=": escaped.append(contentsOf: "&#61;".unicodeScalars)
            case _ where deceives(scalar): escaped.append(contentsOf: visible(scalar).unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    /// Whether a scalar could hide, or reorder what stands beside it: a name that reads backwards, a digest with a
    /// character nobody sees. A list of our own, since the properties that a standard library knows grow with each
    /// Unicode version, and the page must come out the same under all of them.
    private static func deceives(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
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
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "[U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "]"
    }
}
