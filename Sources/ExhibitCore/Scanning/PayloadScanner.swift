/// Reads a payload against the schema of its kind in one pass, without building its values.
///
/// It accepts only bytes that the parser accepts, with the same result, and gives nil for all else: unknown kinds, and
/// everything that is wrong. What it refuses the parser reads, and says what is wrong with it.
struct PayloadScanner {
    struct Facts {
        let kind: Kind
        let head: Head
        let subjects: [Subject]
        let references: Set<TypedName>
    }

    static func scan(_ payload: [UInt8]) -> Facts? {
        guard payload.count <= JSONParser.Limits.payload.bytes else { return nil }
        return payload.withUnsafeBufferPointer { bytes in
            guard let program = program(of: bytes) else { return nil }
            var scanner = PayloadScanner(bytes: ByteScanner(bytes), program: program)
            return scanner.statement()
        }
    }

    private var bytes: ByteScanner
    private let program: SchemaProgram
    private let keysCount: Bool
    private var names: [TypedName] = []

    private init(bytes: ByteScanner, program: SchemaProgram) {
        self.bytes = bytes
        self.program = program
        keysCount = program.kind.name == Kind.ledger.name || program.kind.name == Kind.key.name
    }

    private static let typeMember = Array("\"predicateType\":\"".utf8)

    /// Guessed from the last place that looks like the member: whether it is one shows when everything before it is read.
    private static func program(of bytes: UnsafeBufferPointer<UInt8>) -> SchemaProgram? {
        var start = bytes.count - typeMember.count
        while start >= 0 {
            if bytes[start] == 0x22, bytes[start...].starts(with: typeMember) {
                let name = bytes[(start + typeMember.count)...].prefix { $0 != 0x22 }
                return name.count <= 64 ? SchemaProgram.all[Array(name)] : nil
            }
            start -= 1
        }
        return nil
    }

    private mutating func statement() -> Facts? {
        guard bytes.take("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{\"body\":"),
            run(0..<program.operations.count), bytes.take(",\"head\":"), let head = head(),
            bytes.take("},\"predicateType\":\""), bytes.take(program.kind.predicateType),
            bytes.take("\",\"subject\":["),
            let subjects = subjects(), bytes.take("}"), bytes.isAtEnd
        else { return nil }
        let references = Statement.references(kindName: program.kind.name, names: names, subjects: subjects)
        guard references.count <= Statement.maximumReferences else { return nil }
        return Facts(kind: program.kind, head: head, subjects: subjects, references: references)
    }

    private mutating func head() -> Head? {
        guard bytes.take("{\"author\":\"ed25519:"), let author = bytes.digest() else { return nil }
        var ledger: ContentHash?
        if program.kind.name != Kind.ledger.name {
            guard bytes.take("\",\"ledger\":\"statement:") else { return nil }
            ledger = bytes.digest()
            if ledger == nil { return nil }
        }
        guard bytes.take("\",\"nonce\":\""), let nonce = bytes.bytes(16), bytes.take("\",")
        else { return nil }
        var seen: Head.Seen?
        if bytes.take("\"seen\":{\"root\":\"") {
            guard let root = bytes.digest(), bytes.take("\",\"size\":"), let size = bytes.integer(), size >= 0,
                bytes.take("},")
            else { return nil }
            seen = Head.Seen(root: root, size: size)
        }
        guard bytes.take("\"time\":"), let time = bytes.plainString(limit: 20).flatMap({ Hour($0) }), bytes.take("}")
        else { return nil }
        return Head(author: author, ledger: ledger, nonce: nonce, time: time, seen: seen)
    }

    private mutating func subjects() -> [Subject]? {
        var subjects: [Subject] = []
        repeat {
            guard bytes.take("{\"digest\":{\"") else { return nil }
            let isSealed = bytes.take("exhibitSealedV1\":\"")
            guard isSealed || bytes.take("sha256\":\""), let hash = bytes.digest(), bytes.take("\"}}"),
                let subject = Subject(TypedName(isSealed ? .sealed : .open, hash)), subjects.count < 256,
                subjects.last.map({ $0 < subject }) ?? true
            else { return nil }
            subjects.append(subject)
        } while bytes.take(",")
        return bytes.take("]") ? subjects : nil
    }

    /// Whether the bytes are what these operations describe.
    private mutating func run(_ range: Range<Int>) -> Bool {
        var next = range.lowerBound
        while next < range.upperBound {
            let operation = program.operations[next]
            next += 1
            switch operation {
            case .literal(let start, let count):
                guard bytes.take(program.pool, start, count) else { return false }
            case .text(let limit):
                guard let text = bytes.string(limit: min(limit, 4_096)) else { return false }
                if let name = text.name { take(name) }
            case .word(let range):
                guard bytes.take("\""), range.contains(where: { bytes.takeWord(program.pool, program.words[$0]) })
                else { return false }
            case .integer(let low, let high):
                guard let number = bytes.integer(), (low...high).contains(number) else { return false }
            case .boolean:
                guard bytes.take("true") || bytes.take("false") else { return false }
            case .name(let kinds):
                guard let name = bytes.name(), kinds.contains(name.kind) else { return false }
                take(name)
            case .hex(let digits):
                guard bytes.take("\""), bytes.digits(digits) != nil, bytes.take("\"") else { return false }
            case .other(let index):
                guard let text = bytes.plainString(limit: 4_096),
                    (try? program.shapes[index].check(.string(text), at: "")) != nil
                else { return false }
            case .nullable(let end):
                if bytes.take("null") { next = end }
            case .list(let low, let high, let end):
                guard list(next..<end, sizes: low...high) else { return false }
                next = end
            }
        }
        return true
    }

    private mutating func list(_ element: Range<Int>, sizes: ClosedRange<Int>) -> Bool {
        guard bytes.take("[") else { return false }
        if bytes.take("]") { return sizes.contains(0) }
        var count = 0
        repeat {
            count += 1
            guard count <= sizes.upperBound, run(element) else { return false }
        } while bytes.take(",")
        return count >= sizes.lowerBound && bytes.take("]")
    }

    private mutating func take(_ name: TypedName) {
        switch name.kind {
        case .open, .sealed, .statement: names.append(name)
        case .key: if keysCount { names.append(name) }
        case .commitment: break
        }
    }
}
