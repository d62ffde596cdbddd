#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A place in canonical JSON, and what can stand there. Every step that fails leaves the place where it was, or is the last.
struct ByteScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    private func matches(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard bytes.count - position >= count, let base = bytes.baseAddress else { return false }
        let (left, right) = (UnsafeRawPointer(base + position), UnsafeRawPointer(start))
        var index = 0
        while index + 8 <= count {
            guard
                left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                    == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            else { return false }
            index += 8
        }
        while index < count {
            guard bytes[position + index] == start[index] else { return false }
            index += 1
        }
        return true
    }

    mutating func take(_ text: StaticString) -> Bool {
        guard matches(text.utf8Start, text.utf8CodeUnitCount) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    mutating func take(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { text in
            guard let start = text.baseAddress, matches(start, text.count) else { return false }
            position += text.count
            return true
        }
    }

    mutating func take(_ pool: [UInt8], _ start: Int, _ count: Int) -> Bool {
        let isThere = pool.withUnsafeBufferPointer { pool in
            pool.baseAddress.map { matches($0 + start, count) } ?? false
        }
        if isThere { position += count }
        return isThere
    }

    /// A word and the quotation mark behind it.
    mutating func takeWord(_ pool: [UInt8], _ word: Range<Int>) -> Bool {
        let start = position
        guard take(pool, word.lowerBound, word.count), take("\"") else {
            position = start
            return false
        }
        return true
    }

    /// 64 lower-case hexadecimal digits.
    mutating func digest() -> ContentHash? {
        guard bytes.count - position >= 64,
            let hash = ContentHash(digits: UnsafeBufferPointer(rebasing: bytes[position..<(position + 64)]))
        else { return nil }
        position += 64
        return hash
    }

    /// A typed name with its quotation marks.
    mutating func name() -> TypedName? {
        let start = position
        guard take("\""), let kind = nameKind(), let hash = digest(), take("\"") else {
            position = start
            return nil
        }
        return TypedName(kind, hash)
    }

    private mutating func nameKind() -> TypedName.Kind? {
        if take("commit:") { return .commitment }
        if take("sealed:") { return .sealed }
        if take("statement:") { return .statement }
        if take("sha256:") { return .open }
        return take("ed25519:") ? .key : nil
    }

    /// So many lower-case hexadecimal digits.
    mutating func digits(_ count: Int) -> String? {
        guard bytes.count - position >= count else { return nil }
        let digits = bytes[position..<(position + count)]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        position += count
        return String(decoding: UnsafeBufferPointer(rebasing: digits), as: UTF8.self)
    }

    /// −(2^53−1) … 2^53−1 in its one spelling.
    mutating func integer() -> Int64? {
        var place = position
        let isNegative = place < bytes.count && bytes[place] == 0x2D
        if isNegative { place += 1 }
        let start = place
        var value: Int64 = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]), place - start < 17 {
            value = value * 10 + Int64(bytes[place] - 0x30)
            place += 1
        }
        let count = place - start
        guard count > 0, value <= 9_007_199_254_740_991, count == 1 || bytes[start] != 0x30, !(isNegative && value == 0)
        else { return nil }
        position = place
        return isNegative ? -value : value
    }

    /// A permitted string of at most `limit` bytes.
    ///
    /// - Returns: the typed name that it is, if it is one.
    mutating func string(limit: Int) -> (name: TypedName?, hasEscapes: Bool)? {
        guard take("\"") else { return nil }
        let start = position
        var escapes = 0
        var isASCII = true
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x22 {
                let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
                guard text.count - escapes <= limit, isASCII || Self.isPermitted(text) else { return nil }
                position += 1
                guard escapes == 0, (68...74).contains(text.count) else { return (nil, escapes > 0) }
                var again = self
                again.position = start - 1
                return (again.name(), false)
            }
            if byte == 0x5C {
                guard position + 1 < bytes.count, [0x22, 0x5C, 0x6E].contains(bytes[position + 1]) else { return nil }
                escapes += 1
                position += 2
            } else {
                guard byte >= 0x20, byte != 0x7F else { return nil }
                if byte >= 0x80 { isASCII = false }
                position += 1
            }
        }
        return nil
    }

    /// The bytes that lower-case digits stand for.
    ///
    /// - Parameter count: of bytes; a multiple of eight.
    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard bytes.count - position >= count * 2,
            let start = bytes.baseAddress.map({ UnsafeRawPointer($0 + position) })
        else { return nil }
        var isValid = true
        let decoded = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            for place in stride(from: 0, to: count, by: 8) {
                guard let word = Hex.word(start + place * 2) else {
                    isValid = false
                    break
                }
                UnsafeMutableRawBufferPointer(buffer).storeBytes(
                    of: word.bigEndian, toByteOffset: place, as: UInt64.self)
            }
            written = isValid ? count : 0
        }
        guard isValid else { return nil }
        position += count * 2
        return decoded
    }

    /// Up to the next quotation mark.
    mutating func base64() -> [UInt8]? {
        guard let start = bytes.baseAddress.map({ $0 + position }) else { return nil }
        // By the C library's search: most of a leaf is one such text.
        let end = memchr(start, 0x22, bytes.count - position).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) }
        let text = UnsafeBufferPointer(start: start, count: end ?? bytes.count - position)
        guard let decoded = Base64.decode(text) else { return nil }
        position += text.count
        return decoded
    }

    /// UTF-8, without the control characters of two bytes: U+0080 to U+009F.
    private static func isPermitted(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        String(validating: text, as: UTF8.self).map {
            $0.unicodeScalars.allSatisfy { !(0x80...0x9F).contains($0.value) }
        } ?? false
    }

    /// A permitted string without escapes.
    mutating func plainString(limit: Int) -> String? {
        let start = position + 1
        guard let text = string(limit: limit), !text.hasEscapes else { return nil }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<(position - 1)]), as: UTF8.self)
    }
}
