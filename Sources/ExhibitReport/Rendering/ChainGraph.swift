/// The run's steps as a drawing: one column in order of execution, so that it is readable on a phone, with what came
/// from outside the run just above its first use. Neighbours are joined directly, all others through lanes at the
/// left that no two overlapping arrows share.
struct ChainGraph {
    enum Node: Equatable {
        case source(ReportView.Use)
        case step(Int)
    }

    struct Edge: Hashable {
        var from: Int
        var to: Int
        /// From the right; nil for a direct line.
        var lane: Int?
    }

    private(set) var nodes: [Node] = []
    private(set) var edges: [Edge] = []
    private(set) var lanes = 0
    let steps: [ReportView.Step]

    init(_ steps: [ReportView.Step]) {
        self.steps = steps
        var maker: [[UInt8]: Int] = [:]
        for (index, step) in steps.enumerated() {
            var parents: [Int] = []
            for use in step.inputs {
                // Names compare as bytes: a String would also join two that merely look alike.
                let key = Array(use.name.utf8)
                if maker[key] == nil {
                    maker[key] = nodes.count
                    nodes.append(.source(use))
                }
                if let parent = maker[key], !parents.contains(parent) { parents.append(parent) }
            }
            for use in step.outputs { maker[Array(use.name.utf8)] = nodes.count }
            for parent in parents { edges.append(Edge(from: parent, to: nodes.count, lane: nil)) }
            nodes.append(.step(index))
        }
        assignLanes()
    }

    private mutating func assignLanes() {
        var ends: [Int] = []
        for index in edges.indices.sorted(by: { (edges[$0].from, edges[$0].to) < (edges[$1].from, edges[$1].to) }) {
            let edge = edges[index]
            guard edge.to > edge.from + 1 else { continue }
            let lane = ends.firstIndex { $0 <= edge.from } ?? ends.count
            if lane == ends.count { ends.append(edge.to) } else { ends[lane] = edge.to }
            edges[index].lane = lane
        }
        lanes = ends.count
    }
}

extension ChainGraph {
    private static let boxWidth = 290
    private static let gap = 20
    private static let laneWidth = 12

    private var left: Int { lanes == 0 ? 2 : lanes * ChainGraph.laneWidth + 10 }

    private func height(_ node: Node) -> Int {
        switch node {
        case .source: 26
        case .step: 44
        }
    }

    private var tops: [Int] {
        var tops: [Int] = []
        var top = 2
        for node in nodes {
            tops.append(top)
            top += height(node) + ChainGraph.gap
        }
        return tops
    }

    /// Empty for a run without steps.
    func markup(_ template: Template) -> Markup {
        guard let last = nodes.last else { return .none }
        let tops = tops
        let bottom = tops[tops.count - 1] + height(last) + 2
        return template.fill(
            "graph",
            [
                "width": Markup(left + ChainGraph.boxWidth + 2), "height": Markup(bottom),
                "count": Markup(steps.count),
                "edges": template.each("graph-edge", edges) { ["path": Markup(path($0, tops))] },
                "nodes": Markup(nodes.indices.map { draw($0, top: tops[$0], template) }),
            ])
    }

    private func path(_ edge: Edge, _ tops: [Int]) -> String {
        let from = tops[edge.from] + height(nodes[edge.from])
        guard let lane = edge.lane else { return "\(left + 24) \(from)V\(tops[edge.to] - 1)" }
        let start = tops[edge.from] + height(nodes[edge.from]) - 9
        // Arrows into one box arrive apart by lane, or their heads would hide each other.
        let end = tops[edge.to] + 8 + min(lane, 2) * 9
        let across = left - 8 - lane * ChainGraph.laneWidth
        return "\(left) \(start)H\(across + 4)q-4 0-4 4V\(end - 4)q0 4 4 4H\(left - 1)"
    }

    private func draw(_ index: Int, top: Int, _ template: Template) -> Markup {
        var values = [
            "x": Markup(left), "y": Markup(top), "width": Markup(ChainGraph.boxWidth), "left": Markup(left + 14),
        ]
        switch nodes[index] {
        case .source(let use):
            values["base"] = Markup(top + 18)
            values["role"] = Markup(Text.clipped(use.role, to: 20))
            values["name"] = Markup(Text.short(use.name))
            return template.fill("graph-source", values)
        case .step(let step):
            let step = steps[step]
            values["base"] = Markup(top + 18)
            values["second"] = Markup(top + 35)
            values["right"] = Markup(left + ChainGraph.boxWidth - 12)
            values["number"] = Markup(step.number)
            values["operation"] = Markup(Text.clipped(step.operation, to: 30))
            values["taint"] = Markup(step.taint.rawValue)
            let outputs = step.outputs.map(\.role).joined(separator: ", ")
            values["outputs"] = Markup(Text.clipped(outputs, to: 44))
            return template.fill("graph-step", values)
        }
    }
}
