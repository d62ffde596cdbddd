extension Taint {
    /// 0…5.
    var rank: Int {
        switch self {
        case .asReceived: 0
        case .exact: 1
        case .processed: 2
        case .learnedOrUnknown: 3
        case .generated: 4
        case .authored: 5
        }
    }
}

/// Where which class of taint lies in a picture. A picture is T0 where nothing lies.
struct TaintMask: Sendable {
    /// By rank; pixels of a class that also have a higher one may be in both.
    private(set) var regions = [Region](repeating: .empty, count: Taint.allCases.count)
    /// Nil where nobody gave one, or two gave different ones: then no region is less than the whole.
    private(set) var size: PixelSize?

    init() {}

    /// - Parameter parts: in any order; the same picture, described by each.
    init(joining parts: [TaintMask]) {
        let sizes = Set(parts.compactMap(\.size))
        size = sizes.count == 1 ? sizes.first : nil
        for rank in regions.indices { regions[rank] = Region(joining: parts.lazy.map { $0.regions[rank] }) }
        if size == nil { spread() }
    }

    init(_ taint: Taint, in region: Region = .whole, of size: PixelSize? = nil) {
        // A region that does not lie in the picture, or has nothing in it, is a false record: it would hide the class.
        let isCredible = size.map { !region.isEmpty && region.lies(within: $0) } ?? false
        regions[taint.rank] = isCredible ? region : .whole
        self.size = size
    }

    /// Every class that lies anywhere lies everywhere.
    mutating func spread() {
        for rank in regions.indices where !regions[rank].isEmpty { regions[rank] = .whole }
    }

    /// - Parameter region: counts as the whole where it has nothing in it or lies outside the picture.
    func taint(in region: Region) -> Taint {
        let isCredible = !region.isEmpty && (size.map { region.lies(within: $0) } ?? true)
        return Taint.allCases.last { regions[$0.rank].meets(isCredible ? region : .whole) } ?? .asReceived
    }

    /// What of this input reaches the outputs of a step.
    func reaching<Name>(_ step: TaintStep<Name>, through influence: TaintStep<Name>.Influence) -> TaintMask {
        var mask = self
        mask.size = step.size
        switch step.credible(influence, of: size) {
        case .whole: mask.spread()
        case .part(let part, _): mask.regions = regions.map { $0.meets(part) ? .whole : .empty }
        case .mapped(let geometry): mask.regions = regions.map { $0.mapped(geometry.carried) }
        }
        return mask
    }
}

extension TaintStep {
    /// An influence that speaks of another picture than the input or the outputs would carry taint to the wrong place.
    func credible(_ influence: Influence, of input: PixelSize?) -> Influence {
        switch influence {
        case .mapped(let geometry) where geometry.size == size && (input ?? geometry.source) == geometry.source:
            influence
        case .part(let part, let source)
        where !part.isEmpty && part.lies(within: source) && (input ?? source) == source:
            influence
        default: .whole
        }
    }
}
