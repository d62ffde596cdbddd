/// Where a sort puts what does not fit into memory; gone when nobody holds it any more.
public protocol ScratchSpace: Sendable {
    /// Adds bytes at the end, and returns where they begin.
    func append(_ bytes: UnsafeRawBufferPointer) throws -> UInt64
    /// Fills the buffer with what was written from `offset` on.
    func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws
}

/// Memory that is freed with its last holder, and read by several threads once it is written.
final class RecordBuffer: @unchecked Sendable {
    // Unchecked: who writes it holds it alone; after that it is only read.
    let bytes: UnsafeMutableRawBufferPointer

    init(byteCount: Int) { bytes = .allocate(byteCount: byteCount, alignment: 16) }
    deinit { bytes.deallocate() }
}

extension UnsafeMutableRawBufferPointer {
    func store(_ number: UInt64, at offset: Int) {
        storeBytes(of: number.bigEndian, toByteOffset: offset, as: UInt64.self)
    }
}

extension UnsafeRawBufferPointer {
    func hash(at offset: Int) -> ContentHash {
        guard let hash = ContentHash(bytes: UnsafeRawBufferPointer(rebasing: self[offset..<(offset + 32)])) else {
            preconditionFailure("32 bytes")
        }
        return hash
    }

    func number(at offset: Int) -> UInt64 {
        UInt64(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
