import Foundation

/// Files that carry marks: kept ones, and ones written here byte for byte. Nothing of them but marks is a picture.
enum MarkFiles {
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/marks")

    static func fixture(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: fixtures.appending(path: name)))
    }

    static func u32(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }

    static func png(_ chunks: [(type: String, body: [UInt8])]) -> [UInt8] {
        let all = chunks + [("IEND", [])]
        return all.reduce(into: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { file, chunk in
            file += u32(chunk.body.count) + Array(chunk.type.utf8) + chunk.body + [0, 0, 0, 0]
        }
    }

    static func jpeg(_ segments: [(marker: UInt8, body: [UInt8])]) -> [UInt8] {
        segments.reduce(into: [0xFF, 0xD8]) { file, segment in
            file += [0xFF, segment.marker] + u32(segment.body.count + 2).suffix(2) + segment.body
        } + [0xFF, 0xDA, 0, 0]
    }

    static func xmp(_ packet: String) -> [UInt8] {
        jpeg([(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(packet.utf8))])
    }

    static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        u32(8 + content.count) + Array(type.utf8) + content
    }

    static func superbox(_ kind: String, _ label: String, _ content: [UInt8]) -> [UInt8] {
        let type = Array(kind.utf8) + [0, 0x11, 0, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
        return box("jumb", box("jumd", type + [3] + Array(label.utf8) + [0]) + content)
    }

    /// A manifest store with one assertion.
    static func store(_ content: [UInt8], in label: String = "c2pa.actions", as kind: String = "cbor") -> [UInt8] {
        let assertion = superbox(kind, label, box(kind, content))
        return superbox("c2pa", "c2pa", superbox("c2ma", "urn:m", superbox("c2as", "c2pa.assertions", assertion)))
    }

    static func png(store: [UInt8]) -> [UInt8] { png([("caBX", store)]) }

    /// CBOR of small values only.
    indirect enum CBOR {
        case text(String)
        case list([CBOR])
        case map([(CBOR, CBOR)])
        case integer(UInt8)
        case raw([UInt8])

        var bytes: [UInt8] {
            switch self {
            case .text(let text): [0x79, UInt8(text.utf8.count >> 8), UInt8(text.utf8.count & 255)] + Array(text.utf8)
            case .list(let items): [0x80 + UInt8(items.count)] + items.flatMap(\.bytes)
            case .map(let pairs): [0xA0 + UInt8(pairs.count)] + pairs.flatMap { $0.bytes + $1.bytes }
            case .integer(let value): [0x18, value]
            case .raw(let bytes): bytes
            }
        }
    }

    static func actions(_ names: String...) -> [UInt8] {
        CBOR.map([(.text("actions"), .list(names.map { .map([(.text("action"), .text($0))]) }))]).bytes
    }

    /// APP11 segments that carry `box` in parts of the given number of bytes.
    static func segments(_ box: [UInt8], every size: Int, instance: UInt8 = 1) -> [(marker: UInt8, body: [UInt8])] {
        let content = Array(box.dropFirst(8))
        return stride(from: 0, to: content.count, by: size).enumerated().map { index, start in
            let part = content[start..<min(start + size, content.count)]
            return (0xEB, [0x4A, 0x50, 2, instance] + u32(index + 1) + box.prefix(8) + part)
        }
    }
}
