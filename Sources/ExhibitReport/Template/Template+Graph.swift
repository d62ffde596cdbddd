extension Template {
    /// The chain as a picture. Measures in user units; positions come from `ChainGraph`.
    static let graph = #"""
        == graph
        <svg viewBox="0 0 {{width}} {{height}}" role="img" aria-labelledby="gt gd"><title id="gt">Chain of {{count}} steps</title><desc id="gd">Boxes are steps, dashed boxes are what came from outside the run, arrows lead from what was made to what used it. The list below says the same in words.</desc><defs><marker id="gm" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
        {{edges}}{{nodes}}</svg>

        == graph-source
        <rect class="x" x="{{x}}" y="{{y}}" width="{{width}}" height="26" rx="13"/><text x="{{left}}" y="{{base}}">{{role}} <tspan class="q">{{name}}</tspan></text>

        == graph-step
        <rect x="{{x}}" y="{{y}}" width="{{width}}" height="44" rx="3"/><text x="{{left}}" y="{{base}}">{{number}} <tspan font-weight="600">{{operation}}</tspan></text><text class="q" x="{{right}}" y="{{base}}" text-anchor="end">{{taint}}</text><text class="q" x="{{left}}" y="{{second}}">→ {{outputs}}</text>

        == graph-edge
        <path d="M{{path}}" marker-end="url(#gm)"/>

        """#
}
