import ExhibitCore

/// What the digit models answer to a plate, in the form of every model's answer.
extension BuiltInModel {
    /// - Parameters:
    ///   - picture: a PNG file.
    ///   - depth: how many ranked answers to give.
    public func answer(to picture: [UInt8], depth: Int) -> ModelRun.Answer {
        var answer = ModelRun.Answer()
        answer.environment = EnvironmentFacts.machine().map { ($0.name, $0.value) }
        answer.parameters = [("depth", String(depth)), ("confinement", Kind.builtInRunner)]
        do {
            guard let image = ImageDecoder.decode(picture).image else {
                throw NotApplied(.unsupported, "the picture was not decoded")
            }
            let plate = try DigitPlate(measuring: image)
            if generatesPixels {
                try plate.restore(&answer)
            } else {
                plate.read(&answer, depth: depth)
            }
        } catch {
            answer.failure = RunFailure("\(error)")
        }
        return answer
    }
}

extension DigitPlate {
    /// Restores the plate and reads the restoration, as people do with such pictures: it is always certain.
    fileprivate func restore(_ answer: inout ModelRun.Answer) throws {
        let image = try restored().image
        let readings = try DigitPlate(measuring: image).readings
        answer.outputs.append(("restored", "image/png", try ImageEncoder.png(image)))
        answer.answers = [(.label(Self.text(readings)), Self.score(readings.map(\.confidence).min() ?? 0))]
    }

    /// The nearest digits; then those with one digit replaced by its next nearest, the least far behind first; and what
    /// the visible modules leave possible, which a single answer would hide.
    fileprivate func read(_ answer: inout ModelRun.Answer, depth: Int) {
        let readings = self.readings
        answer.answers = [(.label(Self.text(readings)), Self.score(readings.map(\.confidence).min() ?? 0))]
        let others = cells.indices.map { place -> (place: Int, digit: Int, behind: Int) in
            let distances = cells[place].distances
            let digit = readings[place].digit
            let next = distances.indices.filter { $0 != digit }.min { distances[$0] < distances[$1] } ?? digit
            return (place, next, distances[next] - distances[digit])
        }
        for other in others.sorted(by: { ($0.behind, $0.place) < ($1.behind, $1.place) }).prefix(max(depth, 1) - 1) {
            var digits = readings.map(\.digit)
            digits[other.place] = other.digit
            answer.answers.append((.label(digits.map(String.init).joined()), Self.score(0)))
        }
        let sets = compatible(noise: Self.declaredNoise)
        let list: JSON = [
            "schema": "exhibit-digit-sets-v1", "level": "0.95", "noise_strength": .integer(Int64(Self.declaredNoise)),
            "places": .array(sets.map { .array($0.map { .integer(Int64($0)) }) }),
        ]
        answer.outputs.append(("compatible", "application/json", list.encoded))
        answer.warnings += Self.warnings(sets)
    }

    /// What the models are validated for.
    private static let declaredNoise = 2

    /// A warning is cut at 256 bytes, and a set that is cut short would say that less is possible: ten places a line.
    private static func warnings(_ sets: [[Int]]) -> [String] {
        stride(from: 0, to: sets.count, by: 10).map { start in
            let part = sets[start..<min(start + 10, sets.count)]
            let places = sets.count <= 10 ? "per place" : "at places \(start + 1) to \(part.endIndex)"
            let text = part.map { "{\($0.map(String.init).joined(separator: ","))}" }.joined(separator: " ")
            return "compatible digits \(places) at 95 %: \(text)"
        }
    }

    private static func text(_ readings: [DigitReader.Reading]) -> String {
        readings.map { String($0.digit) }.joined()
    }

    /// Of a confidence in thousandths: the nearest double, the same everywhere.
    private static func score(_ thousandths: Int) -> MeasuredScore {
        MeasuredScore(exactly: Double(thousandths) / 1000)
    }
}
