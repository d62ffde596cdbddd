/// The page that a person reads: a pure function of the view and of the template.
public enum Page {
    /// Every fixed word and rule of style of the view's page. Its SHA-256 is the identity of the template.
    public static func templateBytes(of view: ReportView) -> [UInt8] { Array(view.template.text.utf8) }
    public static func templateName(of view: ReportView) -> String { view.template.name }

    /// The page up to its bundle: part A of the page format.
    ///
    /// UTF-8 without a byte below 0x20 but the line feed. What a value says can neither end the element it stands in
    /// nor spell the marker that the bundle begins with. A caller makes the page whole by appending
    /// `<script type="application/json" id="exhibit-bundle">`, the bundle in base64, and
    /// `</script>\n</body>\n</html>\n`.
    ///
    /// The salt must be 64 hex digits; it is escaped, but not checked. If the claim is refused, the page shows no
    /// candidate and no weight, whatever the view holds, since a refusal that names somebody all the same is none. Only
    /// the run's steps and the complete lists are printed as they are: their sealed names are the record.
    public static func render(_ view: ReportView) -> [UInt8] {
        let page = Rendering(view: view.shown, template: view.template)
        return Array(page.document.html.utf8)
    }
}

extension ReportView {
    /// Pages of searches keep the template that they always had where it says all there is, so that it stays known.
    var template: Template {
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
