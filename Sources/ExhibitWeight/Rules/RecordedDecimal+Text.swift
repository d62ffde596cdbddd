/// Short forms for sentences. Upper bounds are rounded up: a bound must not lose by being written.
extension RecordedDecimal {
    /// In percent, with two decimals: ".0076" is "0.76 %".
    public var percentUp: String { "\(Self(scaled: min(scaled, Int128.max / 100) * 100, decimals: 18).rounded(2)) %" }

    /// For people: what has more than six decimals is cut to six, a bound upwards; what is below a thousandth, to four digits.
    public func brief(isBound: Bool) -> String {
        guard decimals > 6 else { return description }
        var kept = 6
        while kept < decimals, scaled.magnitude < Self.power(Self.mostDecimals - kept + 3).magnitude { kept += 1 }
        let unit = Self.power(Self.mostDecimals - kept)
        let units = scaled / unit + (isBound && scaled % unit > 0 ? 1 : 0)
        return Self(scaled: units * unit, decimals: kept).description
    }

    /// For sentences, never more than it is.
    public var brief: String { brief(isBound: false) }

    /// Without the zeros at its end.
    public var short: String {
        var text = description
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// With three decimals.
    public var placesUp: String { rounded(3) }

    private func rounded(_ decimals: Int) -> String {
        let unit = Self.power(Self.mostDecimals - decimals)
        let units = scaled / unit + (scaled % unit > 0 ? 1 : 0)
        return Self(scaled: units * unit, decimals: decimals).description
    }

    /// The same value with so many digits after the point; for what has no more than that.
    public func padded(to decimals: Int) -> Self { Self(scaled: scaled, decimals: max(decimals, self.decimals)) }
}

extension Weighing.Fired {
    /// The rule's sentence with what it compared.
    public var text: String {
        guard !figures.isEmpty else { return rule.sentence }
        return rule.sentence + " (" + figures.map(\.text).joined(separator: "; ") + ")"
    }
}

extension Weighing.Figure {
    public var text: String { "\(quantity) \(value), due \(due)" }
}
