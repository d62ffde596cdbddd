/// How a class of taint came to an artifact.
public struct TaintPath<Name: Hashable & Comparable & Sendable>: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// The operation has this class itself.
        case step(Name)
        /// What was received has it: by its origin or by a mark that it bears.
        case origin(Name)
        /// No step made it and no origin explains it.
        case unexplained(Name)
    }

    public struct Link: Hashable, Sendable {
        public let artifact: Name
        /// The step that made it; nil for one that came from outside.
        public let step: Name?
    }

    public let taint: Taint
    public let cause: Cause
    /// From the cause to the artifact that was asked about, both included.
    public let links: [Link]
}

extension TaintGraph {
    /// One path from each cause of an artifact's class that is found, the shortest first; at least one unless it is T0.
    ///
    /// - Parameters:
    ///   - region: as ``taint(of:within:)`` has it.
    ///   - limit: of paths.
    public func paths(to name: Name, within region: Region = .whole, limit: Int = 16) -> [TaintPath<Name>] {
        let taint = taint(of: name, within: region)
        guard taint > .asReceived, limit > 0 else { return [] }
        guard masks[name] != nil else {
            return [TaintPath(taint: taint, cause: .unexplained(name), links: [.init(artifact: name, step: nil)])]
        }
        var search = PathSearch(graph: self, taint: taint, limit: limit, isBlind: false)
        search.run(from: name, needed: region)
        // Where regions were widened, or this one lies in no picture, the way back by pixels can end before a cause. By
        // classes it never does.
        if search.paths.isEmpty {
            search = PathSearch(graph: self, taint: taint, limit: limit, isBlind: true)
            search.run(from: name, needed: .whole)
        }
        return search.paths
    }

    /// Every step that an artifact descends from, itself included where it is made by one.
    func ancestors(of names: some Sequence<Name>) -> (steps: Set<Int>, artifacts: Set<Name>) {
        var seen: Set<Name> = []
        var found: Set<Int> = []
        var open = names.filter { seen.insert($0).inserted }
        while let name = open.popLast() {
            for maker in makers[name] ?? [] where found.insert(maker).inserted {
                open += steps[maker].inputs.map(\.name).filter { seen.insert($0).inserted }
            }
        }
        return (found, seen)
    }
}

/// A search from an artifact back to causes, breadth first, each artifact once.
private struct PathSearch<Name: Hashable & Comparable & Sendable> {
    private struct Item {
        let name: Name
        /// Of this artifact: the pixels that reach the one asked about.
        let needed: Region
        /// What was made of it, and by which step.
        let next: (item: Int, step: Int)?
    }

    let graph: TaintGraph<Name>
    let taint: Taint
    let limit: Int
    let isBlind: Bool
    private(set) var paths: [TaintPath<Name>] = []
    private var items: [Item] = []
    private var seen: Set<Name> = []
    private var causes: Set<TaintPath<Name>.Cause> = []

    init(graph: TaintGraph<Name>, taint: Taint, limit: Int, isBlind: Bool) {
        self.graph = graph
        self.taint = taint
        self.limit = limit
        self.isBlind = isBlind
    }

    mutating func run(from name: Name, needed: Region) {
        add(Item(name: name, needed: needed, next: nil))
        var current = 0
        while current < items.count, paths.count < limit {
            look(at: current)
            current += 1
        }
    }

    private mutating func add(_ item: Item) {
        if seen.insert(item.name).inserted { items.append(item) }
    }

    private func meets(_ mask: TaintMask, _ needed: Region) -> Bool { mask.regions[taint.rank].meets(needed) }

    private mutating func look(at number: Int) {
        let item = items[number]
        if graph.own(item.name).contains(where: { meets($0, item.needed) }) {
            let isReceived = graph.origins[item.name] != nil
            found(isReceived ? .origin(item.name) : .unexplained(item.name), at: number, step: nil)
        }
        for maker in graph.makers[item.name] ?? [] {
            let step = graph.steps[maker]
            if graph.own(step).contains(where: { meets($0, item.needed) }) {
                found(.step(step.id), at: number, step: step.id)
            }
            // An input can be read in two ways: then what either needs is needed.
            var reads: [Name: [Region]] = [:]
            for input in step.inputs {
                guard let mask = graph.masks[input.name] else { continue }
                let needed = isBlind ? .whole : needed(item.needed, step, input.influence, mask.size)
                if meets(mask, needed) { reads[input.name, default: []].append(needed) }
            }
            for (name, regions) in reads.sorted(by: { $0.key < $1.key }) {
                add(Item(name: name, needed: Region(joining: regions), next: (number, maker)))
            }
        }
    }

    private func needed(
        _ region: Region, _ step: TaintStep<Name>, _ influence: TaintStep<Name>.Influence, _ size: PixelSize?
    ) -> Region {
        switch step.credible(influence, of: size) {
        case .whole: .whole
        case .part(let part, _): part
        case .mapped(let geometry):
            (region.isWhole ? Region(geometry.size.rectangle) : region).mapped(geometry.read)
        }
    }

    private mutating func found(_ cause: TaintPath<Name>.Cause, at number: Int, step: Name?) {
        guard paths.count < limit, causes.insert(cause).inserted else { return }
        var links = [TaintPath<Name>.Link(artifact: items[number].name, step: step)]
        var next = items[number].next
        while let (item, step) = next {
            links.append(.init(artifact: items[item].name, step: graph.steps[step].id))
            next = items[item].next
        }
        paths.append(TaintPath(taint: taint, cause: cause, links: links))
    }
}
