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

    /// Stores the bytes of a file in clear, within fixed memory whatever its size.
    ///
    /// - Parameter digest: their SHA-256. Where the file has other bytes by now, nothing of it stays.
    package func storeOpen(
        fileAt source: String, digest: [UInt8], pending: inout PendingFolders
    ) throws(StorageError) {
        let file = openPath(digest)
        do {
            try readOpen(digest) { (_) throws(StorageError) in }
            pending.insert(DurableFile.folder(of: file))
            return
        } catch {
            guard [.notFound, .damaged].contains(error.kind) else { throw error }
        }
        try DurableFile.makeFolder(DurableFile.folder(of: file))
        var reader = try FileReader(source)
        var writer = try DurableFile.Writer(to: file)
        var hasher = SHA256()
        while let piece = try reader.next() {
            hasher.update(data: piece)
            try writer.append(piece)
        }
        guard Array(hasher.finalize()) == digest else {
            throw StorageError(
                .damaged, path: source, reason: "changed while it was stored",
                remedy: "Try again when nobody writes to it.")
        }
        try writer.commit(replacing: true, syncingFolder: false)
        pending.insert(DurableFile.folder(of: file))
    }

    /// Stores bytes in clear, durable on return.
    @discardableResult
    package func storeOpen(_ bytes: [UInt8]) throws(StorageError) -> [UInt8] {
        var pending = PendingFolders()
        let digest = try storeOpen(bytes, pending: &pending)
        try pending.sync()
        return digest
    }

    /// The bytes with this SHA-256.
    package func readOpen(_ digest: [UInt8], limit: Int) throws(StorageError) -> [UInt8] {
        var result: [UInt8] = []
        try readOpen(digest) { (piece) throws(StorageError) in
            guard result.count + piece.count <= limit else { throw tooLarge(openPath(digest), limit) }
            result += piece
        }
        return result
    }

    /// Calls `body` with the bytes piece by piece, within fixed memory; only when this returns do they fit the digest.
    package func readOpen(_ digest: [UInt8], _ body: ([UInt8]) throws(StorageError) -> Void) throws(StorageError) {
        let file = openPath(digest)
        var reader = try artifact(file)
        var hasher = SHA256()
        while let piece = try reader.next() {
            hasher.update(data: piece)
            try body(piece)
        }
        guard Array(hasher.finalize()) == digest else { throw damaged(file, "has other bytes than its name says") }
    }
}
