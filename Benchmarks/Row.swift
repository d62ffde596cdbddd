import Foundation

/// One row of the table: a piece of work, what stands beside it, and how they compare.
struct Row {
    let work: String
    let beside: String
    /// Medians and spread, with the unit in the text.
    let ours: String
    let theirs: String
    /// Nil where it could not be measured.
    let ratio: Double?
    let target: String
    let isMet: Bool

    enum Target {
        case atLeast(Double)
        case atMost(Double)
    }

    /// - Parameter also: a second condition of the target, with its text.
    init(
        _ work: String, beside: String, ours: String, theirs: String, ratio: Double, target: Target,
        also: (text: String, isMet: Bool)? = nil
    ) {
        let text: String
        let holds: Bool
        switch target {
        case .atLeast(let bound): (text, holds) = ("≥ \(Self.short(bound))", ratio >= bound)
        case .atMost(let bound): (text, holds) = ("≤ \(Self.short(bound))", ratio <= bound)
        }
        self.work = work
        self.beside = beside
        self.ours = ours
        self.theirs = theirs
        self.ratio = ratio
        self.target = also.map { "\(text), \($0.text)" } ?? text
        isMet = holds && (also?.isMet ?? true)
    }

    /// A row whose peer could not be had: it is there, and says so.
    init(_ work: String, beside: String, notMeasured reason: String) {
        self.work = work
        self.beside = beside
        ours = "—"
        theirs = "NOT MEASURED: \(reason.split(whereSeparator: \.isNewline).joined(separator: "; "))"
        ratio = nil
        target = "—"
        isMet = false
    }

    static let heading = "| work | beside | ours | beside it | ratio | target | met |\n|---|---|---|---|---|---|---|"

    var line: String {
        let ratio = ratio.map { String(format: "%.2f", $0) } ?? "—"
        return "| \(work) | \(beside) | \(ours) | \(theirs) | \(ratio) | \(target) | \(isMet ? "yes" : "no") |"
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : String(format: "%.2f", value).replacing(/0$/, with: "")
    }
}
