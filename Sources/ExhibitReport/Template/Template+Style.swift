extension Template {
    /// One sheet for phone, desk, dark, high contrast and A4. No value of the view ever stands in it.
    static let style = #"""
        == style
        :root{color-scheme:light dark;--bg:#fdfcf9;--ink:#1d1b18;--soft:#5d5850;--line:#d8d3c8;--tint:#f3f0e8;--link:#1b4f86}
        @media(prefers-color-scheme:dark){:root{--bg:#161513;--ink:#ece8e0;--soft:#aca69a;--line:#3d3933;--tint:#211f1c;--link:#9cc5ee}}
        @media(prefers-contrast:more){:root{--soft:var(--ink);--line:var(--ink)}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}
        main,footer{max-width:62rem;margin:auto;padding:0 1rem}
        h1,h2{font-family:Charter,Georgia,ui-serif,serif;line-height:1.15;text-wrap:balance}
        h1{font-size:1.9rem;margin:0 0 .3rem}
        h2{font-size:1.35rem;margin:0 0 .6rem}
        h3{font-size:1rem;margin:1.2rem 0 .3rem}
        p,ul,ol,dl,table,pre{margin:0 0 .8rem}
        li{margin:.25rem 0}
        section{border-top:1px solid var(--line);padding:1.6rem 0 1rem;scroll-margin-top:1rem}
        section>p,section>ul,section>ol{max-width:44rem}
        a{color:var(--link);text-underline-offset:.15em}
        a:focus-visible{outline:3px solid var(--link);outline-offset:3px;border-radius:2px}
        code,.m{font:.86em/1.45 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        pre{background:var(--tint);border-left:3px solid var(--line);padding:.6rem .8rem;white-space:pre-wrap}
        .s{color:var(--soft);font-size:.86rem}
        .first{border:0;padding-top:1.1rem;font-size:.94rem;line-height:1.42}
        .first>div>p{font-size:1.03rem}
        .f{margin:0 0 .6rem;border-top:1px solid var(--line);padding-top:.5rem}
        .f div{margin:0 0 .22rem}
        .f dt,.f dd{display:inline;margin:0}
        .f dt,.f .q{color:var(--soft);font-weight:400}
        .f dd{font-weight:500}
        .pics{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem;align-self:start}
        figure{margin:0;break-inside:avoid}
        .pic{position:relative;background:var(--tint);border:1px solid var(--line);aspect-ratio:4/3;display:grid;place-items:center;overflow:hidden}
        .pic span{padding:.6rem;text-align:center}
        .pic img{position:absolute;inset:0;width:100%;height:100%;object-fit:contain}
        .pic b,.pic i{position:absolute;left:0;background:#000;color:#fff;font:700 .74rem/1 ui-monospace,Menlo,monospace;letter-spacing:.08em;text-transform:uppercase;padding:.32rem .45rem;print-color-adjust:exact}
        .pic b{bottom:0}
        .pic i{top:0;right:0;text-align:center;font-style:normal}
        figcaption{font-size:.78rem;line-height:1.35;color:var(--soft);padding-top:.25rem}
        .go{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-weight:600;padding-top:.6rem}
        table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.4}
        caption{text-align:left;color:var(--soft);padding-bottom:.4rem;max-width:44rem}
        th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line)}
        thead th{color:var(--soft);font-weight:500;vertical-align:bottom}
        .w{white-space:nowrap}
        .p{min-width:10rem}
        .v{overflow-wrap:anywhere}
        .r{text-align:right;font-variant-numeric:tabular-nums}
        tr.me{background:var(--tint)}
        .kv{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.2rem 1rem;font-size:.92rem}
        .kv dt{color:var(--soft)}
        .kv dd{margin:0}
        .kv ul{margin:0;padding-left:1.1rem}
        svg{display:block;width:100%;max-width:30rem;height:auto;margin:0 0 1rem;font:13px system-ui,sans-serif}
        svg rect{fill:var(--tint);stroke:var(--ink)}
        svg .x{fill:var(--bg);stroke-dasharray:4 3}
        svg text{fill:var(--ink)}
        svg .q{fill:var(--soft);font-size:11px}
        svg path{fill:none;stroke:var(--soft);stroke-width:1.4}
        svg marker path{fill:var(--soft);stroke:none}
        .steps{padding-left:1.4rem;margin:0;font-size:.92rem}
        .steps li{margin:0 0 .7rem;break-inside:avoid}
        footer{border-top:1px solid var(--line);padding:1rem 1rem 3rem;color:var(--soft);font-size:.86rem}
        @media(min-width:56rem){.first{display:grid;grid-template-columns:1.1fr 1fr;gap:0 2.4rem;padding-top:2.6rem}.first h1{font-size:2.5rem}.go{grid-column:1/-1}.chain{display:grid;grid-template-columns:24rem minmax(0,1fr);gap:2rem}}
        @media screen and (max-width:40rem){thead{position:absolute;clip-path:inset(50%)}table,tbody,tr,th,td,caption{display:block}tr{border:1px solid var(--line);border-radius:4px;margin:0 0 .6rem;padding:.35rem .7rem}tbody th,td,.r{border:0;padding:.08rem 0 .08rem 7.6rem;text-align:left;position:relative}td::before,tbody th::before{content:attr(data-l);position:absolute;left:0;color:var(--soft);font-weight:400}.kv{grid-template-columns:1fr;gap:0}.kv dd{margin-bottom:.45rem}}
        @media(forced-colors:active){svg rect,svg path{stroke:CanvasText}svg text,svg marker path{fill:CanvasText}}
        @media print{@page{size:A4;margin:16mm 15mm 18mm}:root{--bg:#fff;--ink:#000;--soft:#444;--line:#aaa;--tint:#f4f4f4;--link:#000}body{font-size:10pt}main,footer{max-width:none;padding:0}.first{display:grid;grid-template-columns:1.15fr 1fr;gap:0 1.6rem;padding-top:0}.first h1{font-size:22pt}.go{grid-column:1/-1}a[data-n]::after{content:" (section " attr(data-n) ")";font-weight:400}h2,h3,caption,thead{break-after:avoid}tr,pre,caption,#you,#limits,#runs{break-inside:avoid}thead{display:table-header-group}svg{max-width:95mm;max-height:235mm}}

        """#
}
