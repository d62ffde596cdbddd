import ExhibitCore

/// Whether a picture that somebody holds is the one that a report is about.
extension Verdict {
    /// The bytes of a file, and the identity bytes that a decoder made of it; nil where none could or was asked to.
    public struct Picture: Sendable {
        public let bytes: [UInt8]
        public let coefficients: [UInt8]?
        public let pixels: [UInt8]?
        /// Whether a decoder looked at it; else the identities are unknown, not absent.
        public let isDecoded: Bool

        public init(bytes: [UInt8], coefficients: [UInt8]?, pixels: [UInt8]?, isDecoded: Bool = true) {
            self.bytes = bytes
            self.coefficients = coefficients
            self.pixels = pixels
            self.isDecoded = isDecoded
        }
    }

    public init(couldNotJudge object: String, _ message: String) {
        self.init()
        var check = Check("read", "the file can be read")
        check.fail(.couldNotJudge, object, message)
        add(check)
    }

    /// Adds the answer: the same bytes, the same coefficients, the same pixels, or none of these.
    public mutating func compare(report bytes: [UInt8], picture: Picture) {
        let bundle = (try? ReportFile(encoded: bytes)).flatMap { try? Bundle(encoded: $0.bundle) }
        add(Self.comparison(of: bundle, with: picture))
    }

    /// - Parameter bundle: nil where there is no report.
    static func comparison(of bundle: Bundle?, with picture: Picture) -> Check {
        var check = Check(Self.pictureCheck, "the picture given is the evidence of this report")
        guard let bundle, let (evidence, evidencePosition) = Self.evidence(of: bundle) else {
            check.fail(.couldNotJudge, "this file", "it is no report whose evidence the picture could be compared with")
            return check
        }
        let salts = Dictionary(bundle.artifacts.map { ($0.name, $0.salt) }) { first, _ in first }
        func matches(_ member: String, _ bytes: [UInt8]?) -> Bool? {
            guard let bytes, let name = evidence.name(member), let salt = salts[name] ?? nil else { return nil }
            return TypedName.sealed(bytes, salt: salt) == name
        }
        let sealed = matches("artifact", picture.bytes)
        let plain = bundle.disclosures.first { $0.statement == evidence.id && $0.slot.path == "body.sha256" }
            .flatMap { $0.slot.value.text }.map { $0 == ContentHash(of: picture.bytes).hex }
        // Both are the publisher's word about one file; somebody who holds it can see that they are of two.
        if let sealed, let plain, sealed != plain {
            check.fail(
                .tampered, "entry \(evidencePosition)",
                "its disclosed SHA-256 and its sealed name are not of the same file")
            return check
        }
        let compared = Self.compared(of: bundle).flatMap { name -> Bool? in
            guard name != evidence.name("artifact"), let salt = salts[name] ?? nil else { return nil }
            return TypedName.sealed(picture.bytes, salt: salt) == name
        }
        let answers = [
            ("the same file, byte for byte", sealed ?? plain),
            ("the picture that recorded steps made from the evidence, and that was compared, byte for byte", compared),
            (
                "the same JPEG coefficients: only metadata or lossless coding differ",
                matches("coefficients", picture.coefficients)
            ),
            ("the same decoded pixels", matches("pixels", picture.pixels)),
        ]
        if let found = answers.first(where: { $0.1 == true }) {
            check.detail = found.0
        } else if answers.allSatisfy({ $0.1 == nil }) {
            check.fail(.incomplete, "picture", "the report withholds what is needed to compare it")
        } else if !picture.isDecoded {
            check.fail(
                .incomplete, "picture",
                "it is not the same file; JPEG data and pixels were not compared (`exhibit verify --picture` does that)"
            )
        } else {
            check.fail(
                .tampered, "picture",
                "it is not the evidence of this report: neither its bytes, nor its JPEG data, nor its pixels are the same"
            )
        }
        return check
    }

    private static func statements(of bundle: Bundle) -> [(Statement, UInt64)] {
        bundle.entries.compactMap { entry in (try? Entry(leaf: entry.leaf)).map { ($0.statement, entry.position) } }
    }

    /// What the run of the claim was opened for.
    private static func compared(of bundle: Bundle) -> TypedName? {
        let statements = statements(of: bundle).map(\.0)
        func find(_ name: TypedName?) -> Statement? { name.flatMap { name in statements.first { $0.name == name } } }
        let claim = find(find(TypedName(.statement, bundle.report))?.name("claim"))
        return find(claim?.name("run"))?.artifacts("inputs").first?.name
    }

    private static func evidence(of bundle: Bundle) -> (Statement, UInt64)? {
        let statements = statements(of: bundle)
        let report = statements.first { $0.0.id == bundle.report }?.0
        return report?.name("evidence").flatMap { name in statements.first { $0.0.id == name.hash } }
    }
}
