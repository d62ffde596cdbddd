import ExhibitCore

extension BagContents {
    /// Whoever masked a bystander, or said that a subject is one of whom nothing is published, means the picture in a bag
    /// too: it does not leave because a report on it does.
    mutating func keepBack() {
        let unmasked = unmasked()
        for item in items where [.evidence, .output, .reference].contains(item.group) && item.role != "environment" {
            if claim.subjectClass == .protectedPerson {
                keepBack(item.name, "its subject is one of whom nothing is published")
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
