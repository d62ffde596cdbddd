/// What an EXIF block says, and no more: everything here was typed or copied by somebody, and proves nothing.
public struct ExifFacts: Sendable, Hashable {
    public enum Directory: String, Sendable, Hashable {
        case image, exif, gps
    }

    public struct Field: Sendable, Hashable {
        public let directory: Directory
        public let tag: UInt16
        /// Text as it stands if it is UTF-8 without control characters; numbers in decimal, rationals as "n/d", both
        /// separated by spaces; everything else "hex:" and lower-case hex. Cut to ``textLimit`` bytes of content.
        public let text: String
    }

    /// 1…8; nil when absent or outside this range.
    public private(set) var orientation: Int?
    /// "YYYY:MM:DD HH:MM:SS" of the camera's clock, zone unknown, unchecked: DateTimeOriginal, else DateTime.
    public private(set) var dateTime: String?
    public private(set) var make: String?
    public private(set) var model: String?
    public private(set) var software: String?
    /// The block has a GPS directory, even an unreadable one.
    public private(set) var hasGPS = false
    /// In the order of the block: image, Exif, GPS. At most ``fieldLimit``.
    public private(set) var fields: [Field] = []
    /// The block breaks its format, or holds more than the limits keep.
    public private(set) var isDamaged = false

    public static let fieldLimit = 192
    public static let textLimit = 256

    /// - Parameter tiff: from the byte-order mark on, as in ``EmbeddedMetadata/exif``. Never fails: what cannot be read
    ///   is left out and `isDamaged` is set.
    public init(tiff: [UInt8]) {
        guard let reader = TIFFReader(tiff) else {
            isDamaged = true
            return
        }
        // Three directories, each read once; no chain is followed, so that no file can make a loop.
        let image = reader.directory(at: reader.firstDirectory)
        take(image, .image, reader)
        take(follow(0x8769, in: image, reader), .exif, reader)
        hasGPS = image?.entries.contains { $0.tag == 0x8825 } ?? false
        take(follow(0x8825, in: image, reader), .gps, reader)
    }

    /// A directory that is not there is empty; one that cannot be read is nil.
    private func follow(_ tag: UInt16, in image: TIFFReader.Directory?, _ reader: TIFFReader) -> TIFFReader.Directory? {
        guard let pointer = image?.entries.first(where: { $0.tag == tag }) else {
            return TIFFReader.Directory(entries: [], isCut: false)
        }
        guard pointer.type == .long, pointer.count == 1, let at = reader.integers(pointer, limit: 1).first else {
            return nil
        }
        return reader.directory(at: at)
    }

    private mutating func take(_ directory: TIFFReader.Directory?, _ name: Directory, _ reader: TIFFReader) {
        guard let directory else {
            isDamaged = true
            return
        }
        if directory.isCut { isDamaged = true }
        for entry in directory.entries {
            guard fields.count < Self.fieldLimit else {
                isDamaged = true
                return
            }
            let text = reader.text(entry, limit: Self.textLimit)
            fields.append(Field(directory: name, tag: entry.tag, text: text))
            note(entry, name, text, reader)
        }
    }

    private mutating func note(_ entry: TIFFReader.Entry, _ name: Directory, _ text: String, _ reader: TIFFReader) {
        let plain = entry.type == .ascii && !text.hasPrefix("hex:") && !text.isEmpty ? text : nil
        switch (name, entry.tag) {
        case (.image, 0x0112):
            let value = reader.integers(entry, limit: 1).first ?? 0
            if orientation == nil, entry.count == 1, (1...8).contains(value) { orientation = value }
        case (.image, 0x010F): make = make ?? plain
        case (.image, 0x0110): model = model ?? plain
        case (.image, 0x0131): software = software ?? plain
        case (.image, 0x0132): dateTime = dateTime ?? plain
        case (.exif, 0x9003): dateTime = plain ?? dateTime
        default: break
        }
    }
}
