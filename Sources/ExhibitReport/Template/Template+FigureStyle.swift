extension Template {
    /// Style of the figures, before what ends the sheet. Kinds differ by dash, hatch and outline as well as by colour;
    /// lines have a contrast of at least 3 : 1, text of at least 4.5 : 1, on every background.
    static let figureStyle = #"""
        == body
        :root{--same:#1b4f86;--other:#9a3d00}
        @media(prefers-color-scheme:dark){:root{--same:#9cc5ee;--other:#f2a65e}}
        .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.8rem 2.4rem}
        .plots svg{margin:0;font-size:12px;max-width:32rem}
        .plots figcaption{font-size:.86rem;padding-top:.4rem;max-width:32rem}
        .plots b{color:var(--ink)}
        .plots text{paint-order:stroke;stroke:var(--bg);stroke-width:3px}
        .plots path{stroke:var(--soft);stroke-width:1.2}
        .plots .g{stroke:var(--line)}
        .plots .a{stroke:var(--same);stroke-width:2}
        .plots .b{stroke:var(--other);stroke-width:2;stroke-dasharray:7 3}
        .plots .c{stroke-width:1.8;stroke-dasharray:2 3}
        .plots .o{stroke:var(--other);stroke-width:2}
        .plots .h{fill:url(#wh)}
        .plots .t{stroke:var(--ink);stroke-dasharray:6 4}
        .plots .s{stroke:var(--ink);stroke-width:2.4}
        .plots .x{stroke:var(--ink);stroke-width:2.4}
        .plots .p{fill:var(--same);stroke:none}
        .plots pattern .a{stroke-width:2.4}
        summary{font-size:.86rem;color:var(--link);cursor:pointer;padding:.3rem 0}
        summary:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
        .n th,.n td{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        @media screen and (max-width:40rem){.n{display:table}.n thead{display:table-header-group;position:static;clip-path:none}.n tbody{display:table-row-group}.n tr{display:table-row}.n thead th,.n tbody th,.n td{display:table-cell;padding:.3rem .5rem .3rem 0;border-bottom:1px solid var(--line)}.n td::before,.n tbody th::before{content:none}}
        @media(forced-colors:active){:root{--same:CanvasText;--other:CanvasText;--soft:CanvasText;--ink:CanvasText;--line:GrayText}}
        @media print{:root{--same:#1b4f86;--other:#7a3000}.plots{grid-template-columns:1fr 1fr;gap:6mm 8mm}.plots details{display:none}}
        </style>
        </head>
        <body>
        <main>
        {{main}}</main>
        <footer><p>Made by {{program}} with the template exhibit-report-v3. This page runs nothing and loads nothing. The evidence bundle follows; programs read it.</p></footer>

        """#
}
