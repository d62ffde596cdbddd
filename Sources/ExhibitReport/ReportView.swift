/// Everything that the words and pictures of a report show, and nothing else.
///
/// The page is a pure function of this value, so a verifier that derives every field from the bundle and renders
/// again knows that the page says no more than the ledger does. Fixed sentences are therefore not fields: the
/// template owns them, and the view only chooses among them.
///
/// Names and digests are given in full; the page shortens them for the eye. Integers are at most 2^53 − 1.
public struct ReportView: Hashable, Sendable {
    public var header: Header
    public var claim: Claim
    public var evidence: Picture
    /// By ascending rank. The page shows none if the claim is refused.
    public var references: [Reference]
    /// The ranked list to the declared depth. The page shows none if the claim is refused.
    public var candidates: [Candidate]
    /// The ranked answers of a model that a program executes, in place of `candidates`.
    public var scores: [Score]
    public var model: Model
    public var gallery: Gallery
    /// What a model compared the picture with; nil where it looked at the picture alone, and of a search.
    public var comparedSet: ComparedSet?
    /// Every run on this evidence, by position, the failed and the unwanted ones among them.
    public var runs: [Run]
    /// The steps of this report's run, in order of execution.
    public var steps: [Step]
    public var entries: [Entry]
    public var completeness: Completeness
    public var slots: [Slot]
    /// Challenges recorded up to the entry that `completeness` covers.
    public var objections: [Objection]
    /// The runs that made the picture which was compared, by position; none where it is the evidence itself.
    public var making: [Making]
    /// What the file itself says of how it was made, a sentence; empty where nothing in it speaks against it.
    public var marked: String
    /// What sets no ceiling and is to be known of these pixels; sentences.
    public var notes: [String]
    /// What the answer is worth; nil where nothing was measured that applies. Only of a search.
    public var weight: Weight?
    /// Nil in a view of version 1.
    public var further: Further?

    public init(
        header: Header, claim: Claim, evidence: Picture, references: [Reference], candidates: [Candidate],
        scores: [Score], model: Model, gallery: Gallery, runs: [Run], steps: [Step], entries: [Entry],
        completeness: Completeness,
        slots: [Slot], objections: [Objection], making: [Making] = [], marked: String = "", notes: [String] = []
    ) {
        self.header = header
        self.claim = claim
        self.evidence = evidence
        self.references = references
        self.candidates = candidates
        self.scores = scores
        self.model = model
        self.gallery = gallery
        self.runs = runs
        self.steps = steps
        self.entries = entries
        self.completeness = completeness
        self.slots = slots
        self.objections = objections
        self.making = making
        self.marked = marked
        self.notes = notes
    }
}

extension ReportView {
    /// The language of the fixed sentences. A translation is another template, so the set is closed.
    public enum Language: String, Hashable, Sendable, CaseIterable {
        case english = "en"
    }

    /// Who says this, where it stands in which ledger, and when it was recorded.
    public struct Header: Hashable, Sendable {
        /// 64 hex digits, random per report: without it the public page digest would let anybody test guesses.
        public var salt: String
        public var language: Language
        /// Name and version of the program that made the page.
        public var program: String
        /// 64 hex digits.
        public var ledgerID: String
        /// May be empty, as in the ledger's first entry.
        public var publisher: String
        /// May be empty.
        public var contact: String
        /// Of the claim: the signer's clock cut to the hour, `YYYY-MM-DDThh:00:00Z`.
        public var recorded: String
        public var claimPosition: Int
        /// 64 hex digits.
        public var claimStatement: String

        public init(
            salt: String, language: Language, program: String, ledgerID: String, publisher: String, contact: String,
            recorded: String, claimPosition: Int, claimStatement: String
        ) {
            self.salt = salt
            self.language = language
            self.program = program
            self.ledgerID = ledgerID
            self.publisher = publisher
            self.contact = contact
            self.recorded = recorded
            self.claimPosition = claimPosition
            self.claimStatement = claimStatement
        }
    }

    /// A private value as this report treats it.
    public enum Disclosed<Value: Hashable & Sendable>: Hashable, Sendable {
        case given(Value)
        /// It exists and is committed to, but this report does not give it.
        case withheld
    }

    /// A named value that is public in the ledger.
    public struct Field: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
