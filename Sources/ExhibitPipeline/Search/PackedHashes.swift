/// The PDQ hashes of a reference set, packed for searching.
///
/// "exhibit/pdq-set/v1\0" ‖ u64 count ‖ records in the order of the gallery manifest:
/// 32 bytes hash (bit 255 first) ‖ u8 quality ‖ u16 unstable bits ‖ u8 usable (01, else 00).
/// A picture that was not decoded has a record too, so that an ordinal is always a position in the manifest.
public struct PackedHashes: Sendable, Hashable {
    /// The encoded form, header included.
    public let bytes: [UInt8]
    /// Number of records.
    public let count: Int
    /// How many of them may be found.
    public let usable: Int

    static let magic = Array("exhibit/pdq-set/v1\0".utf8)
    static let headerSize = magic.count + 8
    static let recordSize = 36

    /// - Parameter hashes: one for each line of the manifest; nil where no picture was decoded.
    public init(_ hashes: some Collection<PDQ?>) {
        var bytes = Self.magic
        var usable = 0
        bytes.reserveCapacity(Self.headerSize + Self.recordSize * hashes.count)
        bytes.append(bigEndian: UInt64(hashes.count))
        for entry in hashes {
            let given = entry ?? PDQ(hash: .zero, quality: 0, unstableBits: 256)
            // Brought into range, so that whatever is packed also parses.
            let pdq = PDQ(
                hash: given.hash, quality: min(max(given.quality, 0), 100),
                unstableBits: min(max(given.unstableBits, 0), 256))
            bytes += pdq.hash.bytes
            bytes.append(UInt8(pdq.quality))
            bytes.append(bigEndian: UInt16(pdq.unstableBits))
            bytes.append(pdq.isUsable ? 1 : 0)
            if pdq.isUsable { usable += 1 }
        }
        self.bytes = bytes
        self.usable = usable
        count = hashes.count
    }

    public enum Malformed: String, Error, Sendable, Hashable {
        case magic, length, quality, unstableBits
        /// The usable flag is not the one that quality and unstable bits give.
        case flag
    }

    /// Accepts exactly what ``init(_:)`` writes.
    public init(parsing bytes: [UInt8]) throws(Malformed) {
        guard bytes.starts(with: Self.magic) else { throw .magic }
        guard bytes.count >= Self.headerSize else { throw .length }
        let declared = bytes[Self.magic.count..<Self.headerSize].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let (count, rest) = (bytes.count - Self.headerSize).quotientAndRemainder(dividingBy: Self.recordSize)
        guard rest == 0, declared == UInt64(count) else { throw .length }
        var usable = 0
        for k in 0..<count {
            let at = Self.headerSize + Self.recordSize * k + 32
            let quality = Int(bytes[at])
            let unstable = Int(bytes[at + 1]) << 8 | Int(bytes[at + 2])
            guard quality <= 100 else { throw .quality }
            guard unstable <= 256 else { throw .unstableBits }
            let isUsable = PDQ(hash: .zero, quality: quality, unstableBits: unstable).isUsable
            guard bytes[at + 3] == (isUsable ? 1 : 0) else { throw .flag }
            if isUsable { usable += 1 }
        }
        self.bytes = bytes
        self.usable = usable
        self.count = count
    }

    /// Record `ordinal`, from 0.
    public subscript(ordinal: Int) -> PDQ {
        precondition((0..<count).contains(ordinal), "no such record")
        let at = Self.headerSize + Self.recordSize * ordinal
        let word = { (k: Int) in bytes[(at + 8 * k)..<(at + 8 * k + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return PDQ(
            hash: PDQHash(words: (word(0), word(1), word(2), word(3))), quality: Int(bytes[at + 32]),
            unstableBits: Int(bytes[at + 33]) << 8 | Int(bytes[at + 34]))
    }
}
