/// Why a number about errors or weight cannot be computed. What is named is the quantity as people call it.
public enum BoundsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Below 0, above 1, or not a number.
    case notAProbability(String)
    case negative(String)
    case notFinite(String)
    /// Above 10¹²: beyond that, counts are no measurement of anybody's.
    case tooMany(String)
    case moreThan(String, of: String)
    case empty(String)
    case differentLengths(String, String)
    /// What was given excludes everything, so that no probability remains.
    case contradiction(String)
    /// A direct test on fewer than nine tenths of the gallery that was searched says nothing of that gallery.
    case testedGalleryTooSmall(tested: Int, searched: Int)

    public var description: String {
        switch self {
        case .notAProbability(let name): "\(name) is not a number from 0 to 1. Give a fraction, not a percentage."
        case .negative(let name): "\(name) is negative. Give a count of 0 or more."
        case .notFinite(let name): "\(name) is not a finite number. Leave out what could not be measured."
        case .tooMany(let name): "\(name) is above 1,000,000,000,000, which is not a count of anything measured here."
        case .moreThan(let part, let whole): "\(part) cannot be more than \(whole). Check what was counted."
        case .empty(let name): "There is nothing in \(name). At least one is needed."
        case .differentLengths(let one, let other): "There must be as many \(one) as \(other)."
        case .contradiction(let words): "\(words), so nothing can be computed."
        case .testedGalleryTooSmall(let tested, let searched):
            "The test searched a gallery of \(tested), the claim one of \(searched). Repeat the test on at least 90 % of that size."
        }
    }
}

/// Above this a count is refused: 10¹², at which every formula of this module was checked.
let maximumCount = 1_000_000_000_000

func checkedCount(_ count: Int, _ name: String) throws(BoundsError) {
    if count < 0 { throw .negative(name) }
    if count > maximumCount { throw .tooMany(name) }
}

func checkedProbability(_ value: Double, _ name: String) throws(BoundsError) {
    // A comparison with NaN is false.
    guard value >= 0, value <= 1 else { throw .notAProbability(name) }
}

/// One minus a confidence, both strictly between 0 and 1: at 0 or 1 a bound says nothing.
func checkedSignificance(ofConfidence confidence: Double) throws(BoundsError) -> Double {
    let significance = 1 - confidence
    guard confidence > 0, significance > 0, significance < 1 else { throw .notAProbability("The confidence") }
    return significance
}

func checkedFinite(_ values: [Double], _ name: String) throws(BoundsError) {
    if values.isEmpty { throw .empty(name) }
    if !values.allSatisfy(\.isFinite) { throw .notFinite("A value in \(name)") }
}
