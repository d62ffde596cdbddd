/// What several operations made of a picture, one after the other.
public struct AppliedChain: Sendable, Hashable {
    /// As applied, in order; see ``AppliedOperation/operation``.
    public let operations: [ImageOperation]
    public let image: DecodedImage
    /// From pixels of the result to those of the first picture, exactly.
    public let geometry: PixelMap
    /// The highest of the operations; "T0" of none.
    public let taintClass: String
    /// The sum over all operations.
    public let clippedSamples: Int

    /// What the step list of one run leaves room for, and a bound on time.
    public static let operationLimit = 64
}

extension ImageOperation {
    /// Applies a chain in order, holding no picture but the newest.
    ///
    /// - Throws: ``NotApplied``; `.tooLarge` also where the exact geometry no longer fits a record.
    public static func apply(
        _ chain: [ImageOperation], to image: DecodedImage, limits: ImageLimits = .standard
    ) throws(NotApplied) -> AppliedChain {
        guard chain.count <= AppliedChain.operationLimit else {
            throw NotApplied(.tooLarge, "more than \(AppliedChain.operationLimit) operations in one chain")
        }
        var image = image
        var geometry = PixelMap.identity
        var operations: [ImageOperation] = []
        var clipped = 0
        for operation in chain {
            let applied = try operation.apply(to: image, limits: limits)
            geometry = try applied.geometry.composed(with: geometry)
            operations.append(applied.operation)
            clipped += applied.clippedSamples
            image = applied.image
        }
        return AppliedChain(
            operations: operations, image: image, geometry: geometry,
            taintClass: operations.map(\.taintClass).max() ?? "T0", clippedSamples: clipped)
    }
}
