import Foundation

/// Something that must not leave the private half, in every spelling in which bytes travel through files like ours.
struct Secret: CustomStringConvertible {
    let description: String
    let bytes: [UInt8]
    let needles: [(spelling: String, bytes: [UInt8])]

    init(_ name: String, _ bytes: [UInt8]) {
        description = name
        self.bytes = bytes
        var needles = [("clear", bytes)]
        let hex = bytes.map { String(format: "%02x", $0) }.joined()
        needles.append(("hex", Array(hex.utf8)))
        needles.append(("HEX", Array(hex.uppercased().utf8)))
        // Base64 of any text around it: the characters that depend on these bytes alone, at each alignment.
        for shift in 0..<3 {
            let encoded = Array(Data([UInt8](repeating: 0, count: shift) + bytes).base64EncodedData())
            let first = (shift * 8 + 5) / 6
            let end = (shift + bytes.count) * 8 / 6
            needles.append(("base64, shifted by \(shift)", Array(encoded[first..<end])))
        }
        self.needles = needles
    }

    init(_ text: String) { self.init(text, Array(text.utf8)) }

    /// The spelling in which it stands in these bytes; nil where it does not.
    func spelling(in data: Data) -> String? {
        needles.first { data.range(of: Data($0.bytes)) != nil }?.spelling
    }
}

/// A file, and everything that it carries in base64 inside JSON or a data URL, to the bottom.
func layers(_ data: Data, depth: Int = 0) -> [Data] {
    guard depth < 8 else { return [data] }
    var found = [data]
    for run in base64Runs(data) {
        if let inner = Data(base64Encoded: run) { found += layers(inner, depth: depth + 1) }
    }
    return found
}

/// Runs of 24 or more characters of the alphabet, cut to whole groups where their padding was cut off.
private func base64Runs(_ data: Data) -> [Data] {
    var runs: [Data] = []
    func isAlphabet(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
        default: false
        }
    }
    data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
        var begin = 0
        for index in 0...bytes.count where index == bytes.count || !isAlphabet(bytes[index]) {
            if index - begin >= 24 { runs.append(Data(bytes[begin..<begin + (index - begin) / 4 * 4])) }
            begin = index + 1
        }
    }
    return runs
}
