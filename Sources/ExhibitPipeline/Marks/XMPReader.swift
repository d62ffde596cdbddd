/// The marks of the XMP packets of one file.
///
/// Properties are told by their local name in any namespace: prefixes may be bound to anything, versions of a namespace
/// differ, and a property of this name is never a reason to think better of a picture.
struct XMPReader {
    /// Bytes of all packets together, and of one that JPEG segments carry.
    static let sizeLimit = 64 << 20
    static let depthLimit = 64
    /// Values of the properties that are looked for. Judging one takes a thousand times as long as reading a byte.
    static let valueLimit = 10_000

    private enum Property {
        case type, link, tool
        case system(String)

        init?(_ name: ArraySlice<UInt8>) {
            guard let local = XMPReader.local(name) else { return nil }
            switch local {
            case "digitalsourcetype", "digitalsourcefiletype": self = .type
            case "aisystemused", "aisystemversionused", "aipromptinformation", "aipromptwritername":
                self = .system(String(decoding: name, as: UTF8.self))
            case "provenance": self = .link
            case "creatortool": self = .tool
            default: return nil
            }
        }
    }

    /// An open element. What is inside a property belongs to it, however RDF wraps it.
    private struct Element {
        let name: ArraySlice<UInt8>
        let own: Property?
        let property: Property?
        /// Values seen before it began.
        let values: Int
    }

    private var marks = MarkCollection()
    /// Where manifests are said to be kept.
    private(set) var links: Set<String> = []
    private var elements: [Element] = []
    private var text = ""
    private var values = 0
    private var size = 0
    private var isBegun = false

    mutating func read(_ bytes: ArraySlice<UInt8>, into found: inout MarkCollection) {
        swap(&marks, &found)
        defer { swap(&marks, &found) }
        elements = []
        text = ""
        isBegun = false
        do throws(Unreadable) {
            size += bytes.count
            guard size <= Self.sizeLimit else { throw Unreadable("larger than \(Self.sizeLimit >> 20) MiB") }
            var scanner = XMLScanner(bytes)
            while let event = try scanner.next() { try take(event) }
            guard isBegun, elements.isEmpty else { throw Unreadable("XML that ends too early") }
        } catch {
            marks.addUnreadable(.xmp, error.reason, bytes)
        }
    }

    private mutating func take(_ event: XMLScanner.Event) throws(Unreadable) {
        switch event {
        case .text(let part):
            guard let element = elements.last else {
                // A byte-order mark inside is a relic of joined packets.
                guard part.unicodeScalars.allSatisfy({ $0.properties.isWhitespace || $0 == "\u{FEFF}" }) else {
                    throw Unreadable("XML with text outside its elements")
                }
                return
            }
            if element.property != nil { text += part }
        case .start(let name, let attributes, let isEmpty):
            try endText()
            guard elements.count < Self.depthLimit else { throw Unreadable("XML nested too deeply") }
            isBegun = true
            let own = Property(name)
            let element = Element(name: name, own: own, property: own ?? elements.last?.property, values: values)
            for attribute in attributes { try take(attribute, in: element) }
            elements.append(element)
            if isEmpty { try end(name) }
        case .end(let name):
            try endText()
            try end(name)
        }
    }

    private mutating func take(_ attribute: XMLScanner.Attribute, in element: Element) throws(Unreadable) {
        if let property = Property(attribute.name) {
            let before = values
            try take(attribute.value, of: property)
            if case .type = property, values == before { addEmptyType() }
        } else if let property = element.property, !Self.isSyntax(attribute.name) {
            try take(attribute.value, of: property)
        }
    }

    private mutating func endText() throws(Unreadable) {
        if let property = elements.last?.property { try take(text, of: property) }
        text = ""
    }

    private mutating func end(_ name: ArraySlice<UInt8>) throws(Unreadable) {
        guard let element = elements.popLast(), element.name.elementsEqual(name) else {
            throw Unreadable("XML with tags that do not match")
        }
        if case .type = element.own, values == element.values { addEmptyType() }
    }

    private mutating func addEmptyType() { marks.add(.unreadable(.xmpType, "an empty source type")) }

    private mutating func take(_ value: String, of property: Property) throws(Unreadable) {
        let scalars = value.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return }
        let value = String(scalars[first...last])
        guard values < Self.valueLimit else { throw Unreadable("too many values") }
        values += 1
        switch property {
        case .type: marks.addType(value, from: .xmpType)
        // The property's name only: a prompt may name people.
        case .system(let name):
            marks.add(ProvenanceMark(.xmpSystem, name, .learnedOrUnknown, "an AI system was used, how is not recorded"))
        case .tool: marks.add(ProvenanceMark(.software, value))
        case .link:
            let start = value.prefix(6).lowercased()
            let isLink = ["http:", "https:", "self#"].contains(where: start.hasPrefix)
            if isLink, links.count < 16 { links.insert(value) }
        }
    }

    /// Attributes that RDF and XML keep for themselves.
    private static func isSyntax(_ name: ArraySlice<UInt8>) -> Bool {
        if name.elementsEqual("xmlns".utf8) { return true }
        return local(name).map(["parsetype", "datatype", "lang", "id", "nodeid", "space"].contains) ?? true
    }

    /// Behind the prefix, in lower case; nil for what declares a prefix.
    private static func local(_ name: ArraySlice<UInt8>) -> String? {
        let parts = name.split(separator: 0x3A)
        guard let last = parts.last, parts.count == 1 || !parts[0].elementsEqual("xmlns".utf8) else { return nil }
        return String(decoding: last, as: UTF8.self).lowercased()
    }
}
