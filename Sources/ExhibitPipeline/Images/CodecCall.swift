import CCodecs

/// One call into the shim, with what the codec said. Status becomes a value or a ``NotDecoded``.
struct CodecCall {
    var limits: codec_limits
    var log = codec_log()

    init(_ limits: ImageLimits) { self.limits = limits.codec }

    var warnings: [String] {
        withUnsafePointer(to: log) { log in
            (0..<log.pointee.kept).map { String(cString: codec_log_warning(log, $0)) }
        }
    }

    func check(_ status: codec_status) throws(NotDecoded) {
        guard status != CODEC_OK else { return }
        let said = withUnsafePointer(to: log) { String(cString: codec_log_reason($0)) }
        let reason = said.isEmpty ? "no reason given" : said
        switch status {
        case CODEC_UNSUPPORTED: throw NotDecoded(.unsupported, reason)
        case CODEC_TOO_LARGE: throw NotDecoded(.tooLarge, reason)
        default: throw NotDecoded(.damaged, reason)
        }
    }

    /// An array of exactly `count` bytes filled by `body`, or none of it when the codec failed. The shim writes every
    /// byte on success and none is read on failure, so the buffer is not cleared first.
    mutating func fill(
        _ count: Int, _ body: (inout CodecCall, UnsafeMutableBufferPointer<UInt8>) -> codec_status
    ) throws(NotDecoded) -> [UInt8] {
        var status = CODEC_OK
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            status = body(&self, UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialised = status == CODEC_OK ? count : 0
        }
        try check(status)
        return bytes
    }
}
