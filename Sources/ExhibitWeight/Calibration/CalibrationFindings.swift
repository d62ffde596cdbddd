import ExhibitCore

/// What follows from the scores of a calibration: how often copies were missed and strangers matched, with one-sided 95 %
/// bounds, and what a score is worth. Computed from the scores alone, so that anyone who has them can compute it again.
public struct CalibrationFindings: ComputedFindings {
    /// Errors among independent trials, and the bound that follows.
    public struct Rate: Sendable, Equatable {
        public let trials: Int
        public let errors: Int
        /// One-sided, 95 %, of Clopper and Pearson; 1 where there was no trial.
        public let upper: Double

        init(errors: Int, trials: Int) throws(BoundsError) {
            self.errors = errors
            self.trials = trials
            upper = try ErrorRateBounds(errors: errors, trials: trials).upper()
        }

        /// Of more trials than are independent: as large a part of those that are, rounded up.
        ///
        /// - Parameter atLeast: errors among independent trials that are known one by one.
        init(
            errors: Int, of count: Int, independent trials: Int, atLeast known: Int = 0
        ) throws(BoundsError) {
            let share = count == 0 ? 0 : (errors * trials + count - 1) / count
            try self.init(errors: min(trials, max(share, known)), trials: trials)
        }
    }

    /// Copies of one kind: of all sources, whatever their cell.
    public struct Transform: Sendable, Equatable {
        public let name: String
        /// Each trial is another source. A copy without a usable hash is missed: a search would have refused it.
        public let missed: Rate
    }

    /// One on each transform, in the order of the protocol.
    public let transforms: [Transform]
    /// In the order of the protocol.
    public let cells: [Cell]
    /// Searches that found something, each pair once: a false match, or one source after all. Their owner has to look. They
    /// count as false matches.
    public let nearDuplicates: [CalibrationScores.Search]

    public init(_ scores: CalibrationScores) throws(BoundsError) {
        var transforms: [Transform] = []
        for (index, name) in CalibrationScores.transforms.enumerated() {
            let trials = scores.same.filter { $0.transform == index }
            let errors = trials.count { $0.score.map { !Self.matches($0) } ?? true }
            transforms.append(Transform(name: name, missed: try Rate(errors: errors, trials: trials.count)))
        }
        self.transforms = transforms
        var cells: [Cell] = []
        for index in CopyProtocol.cells.indices { cells.append(try Cell(index, of: scores)) }
        self.cells = cells
        nearDuplicates = scores.searches.filter { search in
            guard Self.matches(search.score) else { return false }
            return search.source < search.nearest || scores.searches[search.nearest].nearest != search.source
        }
    }

    static func matches(_ score: Int) -> Bool { score <= CopyProtocol.maximumDistance }
}
