import ExhibitCore

extension Operation {
    /// The class of the operation itself, in a run of a model that generates no pixels.
    public var taint: Taint { taint(generatesPixels: false) }

    fileprivate func taint(generatesPixels: Bool) -> Taint {
        Taint(rawValue: taintClass(generatesPixels: generatesPixels)) ?? .authored
    }

    /// Of the built-in operations, the inputs that are no part of the evidence but what it is held against.
    fileprivate func isReference(_ role: String) -> Bool {
        switch self {
        case .search: role == "hashes" || role == "gallery"
        case .decodeJPEG, .decodePNG, .reduce: role == "reference"
        case .runModel: role == "model" || role == "gallery"
        case .luminance, .hash, .encodePNG, .crop, .rotate, .flip, .upright, .resize, .grey, .exposure, .mask,
            .observe:
            false
        }
    }
}

/// The classes that steps state in the ledger.
public enum StepTaint {
    /// The class of the operation itself. Of an operation that this version does not know, and of a program that was only
    /// observed: T3, T4 where the run's model declares that it generates pixels, and more where the step states more.
    /// Nobody is believed downwards.
    public static func own(_ step: Statement, generates: Bool = false) -> Taint {
        let operation = Operation.named(in: step)
        let least = operation?.taint(generatesPixels: generates) ?? (generates ? .generated : .learnedOrUnknown)
        guard operation == nil || operation == .observe else { return least }
        return max(least, Taint(rawValue: step.text("taint")) ?? .authored)
    }

    /// What each step of a run has to state, by number: at least the class of its operation, and that of whatever it
    /// read that an earlier step made. Origins and regions are not in it: a recorder may not know them, and they can be
    /// withheld.
    ///
    /// - Parameters:
    ///   - steps: of one run, in order of number.
    ///   - generates: whether its model generates pixels.
    public static func due(_ steps: [Statement], generates: Bool = false) -> [Int64: Taint] {
        var ofArtifact: [TypedName: Taint] = [:]
        var due: [Int64: Taint] = [:]
        for step in steps {
            let taint = step.artifacts("inputs").reduce(own(step, generates: generates)) {
                max($0, ofArtifact[$1.name] ?? .asReceived)
            }
            for output in step.artifacts("outputs") {
                ofArtifact[output.name] = max(ofArtifact[output.name] ?? taint, taint)
            }
            due[step.body["number"]?.number ?? -1] = taint
        }
        return due
    }

    /// - Parameter model: of the run.
    public static func due(_ steps: [Statement], model: Statement?) -> [Int64: Taint] {
        due(steps, generates: generatesPixels(model))
    }

    /// Only a model that says that it does not generate pixels is believed not to.
    static func generatesPixels(_ model: Statement?) -> Bool {
        model?.generatesPixels ?? false
    }

    /// The class of what the search or the model answered; where there was none, the highest that any step states. A run
    /// has the class of the picture that it was opened for whatever its steps read.
    static func ofAnswer(
        evidence: Statement, opened: Statement, steps: [Statement], about: About, model: Statement? = nil,
        history: PictureHistory?
    ) -> Taint {
        let picture = opened.artifacts("inputs").first?.name
        let before = max(
            ofPicture(picture, evidence: evidence, about: about, history: history),
            history?.taintOfEarlier(about: about) ?? .asReceived)
        let runs = Set(steps.compactMap { $0.name("run") })
        let graph = TaintGraph(
            steps: steps, origins: picture.map { [$0: TaintOrigin(before)] } ?? [:],
            generating: generatesPixels(model) ? runs : [])
        let answers = steps.filter { [.search, .runModel].contains(Operation.named(in: $0)) }
            .flatMap { $0.artifacts("outputs") }.filter { $0.role == candidatesRole }
        let classes =
            answers.isEmpty ? Array(due(steps, model: model).values) : answers.map { graph.taint(of: $0.name) }
        return max(before, classes.max() ?? .asReceived)
    }

    /// Of the picture before the run. One that is not the evidence's file, and whose history nobody gives, could be
    /// anything.
    private static func ofPicture(
        _ picture: TypedName?, evidence: Statement, about: About, history: PictureHistory?
    ) -> Taint {
        if let history, history.isDerived { return history.taint(about: about) }
        guard picture == evidence.name("artifact") else { return .authored }
        return max(TaintOrigin(of: evidence, about: about).taint, history?.marksAlike(about: about) ?? .asReceived)
    }

    /// The role of ranked answers among the outputs of a step.
    static let candidatesRole = "candidates"
}

extension TaintGraph<TypedName> {
    /// - Parameters:
    ///   - steps: statements of kind `step`, of any runs, in any order.
    ///   - origins: of the files that were received. What built-in operations read as the reference set is T0 beside
    ///     them; that those roles hold the set which the run was opened for is for its shape to show.
    ///   - generating: the runs whose model declares that it generates pixels.
    ///   - hasReferences: else nothing but a model's files is held beside the pictures; whatever else a step reads under
    ///     the role of a reference counts as a picture of which nothing is known.
    ///   - geometry: the disclosed slot of a step; nil where it is withheld, which counts as "anywhere".
    public init(
        steps: [Statement], origins: [TypedName: TaintOrigin], generating: Set<TypedName> = [],
        hasReferences: Bool = true, geometry: (Statement) -> JSON? = { _ in nil }
    ) {
        var known = origins
        for step in steps {
            guard let operation = Operation.named(in: step) else { continue }
            for use in step.artifacts("inputs") where operation.isReference(use.role) && known[use.name] == nil {
                guard hasReferences || use.name.kind == .open else { continue }
                known[use.name] = TaintOrigin(.asReceived)
            }
        }
        let read = steps.flatMap { step in
            TaintStep(
                step, generates: step.name("run").map(generating.contains) ?? false, geometry: geometry(step)
            ).partingDrawn(step)
        }
        self.init(steps: read, origins: known)
    }
}

extension TaintStep<TypedName> {
    /// What a model says of pixels has their class; what it draws is learned at least.
    fileprivate func partingDrawn(_ step: Statement) -> [TaintStep] {
        guard Operation.named(in: step) == .runModel else { return [self] }
        var (answers, drawn) = (self, self)
        let said = step.artifacts("outputs").filter { $0.role == StepTaint.candidatesRole }.map(\.name)
        answers.outputs = said
        drawn.outputs = outputs.filter { !said.contains($0) }
        drawn.taint = max(drawn.taint, .learnedOrUnknown)
        return [answers, drawn]
    }
}

extension TaintStep<TypedName> {
    /// - Parameter geometry: believed of operations that this version can run again, and of no other.
    init(_ step: Statement, generates: Bool, geometry: JSON?) {
        let operation = Operation.named(in: step)
        let map = operation == nil || operation == .observe ? nil : geometry.flatMap { PixelGeometry($0) }
        let named = step.body["operation"]
        self.init(
            id: step.name, operation: "\(named?["name"]?.text ?? "") \(named?["version"]?.text ?? "")",
            taint: StepTaint.own(step, generates: generates),
            inputs: step.artifacts("inputs").map { use in
                Input(use.name, use.role == "pixels" ? map.map { .mapped($0) } ?? .whole : .whole)
            },
            outputs: step.artifacts("outputs").map(\.name), size: map?.size,
            seed: step.parameter("seed"),
            variants: step.parameter("variants").flatMap { Int($0) })
    }
}

extension PixelGeometry {
    /// As steps record it. The kernel is that of a mean over the mapped square and of a JPEG: coefficients mix blocks
    /// of 16 × 16 pixels where colour is halved, and decoders smooth colour across one more pixel pair.
    init?(_ json: JSON) {
        func count(_ member: String) -> Int { json[member]?.number.flatMap { Int(exactly: $0) } ?? 0 }
        guard let size = PixelSize(width: count("width"), height: count("height")),
            let source = PixelSize(width: count("source_width"), height: count("source_height"))
        else { return nil }
        let scale = max(
            (source.width + size.width - 1) / size.width, (source.height + size.height - 1) / size.height,
            (source.width + size.height - 1) / size.height, (source.height + size.width - 1) / size.width)
        self.init(
            map: (json["map"]?.elements ?? []).compactMap(\.number), size: size, source: source,
            radius: min(18 * scale, PixelSize.longest))
    }
}
