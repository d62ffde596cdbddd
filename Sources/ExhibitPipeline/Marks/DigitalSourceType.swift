import ExhibitCore

/// The IPTC vocabulary `cv.iptc.org/newscodes/digitalsourcetype/`, retired terms included, with the two terms that C2PA
/// adds and the names that schema.org gives to the same ones.
///
/// The class is that of the worst operation which the term's definition covers; where a definition covers edits of
/// unknown kind (`humanEdits`) it is T3, as for the C2PA action of the same meaning.
enum DigitalSourceType {
    typealias Judgement = (taint: ProvenanceMark.Class, reason: String)

    /// Nil for the terms that name a sensor and nothing else; an unknown term is T3.
    ///
    /// The term is the last part of an address, of a qualified code ("digsrctype:…"), or the whole. A known term that
    /// stands before it counts as well: two values in one text are no reason to believe the better one.
    static func judge(_ value: String) -> Judgement? {
        let unknown: Judgement = (.learnedOrUnknown, "a source type that is not known")
        guard value.utf8.count <= 1024 else { return unknown }
        let parts = value.split { "/#:?&=,;".contains($0) || $0.isWhitespace }.map { term(of: $0.lowercased()) }
        if let worst = parts.compactMap({ table[$0] }).max(by: { $0.taint < $1.taint }) { return worst }
        return parts.last.map(captures.contains) == true ? nil : unknown
    }

    /// The term that ``judge(_:)`` goes by, as the vocabulary spells it; nil where it knows none.
    static func known(_ value: String) -> String? {
        guard value.utf8.count <= 1024 else { return nil }
        let parts = value.split { "/#:?&=,;".contains($0) || $0.isWhitespace }.map { term(of: $0.lowercased()) }
        let worst = parts.compactMap { part in table[part].map { (part, $0.taint) } }.max { $0.1 < $1.1 }?.0
        let found = worst ?? parts.last.flatMap { captures.contains($0) ? $0 : nil }
        return found.flatMap { found in FileMark.sourceTypes.first { $0.lowercased() == found } }
    }

    /// schema.org ends each term with "DigitalSource".
    private static func term(of part: String) -> String {
        let suffix = "digitalsource"
        return part.hasSuffix(suffix) && part.count > suffix.count ? String(part.dropLast(suffix.count)) : part
    }

    private static let captures: Set<String> = ["digitalcapture", "negativefilm", "positivefilm"]

    private static let table: [String: Judgement] = [
        // A phone's merged frames; "non-generative AI" is part of the definition.
        "computationalcapture": (.learnedOrUnknown, "computed from several frames by an unrecorded process"),
        "multiframecomputationalcapture": (.learnedOrUnknown, "computed from several frames by an unrecorded process"),
        // Printing and screens are processes between the scene and the sensor that nothing describes.
        "print": (.learnedOrUnknown, "a picture of a print: what the print went through is not known"),
        "screencapture": (.learnedOrUnknown, "a picture of a screen: what it went through before is not known"),
        "minorhumanedits": (.learnedOrUnknown, "edited by a person, how is not recorded"),
        "humanedits": (.learnedOrUnknown, "edited by a person, how is not recorded"),
        "algorithmicallyenhanced": (.learnedOrUnknown, "altered by an algorithm"),
        "trainedalgorithmicmedia": (.generated, "made by a trained model"),
        "trainedalgorithmicdata": (.generated, "made by a trained model"),
        "compositewithtrainedalgorithmicmedia": (.generated, "edited with a generative model"),
        "compositesynthetic": (.generated, "put together with generated parts"),
        // Nothing of these was captured, trained model or not.
        "algorithmicmedia": (.generated, "made by an algorithm"),
        "virtualrecording": (.generated, "recorded in a virtual scene"),
        "virtualevent": (.generated, "recorded in a virtual scene"),
        "softwareimage": (.generated, "made by software"),
        // Pixels of one place beside pixels of another: no single capture shows this scene.
        "composite": (.authored, "put together from several pictures"),
        "compositecapture": (.authored, "put together from several captures"),
        "digitalcreation": (.authored, "drawn by a person"),
        "digitalart": (.authored, "drawn by a person"),
        "datadrivenmedia": (.authored, "drawn from data"),
        "empty": (.authored, "begun on an empty canvas"),
    ]

    private static let address = Array("digitalsourcetype/".utf8)

    /// Terms written behind the vocabulary's address anywhere in `bytes`, lower case, at most 64 different ones.
    static func terms(in bytes: ArraySlice<UInt8>) -> Set<String> {
        var found: Set<String> = []
        var matched = 0
        var at = bytes.startIndex
        while at < bytes.endIndex, found.count < 64 {
            let byte = lower(bytes[at])
            at += 1
            // No part of the address but its first letter begins it again, so that a mismatch restarts at once.
            matched = byte == address[matched] ? matched + 1 : byte == address[0] ? 1 : 0
            guard matched == address.count else { continue }
            matched = 0
            let term = bytes[at...].prefix(40).prefix { (0x61...0x7A).contains(lower($0)) }
            found.insert(String(decoding: term.map(lower), as: UTF8.self))
        }
        return found
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
