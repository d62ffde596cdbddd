import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// One call of `gallery add`: files hashed where they are, and the set that names them.
struct GalleryJob {
    let opened: Case
    let console: Console
    private var members: [ReferenceSet.Member] = []
    private var paths: Set<[UInt8]> = []
    private var failures: [(path: String, reason: String)] = []
    private var notCompared: [(path: String, reason: String)] = []

    init(case opened: Case, console: Console) {
        self.opened = opened
        self.console = console
    }

    /// Returns the exit code.
    mutating func run(_ walk: FileWalk, name: String, note: String?) throws -> Int32 {
        failures = walk.problems
        var job = self
        try PictureBatch.forEach(walk.files, "gallery", console: console) { batch in
            try opened.exclusively { try job.take(batch) }
        }
        self = job
        for path in walk.skipped { console.warn("\(shown(path)): a link or special file, not followed") }
        for failure in failures { console.warn("\(shown(failure.path)): not in the set: \(failure.reason)") }
        for item in notCompared {
            console.warn("\(shown(item.path)): in the set, but nothing is compared with it: \(item.reason)")
        }
        guard !members.isEmpty else {
            throw UserError(
                failures.isEmpty
                    ? "there is no file in what you named; nothing was recorded"
                    : "none of the files could be read; nothing was recorded")
        }
        let draft = try ReferenceSet.draft(
            members, label: name, note: note, recorded: Clock.milliseconds(), randomness: opened.randomness,
            keepingIn: opened)
        let entry = try opened.exclusively {
            // Another command may have taken the name while this one was hashing.
            try checkIsFree(name)
            return try opened.append([draft])[0]
        }
        let code: Int32 = failures.isEmpty ? 0 : 3
        console.say(
            "#\(entry.position)  reference set \"\(shown(name))\": \(counted(members.count, "file")), \(members.count - notCompared.count) of them comparable, \(failures.count) failed"
        )
        console.say("Next: exhibit identify PICTURE --gallery \(word(name))")
        func list(_ items: [(path: String, reason: String)]) -> JSON {
            .array(items.map { ["path": .string($0.path), "reason": .string($0.reason)] })
        }
        console.emit(
            "gallery", exitCode: code,
            [
                "entry": .integer(Int64(entry.position)), "members": .integer(Int64(members.count)),
                "not_compared": list(notCompared), "failed": list(failures),
                "not_followed": .array(walk.skipped.map { .string($0) }),
            ])
        return code
    }

    func checkIsFree(_ name: String) throws {
        guard try opened.gallery(labelled: name) != nil else { return }
        throw UserError(
            "this case has a reference set \"\(shown(name))\" already. Choose another name; see: exhibit gallery list")
    }

    private mutating func take(_ batch: [(path: String, result: Result<PictureBatch.Read, StableFile.Problem>)]) throws
    {
        var rows: [PrivateRow] = []
        for (path, result) in batch {
            switch result {
            case .failure(let problem): failures.append((path, problem.description))
            case .success(let read):
                let absolute = path.hasPrefix("/") ? path : "\(currentFolder())/\(path)"
                guard let line = Self.manifestPath(absolute) else {
                    failures.append(
                        (path, "its path has a control character or a backslash, which a manifest cannot hold"))
                    continue
                }
                // The same file by two ways: once is enough.
                guard paths.insert(Array(line.utf8)).inserted else { continue }
                let sealed = try read.analysis.keep(in: opened, bytes: nil).file
                rows.append(
                    .picture(
                        .init(name: sealed.hash.hex, path: absolute, size: read.file.size, modified: read.file.modified)
                    ))
                if let reason = Self.reasonNotCompared(read.analysis) { notCompared.append((path, reason)) }
                members.append(.init(path: line, name: sealed, pdq: read.analysis.pdq))
            }
        }
        try opened.flush()
        try opened.store.record(rows)
    }

    private static func reasonNotCompared(_ analysis: PictureAnalysis) -> String? {
        guard let pdq = analysis.pdq else {
            return analysis.warnings.first
                ?? (analysis.outcome == "empty" ? "it is empty" : "only JPEG and PNG pictures are compared")
        }
        return pdq.isUsable ? nil : "it has too little detail for a perceptual hash"
    }

    /// An absolute path as a manifest writes it: without the leading slash; nil where it cannot be written.
    private static func manifestPath(_ path: String) -> String? {
        var kept: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = kept.popLast() } else { kept.append(part) }
        }
        let joined = kept.joined(separator: "/")
        return Manifest.isPath(joined) ? joined : nil
    }
}
