import ExhibitCore
import ExhibitReport
import ExhibitTestSupport
import ExhibitVerification
import Foundation
import Testing

@Suite(
    "verify.html, in a real browser", .serialized, .enabled(if: Browser.isThere, Comment(rawValue: Browser.missing)))
struct VerifierPageTests {
    private static func rank(_ code: Int32) -> Int { VerifierDriver.rank(code) }

    @Test("says of every vector what it must, and nothing more favourable than the programs where no publisher lies")
    func vectors() throws {
        let vectors = try PageVectors().all
        #expect(vectors.count > 60)
        let answers = try VerifierDriver.judge(
            vectors.map { vector in
                VerifierDriver.Case(
                    vector.file, with: [vector.bridge].compactMap { $0 },
                    trusted: vector.trusted)
            })
        try #require(answers.count == vectors.count)
        for (vector, answer) in zip(vectors, answers) {
            if vector.code == 3, vector.check == nil {
                // Of an earlier edition that it does not say what it disclosed.
                #expect(
                    !answer.findings.contains { !$0.hasPrefix("disclosed: ") }, "\(vector.name): \(answer.findings)")
            }
            if let code = vector.code {
                #expect(answer.code == code, "\(vector.name): \(answer.findings)")
                if let check = vector.check {
                    #expect(answer.checks[check] == code, "\(vector.name): \(answer.checks)")
                }
            }
            let isReport = (try? ReportFile(encoded: vector.file)) != nil
            if isReport, vector.isOfEarlierEdition, answer.code != 2 {
                #expect([nil, 3].contains(answer.checks["disclosed"]), "\(vector.name): \(answer.checks)")
            }
            let verdict = Verification.verify(vector.file, trust: vector.trust, bridge: vector.bridge)
            compare(answer, with: verdict, of: vector)
        }
    }

    private func compare(_ answer: VerifierDriver.Answer, with verdict: Verdict, of vector: PageVector) {
        let name = vector.name
        // What a stranger did to a file that says what it discloses, the page sees as the programs do.
        if !vector.isLie && !vector.isOfEarlierEdition {
            #expect(
                Self.rank(answer.code) >= Self.rank(verdict.exitCode),
                "\(name): \(answer.code), and \(verdict.exitCode) for the programs: \(verdict.lines)")
        }
        let shared = verdict.checks.filter { !PageVectors.leftToPrograms.contains($0.id) }
        for check in shared {
            let code = Verdict.exitCode(of: check.findings.map(\.severity.rawValue))
            let own = answer.checks[check.id] ?? answer.code
            #expect(Self.rank(own) >= Self.rank(code), "\(name): \(check.id) is \(own), and \(code) for the programs")
        }
        let code = PageVectors.sharedCode(of: verdict)
        #expect(Self.rank(answer.code) >= Self.rank(code), "\(name): \(answer.code), and \(code) for the programs")
        guard Self.rank(answer.code) < Self.rank(verdict.exitCode) else { return }
        // Its best word is that something is open, never the programs' "Verified". What it does not look at it says.
        for words in ["whether words and numbers on the page", "whether the record supports what is claimed"] {
            #expect(answer.notChecked.contains { $0.hasPrefix(words) }, "\(name)")
        }
    }

    @Test("refuses a report of which one byte was changed, wherever it was")
    func everyByte() throws {
        let story = try Story(picture: Array(Story.evidencePicture.prefix(40)), hasMarks: false)
        let report = try story.compose(try story.identify())
        let places = Tampering(report).places(step: LongRun.isOn ? 97 : 997)
        let changed = places.flatMap { place in
            Tampering.patterns.map { pattern in
                var bytes = report
                bytes[place] ^= pattern
                return bytes
            }
        }
        let answers = try VerifierDriver.judge(changed.map { .init($0, trusted: [story.publisher.trusted.hex]) })
        #expect(answers.count == changed.count)
        for (bytes, answer) in zip(changed, answers) {
            let isRecognised = bytes.firstRange(of: Array(#"id="exhibit-bundle""#.utf8)) != nil
            #expect(answer.code == (isRecognised ? 2 : 1), "\(answer.checks)")
        }
        print("verify.html on a report of \(report.count) bytes: \(changed.count) changes")
    }

    @Test("knows every kind of statement as the programs do")
    func kinds() throws {
        // The definitions, with words in the place of shapes; what the page holds is made from these lines.
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/ExhibitReport/Verifier")
        let source = try String(contentsOf: folder.appending(path: "kinds.js"), encoding: .utf8)
        let lines = try VerifierDriver.results(
            """
            const [hour, moment, boolean] = ['hour', 'moment', 'boolean'];
            const text = (limit) => `text ${limit}`;
            const word = (words) => `word ${words}`;
            const integer = (low, high) => `integer ${low} ${high}`;
            const name = (...forms) => `name ${forms.join('|')}`;
            const hex = (count) => `hex ${count}`;
            const base64 = (count) => `base64 ${count}`;
            const decimal = (places) => `decimal ${places}`;
            const nullable = (inner) => `nullable(${inner})`;
            const list = (inner, high, low = 0) => `list(${inner}) ${low} ${high}`;
            const slot = (inner) => `slot(${inner})`;
            const members = (shapes) => `{${Object.keys(shapes).sort().map((member) => `${member}: ${shapes[member]}`).join(', ')}}`;
            \(source)
            return [...kinds].map(([type, kind]) => `${type}\\t${kind.role}\\t${kind.fits}`);
            """)
        var known: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            known[parts[0]] = parts[1]
        }
        for kind in Kind.all {
            let due = "\(kind.role?.rawValue ?? "null")\t\(Shape.record(kind.body).words)"
            #expect(known[kind.predicateType] == due)
        }
    }

    @Test("takes no signature that implementations disagree about")
    func signatures() throws {
        let message = Array("message".utf8)
        let key = FixedKeys.operator
        let signature = key.sign(message)
        var cases: [(key: String, signature: [UInt8])] = [(key.publicKey.hex, signature)]
        let small = ["00", "01", "ec", "ed", "ee"].map { $0 + String(repeating: $0 >= "ec" ? "ff" : "00", count: 30) }
        for low in small {
            for top in low.hasPrefix("0") ? ["00", "80"] : ["7f", "ff"] {
                let point = try #require(Hex.decode(low + top))
                // With R and A of small order and S of zero the equation holds for one message in eight, or for all.
                cases.append((Hex.encode(point), point + [UInt8](repeating: 0, count: 32)))
                cases.append((key.publicKey.hex, point + signature[32...]))
            }
        }
        // S and S + L are one number to who does not look.
        let order = try #require(Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"))
        var carry = 0
        let larger = zip(signature[32...], order).map { digit, add in
            carry += Int(digit) + Int(add)
            defer { carry >>= 8 }
            return UInt8(carry & 0xFF)
        }
        cases.append((key.publicKey.hex, signature[..<32] + larger))
        let pairs = cases.map { "[\"\($0.key)\", bytes(\"\(Base64.encode($0.signature))\")]" }
        let lines = try VerifierDriver.results(
            """
            const lines = [];
            for (const [key, signature] of [\(pairs.joined(separator: ", "))]) {
              lines.push(String(await exhibit.isSigned(signature, bytes("\(Base64.encode(message))"), key)));
            }
            return lines;
            """)
        #expect(lines == ["true"] + [String](repeating: "false", count: cases.count - 1))
        for one in cases {
            let hash = try #require(ContentHash(hex: one.key))
            #expect(Ed25519.isValid(one.signature, for: message, key: hash) == (one.signature == signature))
        }
    }
}

extension Shape {
    /// As the page describes its own shapes.
    fileprivate var words: String {
        switch self {
        case .text(let limit): "text \(limit)"
        case .word(let words): "word \(words.joined(separator: "|"))"
        case .integer(let range): "integer \(range.lowerBound) \(range.upperBound)"
        case .boolean: "boolean"
        case .name(let kinds): "name \(kinds.map(\.rawValue).joined(separator: "|"))"
        case .hex(let count): "hex \(count)"
        case .base64(let count): "base64 \(count)"
        case .decimal(let places): "decimal \(places)"
        case .hour: "hour"
        case .moment: "moment"
        case .nullable(let shape): "nullable(\(shape.words))"
        case .list(let shape, let sizes): "list(\(shape.words)) \(sizes.lowerBound) \(sizes.upperBound)"
        case .record(let shapes):
            "{\(shapes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.words)" }.joined(separator: ", "))}"
        case .slot(let shape): "slot(\(shape.words))"
        }
    }
}
