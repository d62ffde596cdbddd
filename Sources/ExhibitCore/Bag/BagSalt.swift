/// What lets whoever has the bytes of a sealed artifact check that they are the ones: an element of a bag's `salts.json`.
public struct BagSalt: Sendable, Equatable {
    public let name: TypedName
    /// 32 bytes.
    public let salt: [UInt8]
    public let media: String?
    public let role: String

    public init(name: TypedName, salt: [UInt8], media: String?, role: String) {
        self.name = name
        self.salt = salt
        self.media = media
        self.role = role
    }

    private static let version = "exhibit-bag-v1"
    private static let limits = JSONParser.Limits(bytes: 16 << 20)
    public static var maximumBytes: Int { limits.bytes }

    public static func encode(_ salts: [BagSalt]) -> [UInt8] {
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

    public static func parse(_ bytes: [UInt8]) throws(Malformed) -> [BagSalt] {
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
