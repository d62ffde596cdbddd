import ExhibitCore

/// What a verification found. A verdict is a value: failing to verify is an answer, not an error.
public struct Verdict: Sendable {
    public private(set) var checks: [Check] = []
    /// What this verification does not look at, said with every verdict.
    public internal(set) var notChecked: [String] = []
    /// What the document says of itself, shown only beside the checks: status word, publisher, ledger id.
    public internal(set) var summary: [(name: String, value: String)] = []

    /// Objections that were given beside the file.
    public internal(set) var challenges: [GivenChallenge] = []

    /// Of a whole ledger: how many entries it has, and up to which they are known to be those that others saw.
    var entries: UInt64?
    var fixed: UInt64?

    public init() {}

    /// One thing that was checked, or that could not be.
    public struct Check: Sendable {
        /// Stable, for scripts: "signatures".
        public let id: String
        /// For people: "every entry is signed by the key it names".
        public let title: String
        /// What was seen: "23 of 23 entries".
        public var detail: String
        public var findings: [Finding] = []
        /// Findings beyond those that are kept: a hostile ledger could have as many as it has entries.
        public private(set) var unlisted = 0
        /// The entries that the last finding is about, where it is about entries.
        private var entries: ClosedRange<UInt64>?

        public init(_ id: String, _ title: String, detail: String = "") {
            self.id = id
            self.title = title
            self.detail = detail
        }

        public mutating func fail(_ severity: Severity, _ object: String, _ message: String) {
            entries = nil
            let isNew = findings.count < Self.mostFindings || !findings.contains { $0.severity == severity }
            guard isNew else {
                unlisted += 1
                return
            }
            findings.append(Finding(severity: severity, object: object, message: message))
        }

        /// Neighbours of which the same is said are one finding: "entries 5 to 900".
        mutating func fail(_ severity: Severity, entry: UInt64, _ message: String) {
            if let entries, let last = findings.last, entries.upperBound + 1 == entry, last.severity == severity,
                last.message == message
            {
                let both = entries.lowerBound...entry
                findings[findings.count - 1] = Finding(
                    severity: severity, object: Self.words(both), message: message)
                self.entries = both
                return
            }
            let listed = unlisted
            fail(severity, "entry \(entry)", message)
            entries = unlisted == listed ? entry...entry : nil
        }

        /// "entry 5", "entries 5 to 900".
        static func words(_ entries: ClosedRange<UInt64>) -> String {
            let (first, last) = (entries.lowerBound, entries.upperBound)
            return first == last ? "entry \(first)" : "entries \(first) to \(last)"
        }

        private static let mostFindings = 100_000
    }

    public struct Finding: Sendable {
        public let severity: Severity
        /// Which object: "entry 12", "the list of sealed:3f…".
        public let object: String
        public let message: String
    }

    /// Why a verdict is not plain success. The raw value is the exit code.
    public enum Severity: Int32, Sendable, CaseIterable {
        case couldNotJudge = 1
        case tampered = 2
        case incomplete = 3
        case diverged = 4
        case contested = 5
    }

    public mutating func add(_ check: Check) { checks.append(check) }

    public var findings: [Finding] { checks.flatMap(\.findings) }

    /// Whether its publisher may go on from a file: what is said against it, or missing, is for its readers.
    var mayBePublished: Bool { findings.allSatisfy { [.incomplete, .contested].contains($0.severity) } }

    /// 0 only where everything required verified. Of several findings, the first of 2, 1, 4, 5, 3 decides.
    public var exitCode: Int32 { Self.exitCode(of: findings.map(\.severity.rawValue)) }

    /// The code of a batch, from those of its members.
    public static func exitCode(of codes: [Int32]) -> Int32 { [2, 1, 4, 5, 3].first(where: codes.contains) ?? 0 }

    /// The check that compares a picture: its failure says nothing against the report.
    static let pictureCheck = "picture"
    /// That of another file beside the report: where it alone fails, the report stands as it would without it.
    static let bridgeCheck = "bridge"
    static let standingFileCheck = "standing file"
    static let trustCheck = "trust"
    static let receiptCheck = "receipt"

    /// What the last sentence says where the file is itself an accusation: "tampered" would be said of the wrong side.
    var ownConclusion: String?
    /// What it says of how the report stands, and the exit code with which it does.
    var standingConclusion: (code: Int32, sentence: String)?
    /// The same for scripts.
    var standing: JSON?
    /// How far the standing file reaches by which that was judged, and what it has; nil without one that holds.
    var later: (size: UInt64, entries: [PlacedEntry])?
    /// Recorded objections to the report's own claim that are not decided, as that shows.
    var undecided: Set<TypedName> = []
    /// When that was judged: milliseconds since 1970.
    var judgedAt: Int64?
    /// How the report stands; nil where that was not asked.
    public internal(set) var standingState: StandingState?

    /// Whether the exit code is that of how the report stands. What took it back is said whatever else is open.
    private var isDecidedByStanding: Bool {
        guard let code = standingConclusion?.code, code == exitCode else { return false }
        let others = checks.filter { $0.id != StandingState.checkID }.flatMap(\.findings)
        return code == Severity.contested.rawValue || others.allSatisfy { $0.severity.rawValue != code }
    }

    /// The sentence that ends every verification.
    public var conclusion: String {
        if let ownConclusion { return ownConclusion }
        let others = checks.filter { $0.id != Self.pictureCheck }.flatMap(\.findings)
        if others.isEmpty, exitCode == Severity.tampered.rawValue {
            return "NOT ITS EVIDENCE: the report holds, but it is about another picture than the one given."
        }
        let tampered = Set(checks.filter { $0.findings.contains { $0.severity == .tampered } }.map(\.id))
        for (id, name) in [(Self.bridgeCheck, "BRIDGE"), (Self.standingFileCheck, "STANDING FILE")]
        where exitCode == Severity.tampered.rawValue && tampered == [id] {
            let aside = "THE \(name) DOES NOT HOLD: it shows nothing, and says nothing against the report."
            // Nobody hides what became of a report by a file that is damaged.
            guard let standingConclusion, standingConclusion.code == Severity.contested.rawValue else { return aside }
            return "\(aside) \(standingConclusion.sentence)"
        }
        if let standingConclusion, isDecidedByStanding { return standingConclusion.sentence }
        return switch exitCode {
        case 0: "Verified: everything required was checked and holds."
        case 1: "Could not judge."
        case 2: "REJECTED: this was changed after it was signed, or was never what it says."
        case 4: "DIVERGED: running it again gave another result."
        case 5: "Intact, but contested, downgraded, superseded or retracted."
        default: "Intact, but incomplete, stale, or signed by a ledger that you have not said you trust."
        }
    }
}

/// Whose ledgers the reader has decided to believe. What a person trusts is the ledger id.
public struct TrustPolicy: Sendable {
    public let ledgers: Set<ContentHash>
    /// Which keys sign these ledgers' checkpoints, where the reader said it: a proof without entry 0 cannot.
    public let keys: Set<VerifierKey>

    public init(ledgers: some Sequence<ContentHash>, keys: [VerifierKey] = []) {
        self.ledgers = Set(ledgers)
        self.keys = Set(keys)
    }

    /// From ledger ids and verifier keys, as a person typed them; other texts name nobody.
    public init(naming texts: [String]) {
        self.init(
            ledgers: texts.compactMap(Self.ledger(named:)),
            keys: texts.filter { Self.ledger(named: $0) != nil }.compactMap { try? VerifierKey($0) })
    }

    /// An unknown ledger is never a silent pass: its 64 digits are printed to be compared.
    func check(_ ledger: ContentHash) -> Verdict.Check {
        var check = Verdict.Check(Verdict.trustCheck, "the ledger is one that you said you trust", detail: ledger.hex)
        if !ledgers.contains(ledger) {
            check.fail(
                .incomplete, "ledger \(ledger.hex)",
                "unknown to you. Compare these 64 digits with what the publisher says elsewhere, then: exhibit trust add \(ledger.hex)"
            )
        }
        return check
    }

    /// A ledger id from what a person typed: 64 hex digits, or a verifier key whose name is a ledger's origin.
    public static func ledger(named text: String) -> ContentHash? {
        if let id = ContentHash(hex: text) { return id }
        guard let key = try? VerifierKey(text) else { return nil }
        return Checkpoint.ledger(ofOrigin: key.name)
    }
}
