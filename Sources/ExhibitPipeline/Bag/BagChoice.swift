import ExhibitCore

/// What may leave a case in a bag: the rules, under what its publisher chose.
public struct BagChoice: Sendable {
    /// What leaves only when it is asked for.
    public enum Extra: String, Sendable, CaseIterable { case gallery, log, evidence }
    /// What can be kept here.
    public enum Part: String, Sendable, CaseIterable { case evidence, gallery, outputs }

    public let include: Set<Extra>
    public let withhold: Set<Part>
    /// The publisher's own folder: its path names somebody, wherever it is.
    let home: String?

    /// - Parameter home: nil where there is none.
    public init(include: Set<Extra> = [], withhold: Set<Part> = [], home: String? = nil) {
        self.include = include
        self.withhold = withhold
        // Every path begins with "/".
        self.home = home == "/" ? "/root/" : home
    }

    /// What a program prints may say whose machine it ran on. In bytes: to Swift a letter and the accent after it are one.
    func namesAUser(_ text: [UInt8]) -> Bool {
        ["/home/", "/Users/", home].compactMap { $0 }.contains { text.contains(Array($0.utf8)) }
    }
}

extension BagContents.Item {
    /// Why it stays here; nil for what leaves.
    ///
    /// - Parameters:
    ///   - isInReport: whoever has the report has its bytes already.
    ///   - bytes: asked for where it depends on them. What cannot be looked through does not leave: it throws.
    public func reasonWithheld(
        _ choice: BagChoice, isInReport: Bool, bytes: () throws -> [UInt8]
    ) rethrows -> String? {
        if isInReport { return nil }
        if isOfAPerson, !choice.include.contains(.log), try role != "environment" || Self.holdsWarnings(bytes()) {
            return
                "it holds what a model said of a person, which no report shows; the publisher can give it with --include log"
        }
        if let reason = keptBack, !choice.include.contains(.evidence) {
            return "\(reason); the publisher can give it with --include evidence"
        }
        let keepsEvidence = choice.withhold.contains(.evidence)
        switch group {
        case .model, .rule: return nil
        case .evidence:
            return keepsEvidence ? "the publisher keeps the evidence" : nil
        case .reference:
            return choice.withhold.contains(.gallery) ? "the publisher keeps the reference set" : nil
        case .gallery:
            return choice.include.contains(.gallery)
                ? nil : "the reference set stays with its publisher, who can give it with --include gallery"
        case .output:
            if choice.withhold.contains(.outputs) { return Self.keepsOutputs }
            // Results show what the evidence shows; but that of the program and its machine is no picture.
            return keepsEvidence && role != "environment"
                ? "it was made of evidence that the publisher keeps" : nil
        case .log:
            if choice.include.contains(.log) { return nil }
            if keepsEvidence || choice.withhold.contains(.outputs) { return Self.keepsOutputs }
            let isObservation = role == Observation.role
            return try isObservation || choice.namesAUser(bytes())
                ? "it holds a path that names a user; the publisher can give it with --include log" : nil
        }
    }

    private static func holdsWarnings(_ environment: [UInt8]) -> Bool {
        environment.contains(Array(ModelRun.Answer.warningOfTheProgram.utf8))
    }

    private static let keepsOutputs = "the publisher keeps the results of steps"
}
