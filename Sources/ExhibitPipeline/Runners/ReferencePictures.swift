import ExhibitCore

/// The pictures of a reference set as a runner gets them: decoded, upright, and written without metadata, as the evidence
/// is, so that no model sees a file name, a place or a time.
public struct ReferencePictures: Sendable {
    /// In the order in which they are numbered.
    public let files: SealedCopy
    /// The name of the file that each was made of.
    public let names: [TypedName]
    /// Lines of the set's manifest, which may name one file several times.
    public let members: Int
    /// Those that gave no picture, and why.
    public let leftOut: [(name: TypedName, reason: String)]

    /// As `Schemas/runner-v1.md` has it.
    public static let most = 2_000
    /// Bytes of all of them together: a picture without compression takes ten times the room of its file.
    static let mostBytes = 16 << 30
    /// The name under which a step states how many a runner was given.
    public static let parameter = "references"

    /// Each file of the set once, in the order of the manifest, and one in memory at a time.
    ///
    /// - Parameters:
    ///   - folder: must not be there yet.
    ///   - bytes: of a file, compared with its sealed name by whoever gives them. What it throws ends the whole: a
    ///     reference that is missing could be the one that is more alike.
    public init(
        of manifest: Manifest, in folder: String, isCancelled: () -> Bool = { false },
        bytes: (TypedName) throws(ReferenceUnavailable) -> [UInt8]
    ) throws(SandboxError) {
        try self.init(
            of: manifest.lines.map { TypedName(.sealed, $0.hash) }, in: folder, isCancelled: isCancelled, bytes: bytes)
    }

    /// The same of files that are in no set.
    public init(
        of files: [TypedName], in folder: String, isCancelled: () -> Bool = { false },
        bytes: (TypedName) throws(ReferenceUnavailable) -> [UInt8]
    ) throws(SandboxError) {
        var seen: Set<TypedName> = []
        let distinct = files.filter { seen.insert($0).inserted }
        guard distinct.count <= Self.most else {
            throw SandboxError(
                "the reference set has \(distinct.count) pictures, and a model is given at most \(Self.most)")
        }
        var (rest, names, leftOut) = (distinct[...], [TypedName](), [(name: TypedName, reason: String)]())
        self.files = try SealedCopy(in: folder, limit: Self.mostBytes, isCancelled: isCancelled) {
            () throws(SandboxError) in
            while let name = rest.popFirst() {
                guard !isCancelled() else { throw SandboxError("copying was cancelled") }
                let file: [UInt8]
                do throws(ReferenceUnavailable) { file = try bytes(name) } catch {
                    throw SandboxError("reference \(error.reason)")
                }
                switch Self.picture(of: file) {
                case .success(let png):
                    names.append(name)
                    return ("\(names.count - 1).png", .bytes(png))
                case .failure(let error): leftOut.append((name, error.reason))
                }
            }
            return nil
        }
        (self.names, self.leftOut, members) = (names, leftOut, files.count)
        guard !names.isEmpty else {
            self.files.remove()
            throw SandboxError("no picture of the reference set could be decoded, so there is nothing to compare with")
        }
    }

    private static func picture(of file: [UInt8]) -> Result<[UInt8], NotDecoded> {
        let outcome = ImageDecoder.decode(file)
        guard let image = outcome.image else {
            if case .notDecoded(_, let reason) = outcome { return .failure(reason) }
            return .failure(NotDecoded(.unsupported, "only JPEG and PNG pictures are compared"))
        }
        do {
            return .success(try ImageEncoder.png(ImageOperation.upright(orientation: nil).apply(to: image).image))
        } catch let error as NotDecoded {
            return .failure(error)
        } catch {
            return .failure(NotDecoded(.unsupported, "\(error)"))
        }
    }
}
