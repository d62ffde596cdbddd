import ExhibitCore
import ExhibitReport
import ExhibitWeight

/// Decides what a report proves, from its bytes and the ledgers that the reader trusts. Pure: no clock, no network, no file.
public struct ReportVerifier {
    let trust: TrustPolicy
    var verdict = Verdict()
    /// Set once the view that follows from the chain is known, whatever else was found.
    var examined: Examined?

    public init(trust: TrustPolicy) { self.trust = trust }

    /// Goes on after the first finding: a reader is told everything that is wrong.
    ///
    /// - Parameter bridge: leads from the report's checkpoint to a later one, where the reader has it.
    public static func verify(_ bytes: [UInt8], trust: TrustPolicy, bridge: [UInt8]? = nil) -> Verdict {
        var verifier = ReportVerifier(trust: trust)
        verifier.run(bytes, bridge: bridge)
        return verifier.verdict
    }

    /// The same, with what the report is about where that follows from its chain. Nothing in it counts unless the verdict
    /// says so.
    static func examine(_ bytes: [UInt8], trust: TrustPolicy) -> (verdict: Verdict, examined: Examined?) {
        var verifier = ReportVerifier(trust: trust)
        verifier.run(bytes, bridge: nil)
        return (verifier.verdict, verifier.examined)
    }

    /// What a report is about, what it discloses, and the view that follows from both.
    struct Examined {
        let subject: Subject
        let disclosed: Disclosures
        let view: ReportView
    }

    private mutating func run(_ bytes: [UInt8], bridge: [UInt8]?) {
        verdict.notChecked = [
            "whether the model gives the same result when it is run again (replay)",
            """
            whether the publisher keeps another ledger, an altered copy, runs that were never recorded, or runs on this \
            same file that was recorded a second time under another name
            """,
            "whether other claims about this evidence say too little: they are shown as recorded",
            "whether the index was computed rightly (`exhibit audit` on the ledger does that)",
            "whether an objection or retraction was recorded later: a newer standing shows it, --standing FILE",
            "whether the scene or the identification is true",
        ]
        var form = Verdict.Check("form", "the file is a report, in exactly one spelling")
        let report: ReportFile
        let bundle: Bundle
        do {
            report = try ReportFile(encoded: bytes)
            bundle = try Bundle(encoded: report.bundle)
        } catch {
            form.fail(.tampered, error.object, error.reason)
            verdict.add(form)
            return
        }
        form.detail = "\(bytes.count) bytes, \(bundle.entries.count) entries"
        verdict.add(form)

        let entries = checkEntries(bundle)
        guard let history = checkRoles(entries) else { return }
        guard let (head, signer) = checkCheckpoint(bundle, entries: entries, history: history) else { return }
        checkInclusion(bundle, head: head)
        let lists = checkLists(bundle, entries: entries, head: head)
        let later = checkBridge(bridge, of: bundle, head: head, history: history)
        checkKeys(entries, history: later?.history ?? history, size: (later?.head ?? head).size)
        let signers = [signer] + stampedSigners(bundle, entries: entries, history: history)
        guard let subject = checkReferences(bundle, entries: entries, lists: lists, head: head, signers: signers)
        else { return }
        let disclosed = checkDisclosures(bundle, entries: entries)
        checkStanding(subject)
        checkAnchors(bundle, entries: entries, disclosed: disclosed, head: head, history: history)
        checkClaim(subject, disclosed: disclosed)
        checkOtherClaims(subject, disclosed: disclosed)
        checkErasures(subject)
        checkPage(report, bundle, subject: subject, disclosed: disclosed, lists: lists)
    }

    /// The entries of a bundle, by position and by statement.
    struct Entries: EntryLookup {
        var byPosition: [UInt64: PlacedEntry] = [:]
        var byStatement: [ContentHash: PlacedEntry] = [:]
        /// Verified lists, cut to the positions below `limit`.
        var lists: [TypedName: [UInt64]] = [:]
        var limit = UInt64.max

        func entry(statement: ContentHash) -> PlacedEntry? { byStatement[statement] }

        func entries(referringTo name: TypedName) -> [PlacedEntry]? {
            lists[name]?.filter { $0 < limit }.compactMap { byPosition[$0] }
        }
    }
}
