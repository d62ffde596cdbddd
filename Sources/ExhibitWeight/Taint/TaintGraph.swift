/// The taint of every artifact that recorded steps made: at least the class of the operation, and that of everything
/// that can have reached it, in any order of the steps and by whatever path.
///
/// - An artifact made by several steps takes the highest of them.
/// - One that no step made and no origin explains is T3: absence of a record is never a clean bill. So is one whose
///   every record of making leads back to itself. A step that read nothing is T3 too.
/// - Artifacts on a cycle share the highest class that reaches any of them, everywhere in the picture. A cycle is
///   neither malformed nor authored: names are of bytes, so an operation that changes nothing, or a turn and its turn
///   back, makes an honest one. They are listed, for whoever knows better.
/// - Adding an input to a step that has one, a step that makes what is explained already, a mark or a higher class
///   never lowers anything. Learning how an unexplained artifact was made can.
///
/// Time is linear in steps and their inputs. Nothing here recurses or waits for a fixed point.
public struct TaintGraph<Name: Hashable & Comparable & Sendable>: Sendable {
    /// By id.
    let steps: [TaintStep<Name>]
    let origins: [Name: TaintOrigin]
    /// Numbers of the steps that made each artifact.
    let makers: [Name: [Int]]
    private(set) var masks: [Name: TaintMask] = [:]
    /// The class without regard to regions: of everything that the artifact descends from, at least.
    private var ancestry: [Name: Taint] = [:]
    /// Artifacts that no step made and no origin explains, and those made only from themselves.
    public let unexplained: Set<Name>
    /// Artifacts that descend from themselves.
    public private(set) var recurring: Set<Name> = []

    /// - Parameter origins: of what came from outside. An artifact that steps made as well takes the highest of both.
    public init(steps: [TaintStep<Name>], origins: [Name: TaintOrigin]) {
        let steps = steps.sorted { $0.id < $1.id }
        var makers: [Name: [Int]] = [:]
        for (number, step) in steps.enumerated() {
            for output in Set(step.outputs) { makers[output, default: []].append(number) }
        }
        let read = steps.flatMap { $0.inputs.map(\.name) }
        let names = Set(read).union(makers.keys).union(origins.keys).sorted()
        self.steps = steps
        self.origins = origins
        self.makers = makers
        unexplained = Self.unexplained(names, steps, makers, origins)

        let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var dependencies = names.map { name in (makers[name] ?? []).map { $0 + names.count } }
        dependencies += steps.map { step in step.inputs.compactMap { index[$0.name] } }
        var made = [TaintMask](repeating: TaintMask(), count: steps.count)
        var madeFrom = [Taint](repeating: .asReceived, count: steps.count)
        for component in components(dependencies) {
            // Members not yet settled are empty, so that one look at each finds all that comes from outside.
            let looks = component.map { node in
                node < names.count
                    ? look(at: names[node], made, madeFrom) : look(at: steps[node - names.count])
            }
            var mask = looks.count == 1 ? looks[0].mask : TaintMask(joining: looks.map(\.mask))
            let highest = looks.map(\.ancestry).max() ?? .asReceived
            if looks.count > 1 { mask.spread() }
            for node in component {
                if node >= names.count {
                    (made[node - names.count], madeFrom[node - names.count]) = (mask, highest)
                } else {
                    (masks[names[node]], ancestry[names[node]]) = (mask, highest)
                    if looks.count > 1 { recurring.insert(names[node]) }
                }
            }
        }
    }

    /// - Parameter region: of the picture that the artifact is; what lies elsewhere in it is left out.
    /// - Returns: T3 for an artifact that the graph does not know.
    public func taint(of name: Name, within region: Region = .whole) -> Taint {
        masks[name]?.taint(in: region) ?? .learnedOrUnknown
    }

    /// The highest class of anything that the artifact descends from, whether or not it reached its pixels.
    public func ancestry(of name: Name) -> Taint { ancestry[name] ?? .learnedOrUnknown }

    /// Where an artifact has this class or a higher one.
    public func region(of name: Name, atLeast taint: Taint) -> Region {
        guard let mask = masks[name] else { return taint <= .learnedOrUnknown ? .whole : .empty }
        return taint == .asReceived ? .whole : Region(joining: mask.regions[taint.rank...])
    }
}

extension TaintGraph {
    private typealias Look = (mask: TaintMask, ancestry: Taint)

    private func look(at name: Name, _ made: [TaintMask], _ madeFrom: [Taint]) -> Look {
        var parts = own(name)
        var highest = parts.map { $0.taint(in: .whole) }.max() ?? .asReceived
        for maker in makers[name] ?? [] {
            parts.append(made[maker])
            highest = max(highest, madeFrom[maker])
        }
        return (TaintMask(joining: parts), highest)
    }

    private func look(at step: TaintStep<Name>) -> Look {
        let own = own(step)
        let inputs = step.inputs.map { (masks[$0.name] ?? TaintMask()).reaching(step, through: $0.influence) }
        let highest = step.inputs.map { ancestry[$0.name] ?? .asReceived }.max() ?? .asReceived
        return (TaintMask(joining: own + inputs), max(highest, own.map { $0.taint(in: .whole) }.max() ?? .asReceived))
    }

    /// What an artifact is by itself.
    func own(_ name: Name) -> [TaintMask] {
        var parts = unexplained.contains(name) ? [TaintMask(.learnedOrUnknown)] : []
        if let origin = origins[name] {
            parts.append(TaintMask(origin.taint, of: origin.size))
            parts += origin.marks.map { TaintMask($0.taint, in: $0.region, of: origin.size) }
        }
        return parts
    }

    /// What a step does by itself.
    func own(_ step: TaintStep<Name>) -> [TaintMask] {
        var parts = [TaintMask(step.taint, in: step.drawn ?? .whole, of: step.size)]
        // Where it drew nothing it copied, which is an operation too.
        if step.drawn != nil { parts.append(TaintMask(min(step.taint, .exact), of: step.size)) }
        if step.inputs.isEmpty { parts.append(TaintMask(.learnedOrUnknown, of: step.size)) }
        return parts
    }

    /// All that cannot be made, step by step, from origins and from what was never made by any step; and the latter.
    private static func unexplained(
        _ names: [Name], _ steps: [TaintStep<Name>], _ makers: [Name: [Int]], _ origins: [Name: TaintOrigin]
    ) -> Set<Name> {
        var ready = names.filter { origins[$0] != nil || makers[$0] == nil }
        var unexplained = Set(ready.filter { origins[$0] == nil })
        var explained = Set(ready)
        var readers: [Name: [Int]] = [:]
        var waiting = steps.map { Set($0.inputs.map(\.name)).count }
        for (number, step) in steps.enumerated() {
            for input in Set(step.inputs.map(\.name)) { readers[input, default: []].append(number) }
            if waiting[number] == 0 { ready += step.outputs.filter { explained.insert($0).inserted } }
        }
        while let name = ready.popLast() {
            for reader in readers[name] ?? [] {
                waiting[reader] -= 1
                guard waiting[reader] == 0 else { continue }
                ready += steps[reader].outputs.filter { explained.insert($0).inserted }
            }
        }
        unexplained.formUnion(names.filter { !explained.contains($0) })
        return unexplained
    }
}
