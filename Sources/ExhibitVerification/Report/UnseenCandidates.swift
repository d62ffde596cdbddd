import ExhibitCore
import ExhibitWeight

extension CandidateList {
    /// In place of the withheld list of a question about a person; nil for any other run.
    ///
    /// The claim is refused whatever the list holds. Of the picture's own hash it says what the claim says: that adds a
    /// reason to a refusal, and takes none away.
    static func unseen(of claim: Statement, opened: Statement, closed: Statement) -> CandidateList? {
        guard opened.text("about") == "person", closed.name("candidates") != nil else { return nil }
        let reasons = (claim.body["reasons"]?.elements ?? []).compactMap(\.text)
        return CandidateList(
            probeQuality: reasons.contains(Reason.lowQuality.rawValue) ? 0 : 100,
            probeUnstable: reasons.contains(Reason.unstable.rawValue) ? 256 : 0, members: 0, compared: 0,
            candidates: [])
    }
}
