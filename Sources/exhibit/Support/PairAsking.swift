import ExhibitCore
import ExhibitPipeline
import ExhibitStorage
import ExhibitWeight

/// The runs of a model on the pictures of a plan, and what came of each pair.
struct PairAsking {
    let opened: Case
    let model: Statement
    let maker: Maker
    let plan: PairPlan
    let files: PairFiles

    enum Maker {
        case builtIn(BuiltInModel)
        case runner([String], Sandbox.Confinement)
    }

    /// Why runs failed, each reason once.
    private(set) var failures: [String] = []
    /// What the first run that completed was executed by.
    private(set) var environment: [(name: String, value: String)] = []
    private var pictures: [PairScores.Picture] = []
    private var rows: [PairScores.Row] = []
    private var leftOut: [PairScores.LeftOut] = []
    /// Of candidates that no run can be given.
    private var unusable: [Int: PairScores.Reason] = [:]
    private var ofPicture: [[PairScores.Pair]]

    init(
        opened: Case, model: Statement, maker: Maker, plan: PairPlan, files: PairFiles
    ) {
        self.opened = opened
        self.model = model
        self.maker = maker
        self.plan = plan
        self.files = files
        ofPicture = [[PairScores.Pair]](repeating: [], count: plan.pictures.count)
        for pair in plan.pairs { ofPicture[pair.picture].append(pair) }
    }

    /// Which pictures can be compared with, before any is asked about.
    mutating func checkCandidates() throws {
        for (index, candidate) in plan.candidates.enumerated() {
            guard case .picture(let picture) = candidate else { continue }
            try Interruption.check()
            guard case .read = picture.file else {
                unusable[index] = .candidateUnreadable
                continue
            }
            if (try? ModelRun.sized(try files.bytes(of: picture))) == nil { unusable[index] = .candidateNotDecoded }
        }
    }

    mutating func ask(_ index: Int) throws {
        let picture = plan.pictures[index]
        guard case .read = picture.file else { return leave(index, .unreadable) }
        let bytes = try files.bytes(of: picture)
        guard let given = try? ModelRun.sized(bytes), given.side > 0 else { return leave(index, .notDecoded) }
        pictures.append(.init(side: given.side, source: picture.source))
        let pairs = ofPicture[index].filter { unusable[$0.candidate] == nil }
        for pair in ofPicture[index] {
            if let reason = unusable[pair.candidate] { leftOut.append(.init(pair: pair, reason: reason)) }
        }
        guard !pairs.isEmpty else { return }
        let answer = try answer(given.png, pairs)
        try Interruption.check()
        guard answer.failure == nil else {
            let words = answer.failure?.description ?? ""
            if !failures.contains(words) { failures.append(words) }
            leftOut += pairs.map { .init(pair: $0, reason: .failed) }
            return
        }
        if environment.isEmpty { environment = environment(of: answer) }
        take(answer, pairs)
    }

    private mutating func leave(_ index: Int, _ reason: PairScores.Reason) {
        pictures.append(.init(side: 0, source: plan.pictures[index].source))
        leftOut += ofPicture[index].map { .init(pair: $0, reason: reason) }
    }

    private func answer(_ png: [UInt8], _ pairs: [PairScores.Pair]) throws -> ModelRun.Answer {
        guard case .runner(let command, let confinement) = maker else {
            guard case .builtIn(let model) = maker else { return ModelRun.Answer() }
            return model.answer(to: png, depth: PairProtocol.depth)
        }
        let scratch = try RunFolder()
        var execution = ModelExecution(
            command: command, files: opened.modelFiles(model), confinement: confinement, scratch: scratch.path)
        execution.isCancelled = { Interruption.isRequested }
        let question = ModelExecution.Question(
            depth: PairProtocol.depth, seed: 0, threads: 1,
            declared: ModelExecution.Question.declared(by: model))
        let compared = pairs.compactMap { pair -> (TypedName, PairPlan.Picture)? in
            guard case .picture(let picture) = plan.candidates[pair.candidate], case .read(let hash) = picture.file
            else { return nil }
            return (TypedName(.open, hash), picture)
        }
        let places = Dictionary(compared) { first, _ in first }
        if !compared.isEmpty {
            do {
                func bytes(_ name: TypedName) throws(ReferenceUnavailable) -> [UInt8] {
                    guard let picture = places[name], let bytes = try? files.bytes(of: picture) else {
                        throw ReferenceUnavailable("a file was changed or cannot be read any more")
                    }
                    return bytes
                }
                execution.references = try ReferencePictures(
                    of: compared.map(\.0), in: "\(scratch.path)/references",
                    isCancelled: { Interruption.isRequested }, bytes: bytes)
            } catch {
                try Interruption.check()
                throw UserError("pictures to compare with: \(error). Nothing was recorded")
            }
        }
        return execution.answer(to: question, picture: png)
    }

    private mutating func take(_ answer: ModelRun.Answer, _ pairs: [PairScores.Pair]) {
        var found: [[UInt8]: MeasuredScore] = [:]
        for item in answer.answers {
            switch item.answer {
            case .label(let label): found[Array(label.utf8)] = item.score
            case .reference(let name): found[name.hash.bytes] = item.score
            }
        }
        for pair in pairs {
            let key = plan.candidates[pair.candidate].key
            guard let score = found[key] ?? score(ofUnanswered: key, answer) else {
                leftOut.append(.init(pair: pair, reason: .notAnswered))
                continue
            }
            if score.value.isFinite {
                rows.append(.init(pair: pair, score: score))
            } else {
                leftOut.append(.init(pair: pair, reason: .notFinite))
            }
        }
    }

    /// A model of digits lists only the readings next to its first one; every other of as many digits has the score of
    /// these, as its card says: it is ahead of nothing.
    private func score(ofUnanswered digits: [UInt8], _ answer: ModelRun.Answer) -> MeasuredScore? {
        guard case .builtIn = maker, case .label(let first) = answer.answers.first?.answer,
            first.utf8.count == digits.count
        else { return nil }
        return MeasuredScore(exactly: 0)
    }

    func scores() throws -> PairScores {
        try PairScores(
            pictures: pictures, candidates: plan.candidates.map(\.source), rows: rows, leftOut: leftOut,
            repeated: plan.repeated)
    }

    private func environment(of answer: ModelRun.Answer) -> [(name: String, value: String)] {
        let kept = ["runner", "engine", "engine build", "optimisation level"]
        let confinement =
            switch maker {
            case .builtIn: Kind.builtInRunner
            case .runner(_, let confinement): confinement.rawValue
            }
        return [("confinement", confinement)]
            + answer.parameters.filter { kept.contains($0.name) && $0.value.utf8.count <= 256 }
    }
}

extension PairPlan.Candidate {
    /// What an answer that means it is known by.
    fileprivate var key: [UInt8] {
        switch self {
        case .label(let label): Array(label.utf8)
        case .picture(let picture):
            if case .read(let hash) = picture.file { hash.bytes } else { [] }
        }
    }

    /// As the list has it.
    var text: String {
        switch self {
        case .label(let label): label
        case .picture(let picture): picture.path
        }
    }
}
