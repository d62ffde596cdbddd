/// A kind's schema in the order in which canonical JSON has its bytes: members are sorted and fixed, so between two values
/// stands always the same text. Flat, and of trivial values, so that running it allocates and counts nothing.
struct SchemaProgram: Sendable {
    enum Operation: Sendable {
        /// These bytes of `pool`.
        case literal(start: Int, count: Int)
        case text(limit: Int)
        /// One of the texts in a range of `words`.
        case word(Range<Int>)
        case integer(low: Int64, high: Int64)
        case boolean
        case name(TypedNameKinds)
        /// So many digits.
        case hex(digits: Int)
        /// Anything else, a string without escapes that the shape itself checks; by its place in `shapes`.
        case other(Int)
        /// "null", and on at this operation; else the value that follows.
        case nullable(end: Int)
        /// Elements of what follows up to `end`.
        case list(low: Int, high: Int, end: Int)
    }

    private(set) var operations: [Operation] = []
    private(set) var pool: [UInt8] = []
    private(set) var words: [Range<Int>] = []
    private(set) var shapes: [Shape] = []
    let kind: Kind

    /// By predicateType.
    static let all: [[UInt8]: SchemaProgram] = Dictionary(
        uniqueKeysWithValues: Kind.all.map { (Array($0.predicateType.utf8), SchemaProgram($0)) })

    private init(_ kind: Kind) {
        self.kind = kind
        add(.record(kind.body))
    }

    private mutating func literal(_ text: String) {
        let bytes = Array(text.utf8)
        // On from the literal before it, where one is.
        if case .literal(let start, let count) = operations.last, start + count == pool.count, !isTarget {
            operations[operations.count - 1] = .literal(start: start, count: count + bytes.count)
        } else {
            operations.append(.literal(start: pool.count, count: bytes.count))
        }
        isTarget = false
        pool += bytes
    }

    /// Whether another operation leads to the place behind the last one: nothing may be joined to it.
    private var isTarget = false

    private mutating func add(_ shape: Shape) {
        switch shape {
        case .text(let limit): operations.append(.text(limit: limit))
        case .word(let texts):
            let start = words.count
            for text in texts {
                words.append(pool.count..<(pool.count + text.utf8.count))
                pool += Array(text.utf8)
            }
            operations.append(.word(start..<words.count))
        case .integer(let range): operations.append(.integer(low: range.lowerBound, high: range.upperBound))
        case .boolean: operations.append(.boolean)
        case .name(let kinds): operations.append(.name(TypedNameKinds(kinds)))
        case .slot: operations.append(.name(TypedNameKinds([.commitment])))
        case .hex(let bytes): operations.append(.hex(digits: bytes * 2))
        case .base64, .decimal, .hour, .moment:
            operations.append(.other(shapes.count))
            shapes.append(shape)
        case .nullable(let shape):
            let place = operations.count
            operations.append(.nullable(end: 0))
            isTarget = true
            add(shape)
            operations[place] = .nullable(end: operations.count)
            isTarget = true
        case .list(let shape, let sizes):
            let place = operations.count
            operations.append(.list(low: sizes.lowerBound, high: sizes.upperBound, end: 0))
            isTarget = true
            add(shape)
            operations[place] = .list(low: sizes.lowerBound, high: sizes.upperBound, end: operations.count)
            isTarget = true
        case .record(let members):
            var separator = "{"
            for (name, shape) in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                literal("\(separator)\"\(name)\":")
                add(shape)
                separator = ","
            }
            literal(members.isEmpty ? "{}" : "}")
        }
    }
}

/// A set of kinds of typed names, by what they are written with.
struct TypedNameKinds: Sendable {
    private let bits: UInt8

    init(_ kinds: [TypedName.Kind]) { bits = kinds.reduce(0) { $0 | Self.bit($1) } }

    func contains(_ kind: TypedName.Kind) -> Bool { bits & Self.bit(kind) != 0 }

    private static func bit(_ kind: TypedName.Kind) -> UInt8 {
        switch kind {
        case .open: 1
        case .sealed: 2
        case .statement: 4
        case .key: 8
        case .commitment: 16
        }
    }
}
