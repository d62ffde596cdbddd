import ExhibitCore

/// What the version of a claim asks of its ledger. Each asks for more than the one before, and stays what it is.
public enum ClaimRules: Int, Sendable, Comparable, CaseIterable {
    /// Versions 2 and 3: every subject is a thing.
    case ofThings
    /// Versions 4 and 5: a subject has a class, and answers that are digits are counted.
    case ofSubjects
    /// Version 6: what was said of any file with the same picture counts too.
    case ofPictures

    /// Of claims that are made now.
    public static let current = ofPictures

    public init(of claim: Statement) {
        self = claim.isClaimOfPicture ? .ofPictures : claim.subjectClass != nil ? .ofSubjects : .ofThings
    }

    public static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }

    /// The statements whose lists say what stands for or against an answer of the run.
    ///
    /// - Parameter limit: evidence that was recorded at this position or later does not count.
    func evidence(of opened: PlacedEntry, before limit: UInt64, _ lookup: some EntryLookup) -> [TypedName] {
        guard self >= .ofPictures else { return opened.statement.evidenceOfInputs }
        return PictureEvidence(of: opened, before: limit, lookup: lookup).names
    }
}
