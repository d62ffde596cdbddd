import Crypto

/// The file of a sealed artifact:
///
///     "exhibit/blob/v1\0" ‖ chunks of 65,536 bytes (the last one shorter or equal), each with its 16-byte tag
///     chunk   ChaCha20-Poly1305 under the artifact's own 32-byte key
///     nonce   3 zero bytes ‖ u64 chunk number ‖ 01 for the last chunk, else 00
///     AAD     the 32-byte sealed name
///
/// The number in the nonce keeps chunks in their order, the flag shows a file cut off between chunks, and the name
/// keeps a file from being taken for another one. The last chunk is empty only for an empty artifact: so each artifact
/// has one form. A key is never used for a second artifact, because nonces repeat between artifacts.
enum EncryptedBlob {
    static let header: [UInt8] = Array("exhibit/blob/v1\0".utf8)
    static let chunkSize = 65_536
    static let tagSize = 16
    static let sealedChunkSize = chunkSize + tagSize

    /// Why bytes are not the blob of this name under this key. A wrong key looks like damage: the tag does not fit.
    enum Malformed: Error, Equatable {
        case header
        case chunk(UInt64)
        case truncated
        case emptyLastChunk

        var reason: String {
            switch self {
            case .header: "does not begin as an encrypted artifact does"
            case .chunk(let number): "was changed or cut off: chunk \(number) does not fit its key and name"
            case .truncated: "was cut off"
            case .emptyLastChunk: "has an empty chunk at its end"
            }
        }
    }

    /// The bytes that a blob of so many plain bytes takes.
    static func sealedSize(of size: Int) -> Int {
        header.count + size + max(1, (size + chunkSize - 1) / chunkSize) * tagSize
    }

    static func encode(_ bytes: [UInt8], key: [UInt8], name: [UInt8]) -> [UInt8] {
        var encoder = Encoder(key: key, name: name)
        return encoder.update(bytes[...]) + encoder.finish()
    }

    static func decode(_ blob: [UInt8], key: [UInt8], name: [UInt8]) throws(Malformed) -> [UInt8] {
        var decoder = Decoder(key: key, name: name)
        let bytes = try decoder.update(blob[...])
        return try bytes + decoder.finish()
    }

    /// Takes plain bytes in pieces of any size and gives the blob's bytes, holding back at most one chunk.
    struct Encoder {
        private let cipher: ChunkCipher
        private var held: [UInt8] = []
        private var number: UInt64 = 0
        private var begun = false

        init(key: [UInt8], name: [UInt8]) { cipher = ChunkCipher(key: key, name: name) }

        mutating func update(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            var output = start()
            held += bytes
            // A full chunk waits until it is known not to be the last one.
            var position = 0
            while held.count - position > chunkSize {
                output += cipher.seal(held[position..<(position + chunkSize)], number: number, isLast: false)
                number += 1
                position += chunkSize
            }
            held.removeFirst(position)
            return output
        }

        mutating func finish() -> [UInt8] {
            let output = start() + cipher.seal(held[...], number: number, isLast: true)
            wipe(&held)
            held = []
            return output
        }

        private mutating func start() -> [UInt8] {
            defer { begun = true }
            return begun ? [] : header
        }
    }

    /// Takes the blob's bytes in pieces of any size and gives plain bytes, each chunk after its tag was checked.
    /// What it gives is whole only when `finish` has returned: until then the end may be missing.
    struct Decoder {
        private let cipher: ChunkCipher
        private var held: [UInt8] = []
        private var number: UInt64 = 0
        private var begun = false

        init(key: [UInt8], name: [UInt8]) { cipher = ChunkCipher(key: key, name: name) }

        mutating func update(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> [UInt8] {
            held += bytes
            if !begun {
                guard held.count >= header.count else { return [] }
                guard held.starts(with: header) else { throw .header }
                held.removeFirst(header.count)
                begun = true
            }
            var output: [UInt8] = []
            var position = 0
            while held.count - position > sealedChunkSize {
                let chunk = held[position..<(position + sealedChunkSize)]
                output += try cipher.open(chunk, number: number, isLast: false)
                number += 1
                position += sealedChunkSize
            }
            held.removeFirst(position)
            return output
        }

        mutating func finish() throws(Malformed) -> [UInt8] {
            guard begun else { throw header.starts(with: held) ? .truncated : .header }
            guard held.count >= tagSize else { throw .truncated }
            guard held.count > tagSize || number == 0 else { throw .emptyLastChunk }
            return try cipher.open(held[...], number: number, isLast: true)
        }
    }
}

/// One artifact's chunks under its key and name.
private struct ChunkCipher {
    let key: SymmetricKey
    let name: [UInt8]

    init(key: [UInt8], name: [UInt8]) {
        precondition(key.count == 32 && name.count == 32, "a key and a name have 32 bytes")
        self.key = SymmetricKey(data: key)
        self.name = name
    }

    private func nonce(_ number: UInt64, _ isLast: Bool) -> [UInt8] {
        [0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) } + [isLast ? 1 : 0]
    }

    func seal(_ chunk: ArraySlice<UInt8>, number: UInt64, isLast: Bool) -> [UInt8] {
        do {
            let nonce = try ChaChaPoly.Nonce(data: nonce(number, isLast))
            let box = try ChaChaPoly.seal(chunk, using: key, nonce: nonce, authenticating: name)
            return Array(box.ciphertext) + Array(box.tag)
        } catch {
            // Only sizes can fail, and they are fixed above.
            preconditionFailure("ChaCha20-Poly1305: \(error)")
        }
    }

    func open(_ chunk: ArraySlice<UInt8>, number: UInt64, isLast: Bool) throws(EncryptedBlob.Malformed) -> [UInt8] {
        do {
            let nonce = try ChaChaPoly.Nonce(data: nonce(number, isLast))
            let box = try ChaChaPoly.SealedBox(
                nonce: nonce, ciphertext: chunk.dropLast(EncryptedBlob.tagSize),
                tag: chunk.suffix(EncryptedBlob.tagSize))
            return Array(try ChaChaPoly.open(box, using: key, authenticating: name))
        } catch {
            throw .chunk(number)
        }
    }
}
