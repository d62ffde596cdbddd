import ExhibitCore
import Synchronization

/// A scratch space that can be full.
public final class MemoryScratch: ScratchSpace {
    public struct Full: Error {}

    private let bytes = Mutex<[UInt8]>([])
    private let limit: Int

    public init(failsAt limit: Int = .max) { self.limit = limit }

    public var size: Int { bytes.withLock { $0.count } }

    public func append(_ new: UnsafeRawBufferPointer) throws -> UInt64 {
        try bytes.withLock { bytes in
            guard bytes.count + new.count <= limit else { throw Full() }
            bytes += new
            return UInt64(bytes.count - new.count)
        }
    }

    public func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws {
        bytes.withLock { bytes in buffer.copyBytes(from: bytes[Int(offset)..<(Int(offset) + buffer.count)]) }
    }
}
