import CCodecs

/// The bytes whose sealed names are a picture's identities beside its file bytes. Nothing is hashed here.
public enum ImageIdentity {
    /// Identity of the decoded pixels:
    /// "exhibit/pixels/v1\0" ‖ u32 width ‖ u32 height ‖ u8 channels ‖ u8 bits ‖ rows from the top, interleaved, u8 or u16.
    public static func pixelIdentityBytes(_ image: DecodedImage) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(28 + image.samples.count)
        bytes += "exhibit/pixels/v1\0".utf8
        bytes.append(bigEndian: UInt32(clamping: image.width))
        bytes.append(bigEndian: UInt32(clamping: image.height))
        bytes.append(UInt8(image.channels))
        bytes.append(UInt8(image.bits))
        bytes += image.samples
        return bytes
    }

    /// Identity of the quantised coefficients of a JPEG file, which stripped metadata, optimised tables, and the
    /// conversion between baseline and progressive leave as it is. "exhibit/jpeg-coefficients/v1\0" and the layout of
    /// `formats.md`; i16 as two's complement, big-endian.
    ///
    /// - Returns: nil for a file that is not JPEG; else the bytes, with the decoder's warnings: coefficients of a damaged
    ///   file are what this decoder made of it.
    /// - Throws: ``NotDecoded``.
    public static func coefficientIdentityBytes(
        _ file: [UInt8], limits: ImageLimits = .standard
    ) throws(NotDecoded) -> (bytes: [UInt8], warnings: [String])? {
        guard ImageKind(sniffing: file) == .jpeg else { return nil }
        let header = try JPEG.probe(file, limits)
        guard let layout = Layout(header), layout.size <= limits.maxMemory else {
            throw NotDecoded(.tooLarge, "more memory than the limit allows")
        }
        var call = CodecCall(limits)
        var quantisers = [UInt16](repeating: 0, count: 64 * layout.offsets.count)
        var bytes = try call.fill(layout.size) { call, buffer in
            // Only the gaps between the blocks are headers: cleared here, written below.
            var end = 0
            for (offset, count) in zip(layout.offsets, layout.blockBytes) {
                for k in end..<offset { buffer[k] = 0 }
                end = offset + count
            }
            return codec_jpeg_coefficients(
                file, file.count, &call.limits, layout.offsets, layout.across, layout.down, &quantisers,
                buffer.baseAddress, buffer.count, &call.log)
        }
        layout.writeHeaders(header, quantisers, into: &bytes)
        return (bytes, call.warnings)
    }

    private struct Layout {
        static let domain = Array("exhibit/jpeg-coefficients/v1\0".utf8)
        static let partHeader = 2 + 128 + 8

        var across: [UInt32] = []
        var down: [UInt32] = []
        var offsets: [Int] = []
        var blockBytes: [Int] = []
        var size = Layout.domain.count + 6

        init?(_ header: codec_header) {
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
        static func blocks(_ side: UInt32, _ factor: UInt32, _ largest: UInt32) -> UInt32 {
            (side * factor + 8 * largest - 1) / (8 * largest)
        }

        func writeHeaders(_ header: codec_header, _ quantisers: [UInt16], into bytes: inout [UInt8]) {
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
}
