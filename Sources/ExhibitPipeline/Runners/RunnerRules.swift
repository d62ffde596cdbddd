import ExhibitCore

/// What a result must not say, whoever wrote it: the rules of `Schemas/runner-v1.md` that a schema cannot hold.
enum RunnerRules {
    static func check(_ description: RunnerDescription, for job: RunnerJob) throws(Stop) {
        if let declared = job.declared {
            guard description.score == declared.score, description.generatesPixels == declared.generatesPixels else {
                throw Stop(.untrue, "it describes another score, or other outputs, than its model was recorded with")
            }
        }
        if let measured = job.measured, measured != description.identity {
            throw Stop(.notStarted, "it is not the program, or not the engine, that its tolerance was measured with")
        }
        guard (1...description.threads).contains(job.threads) else {
            throw Stop(.notStarted, "it works with at most \(description.threads) threads, not \(job.threads)")
        }
    }

    static func check(_ result: RunnerResult, of description: RunnerDescription, for job: RunnerJob) throws(Stop) {
        let execution = result.execution
        guard execution.seed == job.seed else { throw Stop(.untrue, "it used another seed than the one it was given") }
        guard execution.threads <= job.threads else { throw Stop(.untrue, "it used more threads than it was given") }
        guard execution.engine == description.engine else {
            throw Stop(.untrue, "it used another engine than the one it described")
        }
        // It stands in the step: a text chosen after the picture was seen could hold an answer.
        let levels = [description.optimisationLevel, job.parameters["optimisation_level"]].compactMap { $0 }
        guard levels.contains(where: { $0.utf8.elementsEqual(execution.optimisationLevel.utf8) }) else {
            throw Stop(.untrue, "it used another optimisation level than the one it described or was asked for")
        }
        try checkCandidates(result.candidates, description.score, job)
        guard Set(result.outputs.map(\.file)).count == result.outputs.count else {
            throw Stop(.untrue, "it lists an output twice")
        }
        guard description.generatesPixels || !result.outputs.contains(where: \.isGenerated) else {
            throw Stop(.untrue, "it generated an output, and said that it generates none")
        }
    }

    private static func checkCandidates(
        _ candidates: [RunnerResult.Candidate], _ score: RunnerDescription.Score, _ job: RunnerJob
    ) throws(Stop) {
        guard candidates.count <= job.depth else {
            throw Stop(.untrue, "it gave more candidates than it was asked for")
        }
        // By bytes: two spellings of "é" are one String and two labels.
        let labels = Dictionary(job.labels.enumerated().map { (Array($1.utf8), $0) }) { first, _ in first }
        var positions: [Int] = []
        for (index, candidate) in candidates.enumerated() {
            guard candidate.rank == index + 1 else { throw Stop(.untrue, "its ranks are not 1, 2, 3 …") }
            switch candidate.subject {
            case .label(let label):
                guard job.references == nil else {
                    throw Stop(.untrue, "it answered with a label, and was given pictures to compare with")
                }
                guard let position = labels[Array(label.utf8)] else {
                    throw Stop(.untrue, "candidate \(candidate.rank) is no label of the model")
                }
                positions.append(position)
            case .reference(let number):
                guard job.references?.files.indices.contains(number) == true else {
                    throw Stop(.untrue, "candidate \(candidate.rank) is no reference of the request")
                }
                positions.append(number)
            }
            guard
                candidate.score.value.isNaN || candidate.score.value.isInfinite
                    || (Double(score.minimum)...Double(score.maximum)).contains(candidate.score.value)
            else { throw Stop(.untrue, "the score of candidate \(candidate.rank) is outside the range it described") }
        }
        guard Set(positions).count == positions.count else { throw Stop(.untrue, "a candidate comes twice") }
        guard Set(candidates.map(\.score.isSingle)).count <= 1, Set(candidates.map(\.isLabel)).count <= 1 else {
            throw Stop(.untrue, "its candidates are of two sorts")
        }
        // The order follows from the scores, so that nobody can rank by another rule and show these.
        for index in candidates.indices.dropLast() {
            let (first, second) = (candidates[index].score.value, candidates[index + 1].score.value)
            let isEqual = first == second || first.isNaN && second.isNaN
            let isBetter = second.isNaN && !first.isNaN || (score.isHigherBetter ? first > second : first < second)
            guard isBetter || isEqual && positions[index] < positions[index + 1] else {
                throw Stop(.untrue, "candidates \(index + 1) and \(index + 2) are not in the order of their scores")
            }
        }
    }
}

extension RunnerResult.Candidate {
    fileprivate var isLabel: Bool { if case .label = subject { true } else { false } }
}
