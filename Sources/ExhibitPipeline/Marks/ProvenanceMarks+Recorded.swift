import ExhibitCore

extension ProvenanceMarks {
    /// As evidence records them: in words of a closed vocabulary, each once, the highest class first. Names of programs
    /// and addresses of manifests are left out: they can name people, and change no class.
    var recorded: [FileMark] {
        var seen: Set<FileMark> = []
        let all = marks.compactMap(FileMark.init).filter { seen.insert($0).inserted }
        let ordered = all.enumerated().sorted { first, second in
            let (a, b) = (first.element.taint ?? "", second.element.taint ?? "")
            return a == b ? first.offset < second.offset : a > b
        }
        return ordered.prefix(FileMark.limit).map(\.element)
    }

    /// Of the marks of one class, the first few, for people: "(XMP digital source type: trainedAlgorithmicMedia)".
    public func shownLines(ofClass taint: String) -> [String] {
        recorded.filter { $0.taint == taint }.prefix(3).map { "(\($0.line))" }
    }
}

extension FileMark {
    fileprivate init?(_ mark: ProvenanceMark) {
        let says: String? =
            switch mark.source {
            case _ where mark.value == FileMark.unreadable: FileMark.unreadable
            case .action: FileMark.actions.first { $0.utf8.elementsEqual(mark.value.utf8) }
            case .manifestType, .xmpType, .iim: DigitalSourceType.known(mark.value)
            default: nil
            }
        self.init(carrier: mark.source.rawValue, says: says ?? FileMark.other, taint: mark.taint?.rawValue)
    }
}
