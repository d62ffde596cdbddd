import ExhibitCore

/// What every run must rest on, whatever its model: evidence as it was received, and steps that make new things.
struct RunFoundation {
    struct Refusal {
        /// Nil for the claim itself.
        let object: String?
        let reason: String
    }

    let evidence: PlacedEntry
    let scope: ReportScope

    private var file: TypedName? { evidence.statement.name("artifact") }

    /// A page prints the media type; it must not be room for a sentence. And evidence that a recorded step drew has the
    /// class of that step, which a run of its own would hide.
    var refusal: Refusal? {
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
        for entry in scope.entries.values.sorted(by: { $0.position < $1.position }) where entry.statement.isKind(.step)
        {
            if entry.statement.artifacts("outputs").contains(where: { $0.name == file }) {
                return Refusal(
                    object: "entry \(entry.position)",
                    reason: "it made the evidence of a claim that takes it as received")
            }
        }
        return nil
    }

    /// What a step says that it made must not have been there before.
    func reasonUnfounded(_ step: PlacedEntry) -> String? {
        // Identities and pictures that models draw keep their name within a ledger; nothing is shown or computed from
        // what a step lists as such. Everything else is named anew.
        let fresh = step.statement.artifacts("outputs").filter { output in
            !["coefficients", "pixels"].contains(output.role) && !output.role.utf8.starts(with: "output.".utf8)
        }.map(\.name)
        let earlier = scope.entries.values.contains { entry in
            entry.position < step.position && fresh.contains { entry.statement.references.contains($0) }
        }
        return earlier ? "it says that it made what was there before" : nil
    }
}
