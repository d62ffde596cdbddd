import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("Checkpoints") struct CheckpointTests {
    static let root = Base64.encode(ContentHash(of: "x".bytes).bytes)
    static let empty = Base64.encode(ContentHash(of: []).bytes)

    @Test("Origin, size and root, one line each")
    func form() throws {
        let checkpoint = try Checkpoint(text: "example.com/log\n7\n\(Self.root)\n")
        #expect(checkpoint.origin == "example.com/log")
        #expect(checkpoint.size == 7)
        #expect(checkpoint.root == Self.root.base64Hash)
        #expect(try Checkpoint(text: "a\n18446744073709551615\n\(Self.root)\n").size == .max)
        #expect(try Checkpoint(text: "a\n0\n\(Self.empty)\n").size == 0)
    }

    @Test(
        "Another form of size or root, an extension line, a return or a missing line is refused",
        arguments: [
            "a\n07\n\(root)\n", "a\n+7\n\(root)\n", "a\n-7\n\(root)\n", "a\n\n\(root)\n", "a\n7 \n\(root)\n",
            "a\n18446744073709551616\n\(root)\n", "a\n٧\n\(root)\n", "\n7\n\(root)\n", "a\n7\n\(root)", "a\n7\n", "",
            "a\n7\n\(root)\nextension\n", "a\n7\n\(root)\n\n", "a\r\n7\r\n\(root)\r\n", "a\n7\r\n\(root)\n",
            "a\n7\n\(root.dropLast(4))\n", "a\n7\n\(root)AAAA\n", "a\n7\n\n", "a\n0\n\(root)\n", "a\u{0}\n7\n\(root)\n",
            "a\r\n7\n\(root)\n",
        ])
    func refused(text: String) {
        #expect(throws: Malformed.self) { try Checkpoint(text: text) }
    }

    @Test("A root with its pad bits set is refused")
    func padBits() {
        let last = Self.root.dropLast(2)
        #expect(last.count == 42)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let accepted = alphabet.filter { (try? Checkpoint(text: "a\n7\n\(last)\($0)=\n")) != nil }
        #expect(accepted.count == 16)
    }

    @Test("An origin names its ledger, and only in the one form")
    func origins() {
        let ledger = ContentHash(of: "x".bytes)
        let origin = Checkpoint.origin(of: ledger)
        #expect(Checkpoint.ledger(ofOrigin: origin) == ledger)
        for other in [
            origin + "0", String(origin.dropLast()), origin.uppercased(), "x" + origin, origin + "/", "example.com",
        ] {
            #expect(Checkpoint.ledger(ofOrigin: other) == nil)
        }
    }

    @Test("A verifier key that can be made can be written and read")
    func names() throws {
        for name in ["a", "example.com/log", "é", "e\u{301}", "a\u{600}", "\u{301}a", "a\u{200D}", "𝄞"] {
            let key = try VerifierKey(name: name, key: FixedKeys.ledger.publicKey)
            #expect(try VerifierKey(key.description).description == key.description)
            let note = try SignedNote(signing: "text\n", with: FixedKeys.ledger, name: name)
            #expect(note.open(with: [key]) == "text\n")
        }
        for name in ["", " ", "a b", "a+b", "a\u{A0}", "a\n", "a\u{2003}", "\u{1}"] {
            #expect(throws: Malformed.self) { try VerifierKey(name: name, key: FixedKeys.ledger.publicKey) }
        }
    }

    @Test("A note is never made with another text than the one that was signed")
    func signedText() {
        let line = "\u{2014} a " + Base64.encode([1, 2, 3, 4, 5])
        for text in ["no line feed", "", "a\n\nb", "a\r\n", "a\u{0}\n", "x\n\n\(line)"] {
            #expect(throws: Malformed.self, "\(text)") {
                try SignedNote(signing: text, with: FixedKeys.ledger, name: "a")
            }
        }
    }

    @Test("Values that differ in bytes are different, where Swift's strings are not")
    func normalisation() throws {
        let (composed, decomposed) = ("\u{E9}", "e\u{301}")
        let key = FixedKeys.ledger
        let names = try [composed, decomposed].map { try VerifierKey(name: $0, key: key.publicKey) }
        #expect(names[0] != names[1] && Set(names).count == 2)
        let notes = try [composed, decomposed].map { try SignedNote(signing: $0 + "\n", with: key, name: "a") }
        #expect(notes[0] != notes[1] && Set(notes).count == 2)
        let heads = [composed, decomposed].map { Checkpoint(origin: $0, size: 1, root: .zero) }
        #expect(heads[0] != heads[1] && Set(heads).count == 2)
        let lines = [composed, decomposed].map { Manifest.Line(hash: .zero, path: $0) }
        #expect(lines[0] != lines[1] && Set(lines).count == 2)
        let slots = [composed, decomposed].map { SlotValue(path: $0, salt: ContentHash.zero.bytes, value: nil) }
        #expect(slots[0] != slots[1])
    }
}
