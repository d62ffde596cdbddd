import ExhibitPipeline
import ExhibitStorage

/// A folder for the files of one run, a picture in clear among them, gone afterwards. What a program that was killed left
/// is removed when the next one is made.
struct RunFolder: ~Copyable {
    private let folder: LockedFolder
    var path: String { folder.path }

    init() throws {
        do {
            folder = try LockedFolder.make(
                in: environmentVariable("TMPDIR") ?? "/tmp", prefix: "exhibit-run-", remove: Self.remove)
        } catch {
            throw UserError("no folder for temporary files could be made: \(error)")
        }
    }

    /// What a program of strangers left there may be hard to remove.
    private static func remove(_ path: String) {
        guard !ScratchFolder.remove(path) else { return }
        Console.error(
            "exhibit: \(shown(path)): could not be removed, and a picture may be in it in clear. Remove it yourself: rm -rf \(word(path))"
        )
    }
}
