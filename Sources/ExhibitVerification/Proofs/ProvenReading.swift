import ExhibitCore

/// What every file of entries and lists under one checkpoint must show before it shows anything of its own.
struct ProvenReading<File: ProvenFile> {
    let file: File
    let entries: ReportVerifier.Entries
    let lists: [TypedName: [UInt64]]
    /// As of the checkpoint, for the keys of its lists.
    let history: KeyHistory
    let head: Checkpoint
    /// The key that signed it.
    let signer: TypedName
}

extension ReportVerifier {
    /// - Parameter title: what the file is, with its article.
    mutating func read<File: ProvenFile>(
        _ type: File.Type, _ bytes: [UInt8], as title: String
    ) -> ProvenReading<File>? {
        var form = Verdict.Check("form", "the file is \(title), in exactly one spelling")
        let file: File
        do {
            file = try File(encoded: bytes)
        } catch {
            form.fail(.tampered, error.object, error.reason)
            verdict.add(form)
            return nil
        }
        form.detail = "\(bytes.count) bytes, \(file.entries.count) entries"
        verdict.add(form)
        let bundle = file.bundle
        let entries = checkEntries(bundle)
        guard let history = checkRoles(entries),
            let (head, signer) = checkCheckpoint(bundle, entries: entries, history: history)
        else { return nil }
        checkInclusion(bundle, head: head)
        let lists = checkLists(bundle, entries: entries, head: head)
        return ProvenReading(
            file: file, entries: entries, lists: lists, history: history, head: head, signer: signer)
    }
}
