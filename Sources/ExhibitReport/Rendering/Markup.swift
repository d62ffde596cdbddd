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
            case _ where scalar.deceives: escaped.append(contentsOf: visible(scalar).unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "[U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "]"
    }
}
