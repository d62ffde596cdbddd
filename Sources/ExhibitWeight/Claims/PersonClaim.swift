import ExhibitCore

/// A refusal about a person where how often the method is wrong was measured. Nothing is claimed of the person either way;
/// that it was not measured would be false.
public struct PersonClaim: ComputedClaim {
    public let base: any ComputedClaim
    public let reasons: [Reason]
    private let calibration: TypedName
    private let subject: SubjectClass

    public var about: About { base.about }
    public var isOfPerson: Bool { true }
    public var status: Status { .refused }
    public var taint: Taint { base.taint }
    public var named: [TypedName] { [] }
    public var facts: [CopyClaim.Fact] { [] }

    /// - Parameters:
    ///   - base: what the run supports.
    ///   - calibration: ``WeighingGround/newestCalibration(of:_:)``. Without one it is `base` that is claimed.
    ///   - subject: the strictest class that an earlier claim on the picture states.
    public init(of base: any ComputedClaim, measuredBy calibration: TypedName, subject: SubjectClass) {
        self.base = base
        self.subject = subject
        self.calibration = calibration
        reasons = base.reasons.filter { $0 != .noCalibration }.map {
            $0 == .personWithoutCalibration ? .person : $0
        }
    }

    /// With what is stated beside it, which is nothing.
    public var body: [String: JSON] {
        let own: [String: JSON] = [
            "reasons": .array(reasons.map { .string($0.rawValue) }), "status": .string(status.rawValue),
            "ceiling": .string(status.rawValue), "named": [], "facts": [],
            "calibration": .string(calibration.description), "weight": .null,
            "subject_class": .string(subject.rawValue),
        ]
        return base.body.merging(ClaimQuestion().body) { first, _ in first }.merging(own) { _, new in new }
    }
}
