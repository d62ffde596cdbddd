/// An artifact that a replay needs and the bag does not have: an element of its `withheld.json`.
public struct BagOmission: Sendable, Equatable {
    public let name: TypedName
    public let role: String
    /// withheld: it exists and is not given · missing: the case should have it and does not
    public let state: String
    /// For people.
    public let reason: String

    public init(name: TypedName, role: String, isMissing: Bool, reason: String) {
        self.init(name: name, role: role, state: isMissing ? "missing" : "withheld", reason: reason)
    }

    private init(name: TypedName, role: String, state: String, reason: String) {
        self.name = name
        self.role = role
        self.state = state
        self.reason = reason
    }

    private static let version = "exhibit-bag-withheld-v1"

    public static func encode(_ omissions: [BagOmission]) -> [UInt8] {
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

    public static func parse(_ bytes: [UInt8]) throws(Malformed) -> [BagOmission] {
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
