import ExhibitCore
import ExhibitPipeline
import ExhibitStorage

/// What a report holds, and what came with it. That counts first: it is what somebody was handed.
struct GivenArtifacts: ReplaySource {
    enum Place {
        case report
        case bag(Bag)
        case folder(ArtifactsFolder)
    }

    var hasOwnSalts: Bool { false }
    private let place: Place
    private let inReport: [TypedName: Bundle.Artifact]
    private let erasures: Erasures

    init(_ place: Place, bundle: Bundle) {
        self.place = place
        inReport = Dictionary(bundle.artifacts.map { ($0.name, $0) }) { first, _ in first }
        erasures = Erasures(
            bundle.entries.compactMap { proven in
                (try? Entry(leaf: proven.leaf)).map { PlacedEntry(position: proven.position, entry: $0) }
            })
    }

    func bytes(of name: TypedName) throws(ReplayMissing) -> [UInt8] {
        let given: [UInt8]?
        switch place {
        case .report: given = nil
        case .bag(let bag): given = try bag.given(name)
        case .folder(let folder): given = try folder.given(name, salt: salt(of: name))
        }
        guard let bytes = given ?? inReport[name]?.bytes else { throw absent(name) }
        return bytes
    }

    func file(of name: TypedName) throws(ReplayMissing) -> SealedCopy.Content {
        let path: String? =
            switch place {
            case .report: nil
            case .bag(let bag): try? bag.place(of: name)
            case .folder(let folder): folder.path(of: name)
            }
        if let path { return .file(path) }
        guard let bytes = inReport[name]?.bytes else { throw absent(name) }
        return .bytes(bytes)
    }

    func salt(of name: TypedName) -> [UInt8]? {
        if let salt = inReport[name]?.salt { return salt }
        return switch place {
        case .report: nil
        case .bag(let bag): bag.salt(of: name)
        case .folder(let folder): folder.salts[name]
        }
    }

    private func absent(_ name: TypedName) -> ReplayMissing {
        if let entry = erasures.entry(erasing: name) {
            return ReplayMissing("was \(Erasures.words(entry))", isLost: false)
        }
        return switch place {
        case .report:
            ReplayMissing("is not in the report: --artifacts DIR names a folder with it", isLost: false)
        case .bag(let bag):
            ReplayMissing("was not given\(bag.omissions[name].map { ": \($0.reason)" } ?? "")", isLost: false)
        case .folder: ReplayMissing("was not given", isLost: false)
        }
    }
}

extension Bag {
    /// Nil for what it does not have.
    fileprivate func given(_ name: TypedName) throws(ReplayMissing) -> [UInt8]? {
        guard has(name) else { return nil }
        do {
            return try bytes(of: name)
        } catch {
            let words = error.kind == .notFound ? "was given, and cannot be used: \(error.reason)" : error.reason
            throw ReplayMissing(words, isLost: error.kind != .notFound)
        }
    }
}
