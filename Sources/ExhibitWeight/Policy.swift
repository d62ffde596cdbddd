import ExhibitCore

/// The rules under which claims of copy detection are computed, as a document that every such claim names by digest.
///
/// A verifier that does not know the digest in a claim says that the claim was not computed again.
public struct Policy: Sendable {
    /// Hamming distance of two PDQ hashes at or below which the publishers of PDQ call pictures copies.
    public let threshold: Int64 = 31
    /// PDQ quality below which its publishers discard a hash.
    public let minimumQuality: Int64 = 50
    /// Hash bits within 0.01 of the median above which a hash is noise: stripes and gradients score quality 100 and
    /// still have 256 of them.
    public let maximumUnstableBits: Int64 = 8

    public static let current = Policy()

    public var name: TypedName { .open(bytes) }

    public var bytes: [UInt8] {
        let json: JSON = [
            "policy": "exhibit-policy-v1",
            "match": [
                "maximum_distance": .integer(threshold), "minimum_quality": .integer(minimumQuality),
                "maximum_unstable_bits": .integer(maximumUnstableBits),
            ],
            "rules": .array(
                Reason.ofCopyDetection.map { ["rule": .string($0.rawValue), "effect": .string($0.effect.rawValue)] }),
        ]
        return json.encoded
    }
}

/// The rules under which claims of any other model are computed.
public enum ModelPolicy {
    public static var name: TypedName { .open(bytes) }

    public static var bytes: [UInt8] {
        let json: JSON = [
            "policy": "exhibit-policy-models-v1",
            "match": "the score that the model's statement declares; NaN never reaches it",
            "rules": .array(
                Reason.ofModels.map { ["rule": .string($0.rawValue), "effect": .string($0.effect.rawValue)] }),
        ]
        return json.encoded
    }
}

/// The closed list of status words, weakest claim last.
public enum Status: String, Sendable, CaseIterable {
    case identification = "IDENTIFICATION"
    case lead = "LEAD"
    case inconclusive = "INCONCLUSIVE"
    case exclusion = "EXCLUSION"
    case refused = "REFUSED"
}

/// What a claim is about. Only a question about the picture itself is not limited by where the picture came from.
public enum About: String, Sendable, CaseIterable {
    case picture, thing, person
}

/// How far pixels have moved from what a sensor captured.
public enum Taint: String, Sendable, CaseIterable, Comparable {
    case asReceived = "T0"
    case exact = "T1"
    case processed = "T2"
    case learnedOrUnknown = "T3"
    case generated = "T4"
    case authored = "T5"

    public static func < (left: Taint, right: Taint) -> Bool { left.rawValue < right.rawValue }

    /// The fixed sentence that a report says about pixels of this class. Not for an editor to soften.
    public var sentence: String {
        switch self {
        case .asReceived, .exact: "Compared pixels are as received."
        case .processed:
            "Pixels were processed by listed fixed operations; no detail was added. Information lost: colour, and all detail finer than the comparison uses."
        case .learnedOrUnknown: "A learned or unknown process touched these pixels. Detail may not be real."
        case .generated: "Part of this picture was generated. The generated part is not evidence."
        case .authored: "Made by hand or from another picture."
        }
    }
}

/// A rule that fired.
public enum Reason: String, Sendable, CaseIterable {
    case runFailed = "R20.run-failed"
    case notDecoded = "P17.not-decoded"
    case lowQuality = "P17.quality"
    case unstable = "P17.unstable-bits"
    case personWithoutCalibration = "P04.person-without-calibration"
    /// In no policy document: the programs say it, whatever a policy allows.
    case person = "P14.person"
    case generatedPixels = "P03.generated-pixels"
    case originUnknown = "P03.origin-unknown"
    case noCalibration = "P04.no-calibration"
    case damagedFile = "P17.damaged-file"
    case noCandidate = "P17.no-candidate"
    case borderline = "P17.borderline"
    case candidates = "P17.candidates"
    case unconfined = "P02.unconfined"
    case noThreshold = "P04.no-threshold"
    case belowThreshold = "P04.below-threshold"
    case reachesThreshold = "P04.reaches-threshold"

    /// In the order of the policy, whose digest claims name: refusals, then ceilings, then tests. Whether the picture was
    /// decoded is asked before all others.
    static let ofCopyDetection: [Reason] = [
        .runFailed, .notDecoded, .lowQuality, .unstable, .personWithoutCalibration, .generatedPixels, .originUnknown,
        .noCalibration, .damagedFile, .noCandidate, .borderline, .candidates,
    ]
    static let ofModels: [Reason] = [
        .notDecoded, .runFailed, .personWithoutCalibration, .generatedPixels, .originUnknown, .noCalibration,
        .damagedFile, .unconfined, .noThreshold, .belowThreshold, .reachesThreshold,
    ]

    public enum Effect: String, Sendable {
        case refuses, limits, decides, notes
    }

    public var effect: Effect {
        switch self {
        case .runFailed, .notDecoded, .lowQuality, .unstable, .personWithoutCalibration, .person, .generatedPixels:
            .refuses
        case .originUnknown, .noCalibration: .limits
        case .noCandidate, .candidates, .noThreshold, .belowThreshold, .reachesThreshold: .decides
        case .damagedFile, .borderline, .unconfined: .notes
        }
    }

    public var sentence: String {
        switch self {
        case .runFailed: "The run did not finish, so nothing can be said."
        case .notDecoded: "The evidence could not be decoded, so nothing was compared."
        case .lowQuality: "The picture has too little detail for this comparison (quality below 50 of 100)."
        case .unstable:
            "The picture varies in one direction only, or hardly at all: its hash is noise (more than 8 unstable bits)."
        case .personWithoutCalibration:
            "The question is about a person, and how often this method is wrong on such pictures has not been measured."
        case .person: "Of a person nothing is claimed by this program, whatever was measured."
        case .generatedPixels: "Generated or authored pixels were compared. They are not evidence."
        case .originUnknown: "Nobody stated how they know that this is the file as captured: at most a lead."
        case .noCalibration: "How often this is wrong on such pictures has not been measured: at most a lead."
        case .damagedFile: "The file is damaged; what could be decoded of it was compared."
        case .noCandidate:
            "No picture of the reference set is within the published distance. That does not show that there is no original."
        case .borderline: "Counting its unstable bits, a named candidate could lie beyond the published distance."
        case .candidates: "Pictures of the reference set are within the published distance."
        case .unconfined:
            "The model's program ran without a sandbox: what it read besides the recorded files is not known."
        case .noThreshold: "The model declares no score from which on its answer counts, so nothing is named."
        case .belowThreshold:
            "No answer of the model reached the score that its own statement asks for. That does not show what the picture is not."
        case .reachesThreshold: "The model's first answer reached the score that its own statement asks for."
        }
    }
}
