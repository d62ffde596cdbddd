import ExhibitCore

/// A bag that somebody was handed: what a replay of a report's run needs, each artifact by its name.
///
/// Everything in it is a stranger's. Opening it checks its form: each file is listed and each listed file is there, none
/// is a link, and none has a name that the sender could choose. Artifacts are checked against their names when they are
/// read, whatever the bag's own lists say of them. What the report proves is for a verifier to decide.
package struct Bag: Sendable {
    package let path: String
    package let report: ReportFile
    /// The same, as it stands in the bag.
    package let reportBytes: [UInt8]
    package let salts: [TypedName: BagSalt]
    /// What a replay needs and the bag does not have.
    package let omissions: [TypedName: BagOmission]
    let listing: BagListing

    /// Names every file that is not as it must be.
    package struct Damage: Error, Sendable, CustomStringConvertible {
        package let bag: String
        package var findings: [Finding]

        package struct Finding: Sendable, Equatable {
            package let path: String
            package let reason: String
        }

        package var description: String {
            let shown = findings.prefix(20).map { "  \(Self.visible("\($0.path): \($0.reason)"))" }
            let more = findings.count > shown.count ? ["  and \(findings.count - shown.count) more"] : []
            return (["\(bag): is not a bag as it was made. Ask its publisher for it again."] + shown + more)
                .joined(separator: "\n")
        }

        /// A stranger chose these names: one with an escape sequence in it would move the cursor of a terminal.
        private static func visible(_ text: String) -> String {
            text.unicodeScalars.map { scalar in
                (0x20..<0x7F).contains(scalar.value)
                    ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
            }.joined()
        }
    }

    /// By its first file; everything else is for `init` to judge.
    package static func isBag(_ path: String) -> Bool {
        ((try? FileState.ofAnything("\(path)/\(BagLayout.declaration)")) ?? nil)?.isRegularFile == true
    }

    /// - Throws: `Damage`; `StorageError` where the system refuses.
    package init(_ path: String) throws {
        self.path = path
        listing = try BagListing(path)
        let report = try listing.read(BagLayout.report, limit: ReportFile.maximumBytes)
        let salts = try listing.read(BagLayout.salts, limit: BagSalt.maximumBytes)
        let omissions = try listing.read(BagLayout.withheld, limit: BagSalt.maximumBytes)
        reportBytes = report
        var place = BagLayout.report
        do {
            self.report = try ReportFile(encoded: report)
            place = BagLayout.salts
            self.salts = Dictionary(try BagSalt.parse(salts).map { ($0.name, $0) }) { first, _ in first }
            place = BagLayout.withheld
            self.omissions = Dictionary(try BagOmission.parse(omissions).map { ($0.name, $0) }) { first, _ in first }
        } catch {
            throw Damage(bag: path, findings: [.init(path: place, reason: error.description)])
        }
    }

    package func salt(of name: TypedName) -> [UInt8]? { salts[name]?.salt }

    package func has(_ name: TypedName) -> Bool { BagLayout.path(of: name).map(listing.has) ?? false }

    /// The plain bytes, whole, and those that the name says.
    ///
    /// - Throws: `StorageError`: `.notFound` for what is withheld or not there; `.damaged`; `.tooLarge` above `limit`.
    package func bytes(of name: TypedName, limit: Int = 1 << 30) throws(StorageError) -> [UInt8] {
        let place = try place(of: name)
        let bytes = try BoundedFile.read(place, limit: limit)
        guard try self.name(of: bytes, like: name) == name else {
            throw StorageError(
                .damaged, path: place, reason: "has other bytes than its name says",
                remedy: "Ask the publisher for the bag again.")
        }
        return bytes
    }

    /// The file of an artifact, for what is too large to be held. Its bytes are not checked here.
    package func place(of name: TypedName) throws(StorageError) -> String {
        if let file = BagLayout.path(of: name), listing.has(file) { return "\(path)/\(file)" }
        guard let omission = omissions[name] else {
            throw StorageError(
                .notFound, path: path, reason: "does not hold \(name)", remedy: "It was not needed, or was left out.")
        }
        throw StorageError(
            .notFound, path: path, reason: "does not hold \(name) (\(omission.role)): \(omission.reason)",
            remedy: "Who has the file can still check it.")
    }

    private func name(of bytes: [UInt8], like name: TypedName) throws(StorageError) -> TypedName {
        guard name.kind == .sealed else { return .open(bytes) }
        guard let salt = salt(of: name) else {
            throw StorageError(
                .notFound, path: path, reason: "has no salt for \(name), so its bytes cannot be checked",
                remedy: "Ask the publisher for the bag again.")
        }
        return .sealed(bytes, salt: salt)
    }

    /// Reads every file once, within fixed memory, and compares it with the bag's lists.
    ///
    /// - Throws: `Damage`.
    package func check() throws { try listing.check() }
}
