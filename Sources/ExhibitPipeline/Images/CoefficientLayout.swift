import CCodecs

/// Where each part of a coefficient identity stands (``ImageIdentity/coefficientIdentityBytes(_:limits:)``), from the
/// header of the file.
struct CoefficientLayout {
    private static let domain = Array("exhibit/jpeg-coefficients/v1\0".utf8)
    private static let partHeader = 2 + 128 + 8

    private let header: codec_header
    private var across: [UInt32] = []
    private var down: [UInt32] = []
    private var offsets: [Int] = []
    private var blockBytes: [Int] = []
    /// Bytes of the whole identity.
    private(set) var size = CoefficientLayout.domain.count + 6

    init?(_ header: codec_header) {
        self.header = header
        let h = [header.h.0, header.h.1, header.h.2, header.h.3]
        let v = [header.v.0, header.v.1, header.v.2, header.v.3]
        guard (1...4).contains(header.components), header.h_max > 0, header.v_max > 0 else { return nil }
        for c in 0..<Int(header.components) {
            across.append(Self.blocks(header.width, h[c], header.h_max))
            down.append(Self.blocks(header.height, v[c], header.v_max))
            // Sides are at most 65,535, so at most 8192 × 4 blocks of 128 bytes across and down: far inside Int.
            let bytes = Int(across[c]) * Int(down[c]) * 128
            offsets.append(size + Self.partHeader)
            blockBytes.append(bytes)
            size += Self.partHeader + bytes
        }
    }

    /// ceil(side · factor / (8 · largest factor))
    private static func blocks(_ side: UInt32, _ factor: UInt32, _ largest: UInt32) -> UInt32 {
        (side * factor + 8 * largest - 1) / (8 * largest)
    }

    /// The identity, of which `read` writes the blocks and the quantisers where it is told.
    func fill(
        _ call: inout CodecCall, _ read: (inout CodecCall, codec_coefficients) -> codec_status
    ) throws(NotDecoded) -> [UInt8] {
        var quantisers = [UInt16](repeating: 0, count: 64 * offsets.count)
        var bytes = try call.fill(size) { call, buffer in
            // Only the gaps between the blocks are headers: cleared here, written below.
            var end = 0
            for (offset, count) in zip(offsets, blockBytes) {
                for k in end..<offset { buffer[k] = 0 }
                end = offset + count
            }
            return offsets.withUnsafeBufferPointer { offsets in
                across.withUnsafeBufferPointer { across in
                    down.withUnsafeBufferPointer { down in
                        quantisers.withUnsafeMutableBufferPointer { quantisers in
                            read(
                                &call,
                                codec_coefficients(
                                    offsets: offsets.baseAddress, across: across.baseAddress, down: down.baseAddress,
                                    quantisers: quantisers.baseAddress, out: buffer.baseAddress,
                                    capacity: buffer.count))
                        }
                    }
                }
            }
        }
        writeHeaders(quantisers, into: &bytes)
        return bytes
    }

    private func writeHeaders(_ quantisers: [UInt16], into bytes: inout [UInt8]) {
        var front = Self.domain
        front.append(bigEndian: UInt16(clamping: header.width))
        front.append(bigEndian: UInt16(clamping: header.height))
        front.append(UInt8(clamping: header.precision))
        front.append(UInt8(clamping: header.components))
        bytes.replaceSubrange(0..<front.count, with: front)
        let h = [header.h.0, header.h.1, header.h.2, header.h.3]
        let v = [header.v.0, header.v.1, header.v.2, header.v.3]
        for c in offsets.indices {
            var part = [UInt8(clamping: h[c]), UInt8(clamping: v[c])]
            for value in quantisers[(64 * c)..<(64 * c + 64)] { part.append(bigEndian: value) }
            part.append(bigEndian: across[c])
            part.append(bigEndian: down[c])
            bytes.replaceSubrange((offsets[c] - Self.partHeader)..<offsets[c], with: part)
        }
    }
}
