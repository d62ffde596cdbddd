import ExhibitCore

/// The script of a page that checks itself: the one of `verify.html`.
public struct PageScript: Sendable {
    let text: String

    /// That of this version.
    public static let current = PageScript(text: VerifierPage.script(after: Array(released.dropLast())))

    /// Of every script that a version of this program put on a page, in the order of their making, the last one this
    /// version's. Template and view do not name the script, so that it can be mended without making every earlier word
    /// unknown; this list is what tells it from a script that somebody else put there.
    static let released = String(decoding: PackageResources.scripts_txt, as: UTF8.self).split(separator: "\n").map(
        String.init)

    private static let start = Array(#"<script id="exhibit-verifier">"#.utf8)
    private static let end = Array("</script>".utf8)

    init(text: String) { self.text = text }

    /// The one that stands on a page; nil where none does.
    public init?(of page: [UInt8]) {
        guard let start = page.firstRange(of: Self.start)?.upperBound,
            let end = page[start...].firstRange(of: Self.end)?.lowerBound
        else { return nil }
        text = String(decoding: page[start..<end], as: UTF8.self)
    }

    public var isReleased: Bool { Self.released.contains(name.hex) }

    var name: ContentHash { ContentHash(of: Array(text.utf8)) }
}
