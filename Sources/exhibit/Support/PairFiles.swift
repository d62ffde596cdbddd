import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// The files that a list of pairs names, each read once to know it again, and once more when a model is asked about it.
/// None is kept.
final class PairFiles {
    private let folder: String
    private var failures: [String] = []
    private let console: Console
    private var progress: Progress

    init(of list: String, total: Int, _ console: Console) {
        let parts = list.split(separator: "/", omittingEmptySubsequences: false)
        folder = list == "-" || parts.count < 2 ? "" : parts.dropLast().joined(separator: "/") + "/"
        self.console = console
        progress = Progress("read", total: total, console: console)
    }

    private func place(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

    /// By its bytes; one that cannot be read stands for itself.
    func identify(_ path: String) throws -> PairPlan.File {
        try Interruption.check()
        progress.advance(by: 1)
        do {
            return .read(ContentHash(of: try StableFile(place(path)).bytes))
        } catch {
            failures.append("\(shown(path)): left out: \(error)")
            return .unread(Array(path.utf8))
        }
    }

    func finish() {
        progress.finish()
        for failure in failures.prefix(20) { console.warn(failure) }
        if failures.count > 20 { console.warn("and \(counted(failures.count - 20, "more file")) that cannot be read") }
    }

    /// The bytes that were hashed before.
    func bytes(of picture: PairPlan.Picture) throws -> [UInt8] {
        guard case .read(let hash) = picture.file, let bytes = try? StableFile(place(picture.path)).bytes,
            ContentHash(of: bytes) == hash
        else {
            throw UserError(
                "\(shown(picture.path)): was changed or cannot be read any more. Nothing was recorded. Calibrate again when nobody writes to it"
            )
        }
        return bytes
    }
}
