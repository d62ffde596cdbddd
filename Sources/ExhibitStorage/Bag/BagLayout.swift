import ExhibitCore

/// Where the parts of a bag stand. The payload has no other paths: none that a stranger could choose.
package enum BagLayout {
    static let declaration = "bagit.txt"
    static let info = "bag-info.txt"
    static let manifest = "manifest-sha256.txt"
    static let tagManifest = "tagmanifest-sha256.txt"

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

/// What lets whoever has the bytes of a sealed artifact check that they are the ones.
package struct BagSalt: Sendable, Equatable {
    package let name: TypedName
    /// 32 bytes.
    package let salt: [UInt8]
    package let media: String?
    package let role: String

    package init(name: TypedName, salt: [UInt8], media: String?, role: String) {
        self.name = name
        self.salt = salt
        self.media = media
        self.role = role
    }

    package static let version = "exhibit-bag-v1"
    private static let limits = JSONParser.Limits(bytes: 16 << 20)
    static var maximumBytes: Int { limits.bytes }

    package static func encode(_ salts: [BagSalt]) -> [UInt8] {
        let json: JSON = [
            "bag": .string(version),
            "salts": .array(
                salts.sorted { $0.name < $1.name }.map {
                    [
                        "media_type": $0.media.map { .string($0) } ?? .null, "name": .string($0.name.description),
                        "role": .string($0.role), "salt": .string(Hex.encode($0.salt)),
                    ]
                }),
        ]
        return json.encoded
    }

    static func parse(_ bytes: [UInt8]) throws(Malformed) -> [BagSalt] {
        let json = try JSONParser.parse(bytes, as: "salts", limits: limits)
        guard json["bag"]?.text?.utf8.elementsEqual(version.utf8) == true else {
            throw Malformed("salts", "of another version than \(version)")
        }
        let salts = (json["salts"]?.elements ?? []).compactMap { item -> BagSalt? in
            guard let name = item["name"]?.text.flatMap({ TypedName($0) }), name.kind == .sealed,
                let salt = item["salt"]?.text.flatMap({ Hex.decode($0) }), salt.count == 32,
                let role = item["role"]?.text
            else { return nil }
            return BagSalt(name: name, salt: salt, media: item["media_type"]?.text, role: role)
        }
        guard encode(salts) == bytes, Set(salts.map(\.name)).count == salts.count else {
            throw Malformed("salts", "not in their one form")
        }
        return salts
    }
}

/// An artifact that a replay needs and the bag does not have.
package struct BagOmission: Sendable, Equatable {
    package let name: TypedName
    package let role: String
    /// withheld: it exists and is not given · missing: the case should have it and does not
    package let state: String
    /// For people.
    package let reason: String

    package init(name: TypedName, role: String, isMissing: Bool, reason: String) {
        self.init(name: name, role: role, state: isMissing ? "missing" : "withheld", reason: reason)
    }

    private init(name: TypedName, role: String, state: String, reason: String) {
        self.name = name
        self.role = role
        self.state = state
        self.reason = reason
    }

    private static let version = "exhibit-bag-withheld-v1"

    package static func encode(_ omissions: [BagOmission]) -> [UInt8] {
        let json: JSON = [
            "schema": .string(version),
            "withheld": .array(
                omissions.sorted { $0.name < $1.name }.map {
                    [
                        "name": .string($0.name.description), "reason": .string($0.reason), "role": .string($0.role),
                        "state": .string($0.state),
                    ]
                }),
        ]
        return json.encoded
    }

    static func parse(_ bytes: [UInt8]) throws(Malformed) -> [BagOmission] {
        let json = try JSONParser.parse(
            bytes, as: "list of what is withheld", limits: .init(bytes: BagSalt.maximumBytes))
        let omissions = (json["withheld"]?.elements ?? []).compactMap { item -> BagOmission? in
            guard let name = item["name"]?.text.flatMap({ TypedName($0) }), let role = item["role"]?.text,
                let state = item["state"]?.text, ["withheld", "missing"].contains(state),
                let reason = item["reason"]?.text
            else { return nil }
            return BagOmission(name: name, role: role, state: state, reason: reason)
        }
        guard encode(omissions) == bytes, Set(omissions.map(\.name)).count == omissions.count else {
            throw Malformed("list of what is withheld", "not in its one form")
        }
        return omissions
    }
}
