/// A report: a page that a person reads, with the bundle that a program verifies in one script element at its end.
public struct ReportFile: Sendable, Equatable {
    /// Everything before the script element.
    public let page: [UInt8]
    public let bundle: [UInt8]

    private static let opening = Array("<script type=\"application/json\" id=\"exhibit-bundle\">".utf8)
    private static let closing = Array("</script>\n</body>\n</html>\n".utf8)
    private static let marker = Array("id=\"exhibit-bundle\"".utf8)
    private static let start = Array("<!DOCTYPE html>\n<html lang=\"".utf8)
    private static let saltStart = Array("<meta name=\"exhibit-salt\" content=\"".utf8)
    private static let disclosedStart = Array("<meta name=\"exhibit-disclosed\" content=\"".utf8)
    private static let metaEnd = Array("\">".utf8)
    /// Enough for a thousand runs with pictures; a bound before anything is allocated.
    public static let maximumBytes = 256 << 20

    public init(page: [UInt8], bundle: [UInt8]) throws(Malformed) {
        try self.init(encoded: page + Self.opening + Base64.encodeToBytes(bundle) + Self.closing)
    }

    public var encoded: [UInt8] { page + Self.opening + Base64.encodeToBytes(bundle) + Self.closing }

    /// H of the file with the bundle removed: what the `report` entry names.
    public var pageName: TypedName { Self.pageName(of: page) }

    /// The page's name before there is a bundle to go with it.
    public static func pageName(of page: [UInt8]) -> TypedName { .open(page + opening + closing) }

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        func failure(_ reason: String) -> Malformed { Malformed("report", reason) }
        guard bytes.count <= Self.maximumBytes else { throw failure("more than \(Self.maximumBytes) bytes") }
        guard bytes.starts(with: Self.start) else { throw failure("it does not begin like an Exhibit report") }
        guard let marker = Self.find(Self.marker, in: bytes, from: 0),
            marker + Self.marker.count < bytes.count,
            Self.find(Self.marker, in: bytes, from: marker + 1) == nil
        else { throw failure("it carries no bundle, or more than one") }
        let openingStart = marker - (Self.opening.count - Self.marker.count - 1)
        let bodyStart = openingStart + Self.opening.count
        guard openingStart > 0, bodyStart + Self.closing.count <= bytes.count,
            bytes[openingStart..<bodyStart].elementsEqual(Self.opening),
            bytes.suffix(Self.closing.count).elementsEqual(Self.closing)
        else { throw failure("its bundle does not stand at its end") }
        page = Array(bytes[..<openingStart])
        guard let bundle = Base64.decode(bytes[bodyStart..<(bytes.count - Self.closing.count)]) else {
            throw failure("its bundle is not base64")
        }
        self.bundle = bundle
        guard page.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), String(validating: page, as: UTF8.self) != nil else {
            throw failure("its page has control characters, or is not UTF-8")
        }
        let beginning = Array(page.prefix(512))
        guard Self.find(Array("<meta charset=\"utf-8\">".utf8), in: beginning, from: 0) != nil, salt != nil else {
            throw failure("its page lacks its character set or its salt")
        }
    }

    /// The view's random salt, 32 bytes: page and view digests are public, and must not let anybody test a guess.
    public var salt: [UInt8]? { bytes(after: Self.saltStart) }

    /// What the page says of all that its bundle discloses, ``Bundle/disclosedDigest``; nil on pages of earlier templates.
    public var disclosed: ContentHash? { bytes(after: Self.disclosedStart).flatMap { ContentHash(bytes: $0) } }

    /// 32 bytes in the head of the page.
    private func bytes(after meta: [UInt8]) -> [UInt8]? {
        let beginning = Array(page.prefix(512))
        guard let start = Self.find(meta, in: beginning, from: 0) else { return nil }
        let rest = beginning[(start + meta.count)...]
        guard rest.dropFirst(64).starts(with: Self.metaEnd),
            let bytes = Hex.decode(String(decoding: rest.prefix(64), as: UTF8.self))
        else { return nil }
        return bytes.count == 32 ? bytes : nil
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count - start >= pattern.count else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            for index in start...(bytes.count - pattern.count) where bytes[index] == pattern[0] {
                if (0..<pattern.count).allSatisfy({ bytes[index + $0] == pattern[$0] }) { return index }
            }
            return nil
        }
    }
}
