import Crypto

extension ArtifactFolder {
    /// Stores bytes in clear; returns their SHA-256. Bytes that are there already stay, and a damaged file of their
    /// name is replaced by them.
    @discardableResult
    package func storeOpen(_ bytes: [UInt8], pending: inout PendingFolders) throws(StorageError) -> [UInt8] {
        let digest = Array(SHA256.hash(data: bytes))
        let file = openPath(digest)
        do {
            if try readOpen(digest, limit: bytes.count) == bytes {
                // Perhaps stored by a run that ended before its folder was synced.
                pending.insert(DurableFile.folder(of: file))
                return digest
            }
        } catch {
            guard [.notFound, .damaged, .tooLarge].contains(error.kind) else { throw error }
        }
        try DurableFile.makeFolder(DurableFile.folder(of: file))
        try DurableFile.write(bytes, to: file, replacing: true, syncingFolder: false)
        pending.insert(DurableFile.folder(of: file))
        return digest
    }

    /// The same, durable on return.
    @discardableResult
    package func storeOpen(_ bytes: [UInt8]) throws(StorageError) -> [UInt8] {
        var pending = PendingFolders()
        let digest = try storeOpen(bytes, pending: &pending)
        try pending.sync()
        return digest
    }

    /// The bytes with this SHA-256.
    package func readOpen(_ digest: [UInt8], limit: Int) throws(StorageError) -> [UInt8] {
        let file = openPath(digest)
        var reader = try artifact(file)
        var result: [UInt8] = []
        while let piece = try reader.next() {
            guard result.count + piece.count <= limit else { throw tooLarge(file, limit) }
            result += piece
        }
        guard Array(SHA256.hash(data: result)) == digest else {
            throw damaged(file, "has other bytes than its name says")
        }
        return result
    }
}
