import ExhibitCore
import ExhibitWeight

/// What every run must rest on, whatever its model: evidence as it was received, and steps that make new things.
struct RunFoundation {
    struct Refusal {
        /// Nil for the claim itself.
        let object: String?
        let reason: String
    }

    let evidence: PlacedEntry
    let scope: ReportScope

    /// A page prints the media type; it must not be room for a sentence. And evidence that a recorded step drew has the
    /// class of that step, which a run that takes it as received would hide.
    ///
    /// - Parameter history: of the picture that the run was opened for; nil where that is shown elsewhere.
    func refusal(_ history: PictureHistory?) -> Refusal? {
        let parts = evidence.statement.text("media_type").utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
        let isToken = parts.allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || Array("+-.".utf8).contains($0)
                }
        }
        guard parts.count == 2, isToken else {
            return Refusal(object: "entry \(evidence.position)", reason: "its media type is not one")
        }
        return history.flatMap { MakingChecks.refusal($0, scope: scope) }
    }

    /// What a step says that it made must not have been there before.
    func reasonUnfounded(_ step: PlacedEntry) -> String? {
        // Identities and pictures that models draw keep their name within a ledger: of several entries that list one
        // the first counts. Everything else is named anew.
        let fresh = step.statement.artifacts("outputs").filter { output in
            !["coefficients", "pixels"].contains(output.role) && !output.role.utf8.starts(with: "output.".utf8)
        }.map(\.name)
        let earlier = scope.entries.values.contains { entry in
            entry.position < step.position && fresh.contains { entry.statement.references.contains($0) }
        }
        return earlier ? "it says that it made what was there before" : nil
    }
}
