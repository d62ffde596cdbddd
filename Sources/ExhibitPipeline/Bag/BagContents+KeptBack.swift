import ExhibitCore

extension BagContents {
    public static let protectedReason = "its subject is one of whom nothing is published"

    /// Whoever masked a bystander, or said that a subject is one of whom nothing is published, means the picture in a bag
    /// too: it does not leave because a report on it does.
    mutating func keepBack(_ given: String?) {
        let unmasked = unmasked()
        let reason = claim.subjectClass == .protectedPerson ? Self.protectedReason : given
        // Of a refusal nothing is named: what was found stands among the rest of its set.
        let groups: Set<Group> =
            reason == nil ? [.evidence, .output, .reference] : [.evidence, .output, .reference, .gallery]
        for item in items where groups.contains(item.group) && item.role != "environment" {
            if let reason {
                keepBack(item.name, reason)
            } else if unmasked.contains(item.name) {
                keepBack(item.name, "it shows what a recorded step masked")
            }
        }
    }

    /// What a mask was laid on, what that was made from, and what else was made from any of it.
    private func unmasked() -> Set<TypedName> {
        let masks = steps.filter { Operation.named(in: $0) == .mask }
        var found = Set(masks.flatMap { $0.artifacts("inputs") }.map(\.name))
        guard !found.isEmpty else { return [] }
        let others = steps.filter { Operation.named(in: $0) != .mask }
        var count = 0
        while count != found.count {
            count = found.count
            for step in others {
                let inputs = step.artifacts("inputs").map(\.name).filter { $0.kind == .sealed }
                let outputs = step.artifacts("outputs").filter { $0.role != "environment" }.map(\.name)
                if outputs.contains(where: found.contains) { found.formUnion(inputs) }
                if inputs.contains(where: found.contains) { found.formUnion(outputs) }
            }
        }
        return found.subtracting(masks.flatMap { $0.artifacts("outputs") }.map(\.name))
    }
}
