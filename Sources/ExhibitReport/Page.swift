import ExhibitCore

/// The page that a person reads: a pure function of the view, of the template and, since there is one, of the script.
public struct Page: Sendable {
    /// How pages were made at one time. A report names its template, and is rendered as it was.
    public enum Edition: CaseIterable, Sendable {
        /// Runs nothing.
        case still
        /// Has a script that checks the bundle.
        case checking
        /// Says besides what its bundle discloses, and all that views of version 2 say.
        case disclosing

        public static let current = Edition.disclosing

        public var hasScript: Bool { self != .still }
    }

    private let template: Template
    /// Up to its bundle: part A of the page format.
    ///
    /// UTF-8 without a byte below 0x20 but the line feed. What a value says can neither end the element it stands in
    /// nor spell the marker that the bundle begins with. A caller makes the page whole by appending
    /// `<script type="application/json" id="exhibit-bundle">`, the bundle in base64, and
    /// `</script>\n</body>\n</html>\n`.
    public let bytes: [UInt8]

    /// The view's salt must be 64 hex digits; it is escaped, but not checked. If the claim is refused, the page shows no
    /// candidate and no weight, whatever the view holds, since a refusal that names somebody all the same is none. Only
    /// the run's steps and the complete lists are printed as they are: their sealed names are the record.
    ///
    /// - Parameter script: what stands on the page to be rendered; whether it is one of ours is for the caller to ask.
    public init(_ view: ReportView, _ edition: Edition = .current, script: PageScript = .current) {
        template = view.template(edition)
        let page = Rendering(view: view.shown, template: template, script: edition.hasScript ? script : nil)
        bytes = Array(page.document.html.utf8)
    }

    /// Every fixed word and rule of style. Its SHA-256 is the identity of the template; the script is no part of it.
    public var templateBytes: [UInt8] { Array(template.text.utf8) }
    public var templateName: String { template.name }

    /// How pages of this template are made; nil where no version of this program made one.
    public static func edition(ofTemplate name: TypedName) -> Edition? {
        Template.known.first { .open(Array($0.text.utf8)) == name }?.edition
    }
}

extension ReportView {
    func template(_ edition: Page.Edition) -> Template {
        switch edition {
        case .still: template
        case .checking: isOfSearch ? .searchChecking : .answersChecking
        case .disclosing: isOfSearch ? .searchDisclosing : .answersDisclosing
        }
    }

    /// Pages of searches that ran nothing kept the template that they always had where it says all there is.
    private var template: Template {
        if !isOfSearch { return weight == nil ? .answers : .answersWeighed }
        if weight != nil { return .searchWeighed }
        return hasMore ? .searchOfDerived : .search
    }
    /// What the first template of searches has no words for.
    var hasMore: Bool { !making.isEmpty || !marked.isEmpty || !notes.isEmpty }
    /// Of a gallery; else a model answered to the picture alone.
    var isOfSearch: Bool { !gallery.statement.isEmpty }

    /// The view without what a refused claim may not show.
    var shown: ReportView {
        guard claim.status == .refused else { return self }
        var view = self
        view.references = []
        view.candidates = []
        view.scores = []
        view.claim.claimed = ""
        view.claim.facts = []
        view.weight = nil
        return view
    }
}
