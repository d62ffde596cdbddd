import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// The pictures of a reference set, each read once: which are sources, and the copies made of them.
///
/// What is compared are the hashes that the set recorded, so that a file that was moved or deleted hides nothing: only
/// copies need it.
struct CalibrationPictures {
    private(set) var sources: [CalibrationScores.Picture] = []
    private(set) var leftOut: [CalibrationScores.LeftOut] = []
    private(set) var same: [CalibrationScores.Same] = []
    private var known: Set<ContentHash> = []

    private struct Item: Sendable {
        let line: Int
        let name: TypedName
        let pdq: PDQ
        /// Where it may be, as it was hashed there: the same file may stand in several sets.
        let paths: [String]
        /// Of its name; nil where this case does not know.
        let salt: [UInt8]?
        let isCopied: Bool
    }

    private enum Read: Sendable {
        case sample(CopySample)
        case failed(CalibrationScores.Reason)
    }

    init(of set: ReferenceSet, in opened: Case, label: String, _ console: Console) throws {
        let items = try comparable(set, in: opened)
        guard leftOut.count + items.count <= CalibrationScores.mostLeftOut else {
            throw Self.tooMany(label, CalibrationScores.mostLeftOut, "files")
        }
        var progress = Progress("calibrate", total: items.count, console: console)
        defer { progress.finish() }
        guard !items.isEmpty else { return }
        let batches = stride(from: 0, to: items.count, by: 16).map { Array(items[$0..<min($0 + 16, items.count)]) }
        ImageDecoder.expectMany()
        let ahead = WorkAhead(batches, Self.read)
        defer { ahead.stop() }
        for (number, batch) in batches.enumerated() {
            try Interruption.check()
            for (item, read) in zip(batch, ahead.results(of: number)) { take(item, read) }
            guard sources.count <= CopyProtocol.mostSources else {
                throw Self.tooMany(label, CopyProtocol.mostSources, "pictures to compare")
            }
            progress.advance(by: batch.count)
        }
        leftOut.sort { $0.line < $1.line }
    }

    private static func tooMany(_ label: String, _ limit: Int, _ noun: String) -> UserError {
        UserError(
            "the reference set \"\(shown(label))\" has more than \(limit) \(noun). Nothing was recorded. Calibrate on a smaller one of the same kind: exhibit gallery add NAME FOLDER"
        )
    }

    /// Files with a usable hash, each once; those without are left out.
    private mutating func comparable(_ set: ReferenceSet, in opened: Case) throws -> [Item] {
        var seen: Set<ContentHash> = []
        var items: [Item] = []
        for (line, file) in set.manifest.lines.enumerated() {
            guard seen.insert(file.hash).inserted else {
                leftOut.append(.init(line: line, reason: .sameFile))
                continue
            }
            let pdq = set.hashes[line]
            guard pdq.isUsable else {
                // A set records a picture that was not decoded as it does one without any detail.
                let reason: CalibrationScores.Reason = pdq.unstableBits == 256 ? .notDecoded : .lowDetail
                leftOut.append(.init(line: line, reason: reason))
                continue
            }
            let name = set.name(at: line)
            let places = [try opened.store.picture(name: file.hash.hex)?.path, "/" + file.path].compactMap { $0 }
            items.append(
                Item(
                    line: line, name: name, pdq: pdq, paths: places, salt: try opened.salt(of: name),
                    isCopied: items.count < CopyProtocol.mostCopied))
        }
        return items
    }

    private static func read(_ item: Item) -> Read {
        guard let salt = item.salt else { return .failed(.unknownPlace) }
        var reason = CalibrationScores.Reason.unreadable
        for path in item.paths {
            guard let file = try? StableFile(path) else { continue }
            guard Sealing(file.bytes, salt: salt).name == item.name else {
                reason = .changed
                continue
            }
            // What was decoded once and is not any more: another decoder.
            return CopySample(of: file.bytes, hash: item.pdq.hash, isCopied: item.isCopied).map { .sample($0) }
                ?? .failed(.unreadable)
        }
        return .failed(reason)
    }

    private mutating func take(_ item: Item, _ read: Read) {
        var size = (width: 0, height: 0)
        switch read {
        case .failed(let reason): leftOut.append(.init(line: item.line, reason: reason))
        case .sample(let sample):
            guard known.insert(sample.pixels).inserted else {
                leftOut.append(.init(line: item.line, reason: .samePixels))
                return
            }
            size = (sample.width, sample.height)
            for (transform, copy) in sample.copies.enumerated() {
                same.append(
                    .init(
                        transform: transform, source: sources.count, score: copy?.distance, quality: copy?.quality))
            }
        }
        sources.append(
            .init(
                line: item.line, quality: item.pdq.quality, unstable: item.pdq.unstableBits, width: size.width,
                height: size.height))
    }
}
