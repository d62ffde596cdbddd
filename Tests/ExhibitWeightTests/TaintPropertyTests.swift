import ExhibitTestSupport
import ExhibitWeight
import Testing

/// Graphs that nobody would record: cycles, loops, gaps, sizes that do not fit, artifacts made many times.
struct HostileGraph {
    var steps: [TaintStep<Int>] = []
    var origins: [Int: TaintOrigin] = [:]
    let names: Int

    static let size = PixelSize(width: 8, height: 6)!

    init(_ random: FixedRandomness) {
        names = 3 + random.number(below: 10)
        for name in 0..<names where random.number(below: 4) == 0 { origins[name] = Self.origin(random) }
        steps = (0..<1 + random.number(below: 14)).map { Self.step($0, names, random) }
    }

    var graph: TaintGraph<Int> { TaintGraph(steps: steps, origins: origins) }

    static func taint(_ random: FixedRandomness) -> Taint { Taint.allCases[random.number(below: 6)] }

    private static func region(_ random: FixedRandomness) -> Region {
        switch random.number(below: 6) {
        case 0: .whole
        case 1: Region(PixelRect(left: 7, top: 5, right: 9, bottom: 9)!)
        case 2: Region(joining: (0..<70).map { _ in Region(random.rectangle(in: size)) })
        default: Region(random.rectangle(in: size))
        }
    }

    private static func origin(_ random: FixedRandomness) -> TaintOrigin {
        let marks = (0..<random.number(below: 3)).map { _ in ExternalMark(taint(random), in: region(random)) }
        return TaintOrigin(taint(random), marks: marks, size: random.number(below: 4) == 0 ? nil : size)
    }

    static func input(_ name: Int, _ random: FixedRandomness) -> TaintStep<Int>.Input {
        switch random.number(below: 5) {
        case 0: return .init(name, .whole)
        case 1: return .init(name, .part(region(random), of: size))
        case 2: return .init(name, .mapped(PixelOperation.random(random, of: size).geometry))
        default:
            let way = [0, 2, 4, 6][random.number(below: 4)]
            return .init(name, .mapped(PixelOperation.turn(way, of: size).geometry))
        }
    }

    static func step(_ id: Int, _ names: Int, _ random: FixedRandomness) -> TaintStep<Int> {
        TaintStep(
            id: id, operation: "\(random.number(below: 3))", taint: taint(random),
            inputs: (0..<random.number(below: 4)).map { _ in input(random.number(below: names), random) },
            outputs: (0..<1 + random.number(below: 2)).map { _ in random.number(below: names) },
            size: random.number(below: 5) == 0 ? nil : size, drawn: random.number(below: 3) == 0 ? nil : region(random))
    }
}

@Suite("Taint in any graph")
struct TaintPropertyTests {
    private func regions(_ graph: TaintGraph<Int>, _ names: Int) -> [[Set<PixelModel.Pixel>]] {
        (0..<names).map { name in
            Taint.allCases.map { PixelModel.pixels(graph.region(of: name, atLeast: $0), of: HostileGraph.size) }
        }
    }

    @Test("is never lowered by an input, a maker, a mark, or a higher class")
    func monotone() {
        let random = FixedRandomness("monotone")
        var kinds: Set<Int> = []
        for _ in 0..<600 {
            var hostile = HostileGraph(random)
            let before = hostile.graph
            let kind = random.number(below: 5)
            let index = random.number(below: hostile.steps.count)
            switch kind {
            case 0:
                guard !hostile.steps[index].inputs.isEmpty else { continue }
                hostile.steps[index].inputs.append(HostileGraph.input(random.number(below: hostile.names), random))
            case 1: hostile.steps[index].taint = max(hostile.steps[index].taint, HostileGraph.taint(random))
            case 2: hostile.steps[index].drawn = nil
            case 3:
                let step = HostileGraph.step(99, hostile.names, random)
                let known = Set(hostile.steps.flatMap { $0.inputs.map(\.name) + $0.outputs }).union(
                    hostile.origins.keys)
                guard step.outputs.allSatisfy({ known.contains($0) && !before.unexplained.contains($0) }) else {
                    continue
                }
                hostile.steps.append(step)
            default:
                guard let name = hostile.origins.keys.min() else { continue }
                hostile.origins[name]?.marks.append(ExternalMark(HostileGraph.taint(random)))
            }
            kinds.insert(kind)
            let after = hostile.graph
            for (old, new) in zip(regions(before, hostile.names), regions(after, hostile.names)) {
                for (less, more) in zip(old, new) { #expect(more.isSuperset(of: less), "change \(kind)") }
            }
            for name in 0..<hostile.names {
                #expect(after.taint(of: name) >= before.taint(of: name))
                #expect(after.ancestry(of: name) >= before.ancestry(of: name))
            }
        }
        #expect(kinds.count == 5)
    }

    @Test("does not depend on the order in which anything is given")
    func order() {
        let random = FixedRandomness("order")
        for _ in 0..<300 {
            let hostile = HostileGraph(random)
            var other = hostile
            other.steps.reverse()
            for index in other.steps.indices {
                other.steps[index].inputs.reverse()
                other.steps[index].outputs.reverse()
            }
            let (first, second) = (hostile.graph, other.graph)
            for name in 0..<hostile.names {
                for taint in Taint.allCases {
                    #expect(first.region(of: name, atLeast: taint) == second.region(of: name, atLeast: taint))
                }
                #expect(first.paths(to: name).map(\.cause) == second.paths(to: name).map(\.cause))
            }
            #expect(first.recurring == second.recurring && first.unexplained == second.unexplained)
        }
    }

    @Test("has at least one path from a cause, and every path is in the record")
    func paths() {
        let random = FixedRandomness("paths")
        for _ in 0..<500 {
            let hostile = HostileGraph(random)
            let graph = hostile.graph
            for name in 0..<hostile.names {
                let paths = graph.paths(to: name)
                #expect(paths.isEmpty == (graph.taint(of: name) == .asReceived))
                for path in paths {
                    #expect(path.taint == graph.taint(of: name))
                    #expect(path.links.last?.artifact == name)
                    switch path.cause {
                    case .step(let id): #expect(path.links.first?.step == id)
                    case .origin(let cause), .unexplained(let cause):
                        #expect(path.links.first?.artifact == cause && path.links.first?.step == nil)
                    }
                    for (before, link) in zip(path.links, path.links.dropFirst()) {
                        let step = hostile.steps.first { $0.id == link.step }
                        #expect(step?.outputs.contains(link.artifact) == true)
                        #expect(step?.inputs.contains { $0.name == before.artifact } == true)
                    }
                }
            }
        }
    }

    @Test("is that of every pixel by itself, over random operations on small pictures")
    func pixels() {
        let random = FixedRandomness("pixels")
        var compared = 0
        for _ in 0..<150 {
            var run = PixelRun(random)
            for _ in 0..<1 + random.number(below: 5) { run.add(random) }
            let graph = TaintGraph(steps: run.steps, origins: run.origins)
            for (name, model) in run.models.enumerated() {
                for taint in [Taint.learnedOrUnknown, .generated, .authored] {
                    let expected = model.masks[taint] ?? []
                    let region = graph.region(of: name, atLeast: taint)
                    let found = PixelModel.pixels(region, of: model.size)
                    #expect(found.isSuperset(of: expected), "\(run.told)")
                    if model.isExact { #expect(found == expected, "\(run.told)") }
                    compared +=
                        model.isExact && !expected.isEmpty && expected.count < model.size.width * model.size.height
                        ? 1 : 0
                }
            }
        }
        #expect(compared > 100)
    }
}

/// A run on small pictures, told to a graph and done pixel by pixel.
private struct PixelRun {
    struct Model {
        let size: PixelSize
        /// Pixels of each class or a higher one.
        var masks: [Taint: Set<PixelModel.Pixel>] = [:]
        var isExact = true

        mutating func paint(_ taint: Taint, _ pixels: Set<PixelModel.Pixel>) {
            for lower in Taint.allCases where lower <= taint { masks[lower, default: []].formUnion(pixels) }
        }
    }

    private(set) var steps: [TaintStep<Int>] = []
    private(set) var origins: [Int: TaintOrigin]
    private(set) var models: [Model]
    private(set) var told: [String] = []

    init(_ random: FixedRandomness) {
        let size = PixelSize(width: 2 + random.number(below: 9), height: 2 + random.number(below: 9))!
        let part = random.rectangle(in: size)
        origins = [0: TaintOrigin(.asReceived, marks: [ExternalMark(.generated, in: Region(part))], size: size)]
        models = [Model(size: size)]
        models[0].paint(.generated, Set(PixelModel.pixels(part)))
    }

    /// One operation on the last picture; sometimes a second picture, resized, is laid over it or a part is drawn.
    mutating func add(_ random: FixedRandomness) {
        let last = models.count - 1
        let operation = PixelOperation.random(random, of: models[last].size)
        let size = operation.geometry.size
        var uses = [(last, operation)]
        if random.number(below: 3) == 0 {
            let other = random.number(below: models.count)
            uses.append((other, .resize(models[other].size, to: size)))
        }
        var made = Model(size: size)
        for (name, operation) in uses {
            made.isExact = made.isExact && operation.isExact && models[name].isExact
            for (taint, pixels) in models[name].masks {
                var model = PixelModel(models[name].size)
                model.tainted = pixels
                made.masks[taint, default: []].formUnion(model.made(size, operation.sources).tainted)
            }
        }
        let drawn = random.number(below: 3) == 0 ? random.rectangle(in: size) : nil
        let taint =
            drawn == nil ? Taint.processed : [.learnedOrUnknown, .generated, .authored][random.number(below: 3)]
        if let drawn { made.paint(taint, Set(PixelModel.pixels(drawn))) }
        steps.append(
            TaintStep(
                id: steps.count, taint: taint, inputs: uses.map { .init($0.0, .mapped($0.1.geometry)) },
                outputs: [models.count], size: size, drawn: drawn.map { Region($0) }))
        models.append(made)
        told.append("\(uses.map(\.1.name)) \(taint)")
    }
}

@Suite("Ten thousand steps")
struct LargeGraphTests {
    private let count = 10_000

    private func expect(_ steps: [TaintStep<Int>], _ last: Int, _ taint: Taint) {
        let graph = TaintGraph(steps: steps, origins: [0: TaintOrigin(.generated)])
        #expect(graph.taint(of: last) == taint)
        let finding = graph.finding(compared: [last: .whole], about: .thing)
        #expect(finding.comparison == taint)
        #expect(!finding.paths.isEmpty)
    }

    @Test("in a chain, a ring, or all into one come to an end", .timeLimit(.minutes(10)))
    func shapes() {
        func step(_ id: Int, _ inputs: [Int], _ outputs: [Int]) -> TaintStep<Int> {
            TaintStep(id: id, taint: .exact, inputs: inputs.map { .init($0) }, outputs: outputs)
        }
        expect((0..<count).map { step($0, [$0], [$0 + 1]) }, count, .generated)
        expect((0..<count).map { step($0, [$0], [($0 + 1) % count]) }, count - 1, .generated)
        expect((0..<count).map { step($0, [0], [1]) }, 1, .generated)
        expect([step(0, Array(0..<count), [count])], count, .generated)
        expect(
            [step(0, [0], Array(1...count))] + (1...count).map { step($0, [$0], [count + 1]) }, count + 1, .generated)
        // Every artifact of a layer from every one of the layer before.
        let width = 40
        let layers = (0..<count / width).flatMap { layer in
            (0..<width).map {
                step(layer * width + $0, (0..<width).map { layer * width + $0 }, [(layer + 1) * width + $0])
            }
        }
        expect(layers, count - 1, .generated)
    }

    @Test("with as many regions as there can be, too", .timeLimit(.minutes(10)))
    func regions() {
        let size = PixelSize(width: 1_000, height: 1_000)!
        let keep = PixelGeometry(map: [2, 0, 1, 2, 0, 2, 1, 2], size: size, source: size, radius: 0)!
        let dots = Region(
            joining: (0..<64).map { Region(PixelRect(left: 10 * $0, top: 0, right: 10 * $0 + 1, bottom: 1)!) })
        let steps = (0..<count).map {
            TaintStep(id: $0, taint: .exact, inputs: [.init($0, .mapped(keep))], outputs: [$0 + 1], size: size)
        }
        let origin = TaintOrigin(.asReceived, marks: [ExternalMark(.generated, in: dots)], size: size)
        let graph = TaintGraph(steps: steps, origins: [0: origin])
        #expect(graph.region(of: count, atLeast: .generated) == dots)
        #expect(graph.paths(to: count).first?.links.count == count + 1)
    }
}
