import ExhibitCore

/// Where the parts of a bag stand. The payload has no other paths: none that a stranger could choose.
package enum BagLayout {
    static let declaration = "bagit.txt"
    static let info = "bag-info.txt"
    static let manifest = "manifest-sha256.txt"
    static let tagManifest = "tagmanifest-sha256.txt"

    /// Beside the payload: what stands in the folder, for programs that read RO-Crates.
    package static let crate = "ro-crate-metadata.json"
    package static let report = "data/report.html"
    package static let salts = "data/salts.json"
    package static let withheld = "data/withheld.json"
    /// Words for people: which model it was, and how its program was started.
    package static let runner = "data/runner.txt"

    /// Bytes as they are. Nil for names of other sorts.
    package static func path(of name: TypedName) -> String? {
        switch name.kind {
        case .open: "data/artifacts/open/\(name.hash.hex)"
        case .sealed: "data/artifacts/sealed/\(name.hash.hex)"
        default: nil
        }
    }

    static func isPayload(_ path: String) -> Bool {
        if [report, salts, withheld, runner].contains(where: { $0.utf8.elementsEqual(path.utf8) }) { return true }
        return ["data/artifacts/open/", "data/artifacts/sealed/"].contains { start in
            path.utf8.starts(with: start.utf8) && Hex.isDigest(path.utf8.dropFirst(start.utf8.count))
        }
    }
}
