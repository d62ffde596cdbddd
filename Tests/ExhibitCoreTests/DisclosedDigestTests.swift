import ExhibitCore
import ExhibitTestSupport
import Testing

/// Computed outside of this program over the text of the object.
@Suite("What stands for all that a bundle discloses")
struct DisclosedDigestTests {
    private static let artifact = Bundle.Artifact(
        name: TypedName("sha256:823412d1eacb67956220e532959f0104603057c88704863ca38e7cd188fda812")!, salt: nil,
        bytes: nil)
    private static let disclosure = Bundle.Disclosure(
        statement: ContentHash(hex: "31b776e8f5c806c123b5d5b482d7d76c656f5e081e65a12e799c66b375a5733d")!,
        slot: SlotValue(
            path: "body.size", salt: Hex.decode("6c3d46492a497e8ea5f7076f3e830636e3523ec5c8dace10b32d050779ca6196")!,
            value: 1234))

    @Test("is SHA-256 over the canonical JSON of both members")
    func vectors() {
        #expect(
            Bundle.digest(disclosures: [], artifacts: []).hex
                == "5d4dde6fd9a9c99d51ec02de2ec86ad120b09372376a6f061937c6d7d1d6c69a")
        #expect(
            Bundle.digest(disclosures: [Self.disclosure], artifacts: [Self.artifact]).hex
                == "b8e7c265515075b3cc23643913a61ab7f06060646d4a215efb1f6b733861eaa2")
    }

    @Test("does not depend on the order in which they are given, and on nothing else of the bundle")
    func order() throws {
        let others = [Self.artifact, Bundle.Artifact(name: .open([0x78]), salt: nil, bytes: [0x78])]
        let slot = Self.disclosure.slot
        let second = Bundle.Disclosure(
            statement: Self.disclosure.statement, slot: SlotValue(path: "body.sha256", salt: slot.salt, value: .null))
        let disclosures = [Self.disclosure, second]
        let digest = Bundle.digest(disclosures: disclosures, artifacts: others)
        #expect(digest == Bundle.digest(disclosures: disclosures.reversed(), artifacts: others.reversed()))
        #expect(digest != Bundle.digest(disclosures: disclosures, artifacts: [Self.artifact]))
        #expect(digest != Bundle.digest(disclosures: [second], artifacts: others))
    }

    @Test("stands in the head of a page in one form only")
    func ofPage() throws {
        let page = String(decoding: SampleLedger.page, as: UTF8.self)
        func disclosed(_ meta: String) throws -> ContentHash? {
            try ReportFile(page: Array(page.replacing("<title>", with: meta + "<title>").utf8), bundle: []).disclosed
        }
        let digest = ContentHash(of: [0x78])
        let meta = "<meta name=\"exhibit-disclosed\" content=\"\(digest.hex)\">"
        #expect(try disclosed("") == nil)
        #expect(try disclosed(meta) == digest)
        for other in [
            meta.replacing(digest.hex, with: digest.hex.uppercased()), meta.replacing("\">", with: "0\">"),
            meta.replacing("\">", with: "\" >"), meta.replacing(digest.hex, with: digest.hex.dropLast()),
            String(repeating: " ", count: 512) + meta,
        ] {
            #expect(try disclosed(other) == nil, "\(other)")
        }
    }
}
