/// What a picture file says about how it was made: C2PA manifests, IPTC's digital source type in XMP, IPTC-IIM.
///
/// Read without any library, network or clock, in time linear in the file; stores and packets of more than 64 MiB are
/// refused, and what is read of smaller ones takes a few times their size. **Nothing is verified**: neither signatures nor hashes of C2PA. A mark can therefore only raise
/// the taint of a picture. The absence of marks proves nothing: every copy through a messenger loses them.
///
/// What could not be read counts as T3, with the reason.
public struct ProvenanceMarks: Sendable, Hashable {
    /// The file carries a C2PA manifest store, readable or not.
    public private(set) var hasManifestStore = false
    /// In the order in which they were found, each once, at most 100, the one with the highest class among them.
    public let marks: [ProvenanceMark]
    /// The highest class of all marks, listed or not; nil when nothing speaks against the picture.
    public let taint: ProvenanceMark.Class?
    /// There were more marks than are listed. All of them were judged.
    public let isCut: Bool

    /// - Parameter kind: of these bytes, as ``ImageKind/init(sniffing:)`` judges. Only JPEG and PNG are read; another
    ///   kind is T3, because its marks are not known.
    public init(of bytes: [UInt8], kind: ImageKind) {
        guard kind.isCompared else {
            let mark = ProvenanceMark.unreadable(.file, "marks in files of kind \(kind.rawValue) are not read")
            (marks, taint, isCut) = ([mark], mark.taint, false)
            return
        }
        var reading = MarkReading(bytes)
        reading.read(MarkCarriers(of: bytes, kind: kind))
        if let exif = EmbeddedMetadata(of: bytes, kind: kind).exif { reading.read(exif: exif) }
        reading.end()
        hasManifestStore = reading.hasManifestStore
        marks = reading.marks.marks
        taint = reading.marks.taint
        isCut = reading.marks.isCut
    }

    /// Some lines for people: the outcome, then every mark.
    public var summary: String {
        var lines: [String] = []
        switch taint {
        case nil where marks.isEmpty:
            lines.append("No provenance marks. This proves nothing: marks are easily lost and removed.")
        case nil: lines.append("The provenance marks say nothing against this picture, and prove nothing for it.")
        case let taint?: lines.append("The provenance marks raise this picture to \(taint.rawValue).")
        }
        if hasManifestStore { lines.append("It carries a C2PA manifest store, whose signatures were not verified.") }
        lines += marks.map { "- \($0.line)" }
        if isCut { lines.append("- and more marks than are listed") }
        return lines.joined(separator: "\n")
    }
}
