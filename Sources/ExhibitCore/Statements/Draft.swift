#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A statement before it is signed: what its author wants to say, with the values of its slots.
public struct Draft: Sendable {
    public let kind: Kind
    public let subjects: [TypedName]
    /// The members of the body that are not slots.
    public let body: [String: JSON]
    /// Values of slots by member name; a slot that is left out commits to null, so that its absence says nothing.
    public let slots: [String: JSON]

    public init(_ kind: Kind, subjects: [TypedName], body: [String: JSON], slots: [String: JSON] = [:]) {
        self.kind = kind
        self.subjects = subjects
        self.body = body
        self.slots = slots
    }

    /// The statement, and the private values its commitments hide. Throws where the body does not fit its schema:
    /// nothing is recorded that the parser would refuse.
    public func sealed(
        head: Head, randomness: any Randomness
    ) throws(Malformed) -> (statement: Statement, values: [SlotValue]) {
        var body = body
        var values: [SlotValue] = []
        // At once: each call is one of the system.
        let salts = randomness.bytes(32 * kind.slots.count)
        for (index, member) in kind.slots.keys.sorted().enumerated() {
            let value = SlotValue(
                path: "body.\(member)", salt: Array(salts[(index * 32)..<(index * 32 + 32)]),
                value: slots[member] ?? .null)
            if !value.value.isNull { try kind.slots[member]!.check(value.value, at: value.path) }
            try value.checkValue()
            body[member] = .string(value.commitment(nonce: head.nonce).description)
            values.append(value)
        }
        for name in slots.keys where kind.slots[name] == nil {
            throw Malformed("statement", "\(kind.name) has no slot \(name)")
        }
        let subjects = Set(subjects.compactMap { Subject($0) }).sorted()
        let json: JSON = [
            "_type": .string(Statement.type),
            "predicateType": .string(kind.predicateType),
            "predicate": ["body": .object(body), "head": head.json],
            "subject": .array(subjects.map(\.json)),
        ]
        return (try Statement(payload: json.encoded), values)
    }
}

/// Where salts and nonces come from. Injected, so that a ledger can be made again byte for byte in a test.
public protocol Randomness: Sendable {
    func bytes(_ count: Int) -> [UInt8]
}

/// The operating system's generator.
public struct SystemRandomness: Randomness {
    public init() {}

    public func bytes(_ count: Int) -> [UInt8] {
        // At once: each word of the standard library's generator is a call of the system.
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if let start = buffer.baseAddress { arc4random_buf(start, count) }
            filled = count
        }
    }
}
