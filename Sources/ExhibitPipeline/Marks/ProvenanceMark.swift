/// One thing that a picture file says about how it was made. Anybody can write one and anybody can remove one, so that
/// a mark is believed only where it speaks against the picture.
public struct ProvenanceMark: Sendable, Hashable {
    /// What a mark does to the taint of the whole picture: marks name no region that this program could check.
    ///
    /// There is no class below T3, because no mark can make a picture cleaner than its origin is known to be.
    public enum Class: String, Sendable, Hashable, CaseIterable, Comparable {
        case learnedOrUnknown = "T3"
        case generated = "T4"
        case authored = "T5"

        public static func < (left: Class, right: Class) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where in the file it stands.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        /// A name from an actions assertion of any manifest of the store, ingredients included.
        case action = "C2PA action"
        /// A digital source type in any assertion of any manifest.
        case manifestType = "C2PA digital source type"
        /// The manifest store itself.
        case manifest = "C2PA manifest store"
        /// `Iptc4xmpExt:DigitalSourceType`.
        case xmpType = "XMP digital source type"
        /// One of IPTC's properties about an AI system and its prompt. The value is the property's name.
        case xmpSystem = "XMP statement about an AI system"
        /// `dcterms:provenance`: where a manifest is kept. Never fetched.
        case xmpLink = "XMP provenance link"
        case xmp = "XMP"
        case iim = "IPTC-IIM"
        case file = "file"
        /// A program's name, or the name of a text chunk that image generators write. A hint, and never a class.
        case software = "software"
    }

    public let source: Source
    /// As it stands in the file, if it is text that can be shown, else "hex:" and lower-case hex; cut to
    /// ``textLimit`` bytes. "unreadable" where something is there that could not be read.
    public let value: String
    /// Nil where the mark says nothing against the picture.
    public let taint: Class?
    /// Why it has this class; nil when it has none.
    public let reason: String?

    public static let textLimit = 256

    init(_ source: Source, _ value: String, _ taint: Class? = nil, _ reason: String? = nil) {
        self.source = source
        self.value = Self.shown(value)
        self.taint = taint
        self.reason = reason
    }

    static func unreadable(_ source: Source, _ reason: String) -> ProvenanceMark {
        ProvenanceMark(source, "unreadable", .learnedOrUnknown, reason)
    }

    /// One line, for people.
    public var line: String {
        let verdict = taint.map { ": \($0.rawValue)" } ?? ""
        return "\(source.rawValue) \"\(value)\"\(verdict)\(reason.map { ", \($0)" } ?? "")"
    }

    /// Control characters would let a file move a terminal's cursor, and direction marks let it reorder a sentence.
    private static func shown(_ text: String) -> String {
        let isPlain = text.unicodeScalars.prefix(textLimit).allSatisfy {
            switch $0.value {
            case 0x00..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF: false
            default: true
            }
        }
        guard !isPlain else { return prefix(of: text, bytes: textLimit) }
        let digits = Array("0123456789abcdef".utf8)
        let hex = text.utf8.prefix(textLimit / 2 - 2).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "hex:" + String(decoding: hex, as: UTF8.self)
    }

    private static func prefix(of text: String, bytes limit: Int) -> String {
        var end = text.utf8.prefix(limit).endIndex
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }
}
