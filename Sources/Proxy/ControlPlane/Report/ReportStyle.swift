/// The style sheet of the HTML report: light and dark, narrow and wide, screen and paper.
enum ReportStyle {
    static let sheet = #"""
        :root{--paper:#f6f5f2;--card:#fff;--ink:#1f2328;--soft:#5d6470;--line:#e2e0da;--fig:#5f2c82;--good:#1a7f45;--bad:#c62828;--warn:#9a6200;--info:#2257a8;--dim:#8a909a;--goodbg:#e3f3e8;--badbg:#fdebea;--warnbg:#fbf1dc;--infobg:#e6eefa;--figbg:#f1e8f7;--code:#f3f2ee}
        @media (prefers-color-scheme:dark){:root{--paper:#15171b;--card:#1d2026;--ink:#e7e9ec;--soft:#a0a7b3;--line:#31353d;--fig:#c79be6;--good:#57c785;--bad:#ff7b72;--warn:#e0a93f;--info:#79acf5;--dim:#7b828d;--goodbg:#17301f;--badbg:#3a1d1d;--warnbg:#352a12;--infobg:#182a44;--figbg:#2c2036;--code:#262a31}}
        *{box-sizing:border-box}
        html{color-scheme:light dark;scroll-behavior:smooth}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
        main,header.top,footer{max-width:1080px;margin:0 auto;padding:0 24px}
        header.top{display:flex;gap:14px;align-items:center;padding-top:32px;padding-bottom:8px}
        h1{font-size:26px;line-height:1.2;margin:0;letter-spacing:-.01em}h2{font-size:19px;margin:36px 0 12px}h3{font-size:18px;margin:0}h4{font-size:15px;margin:22px 0 8px}h5{font-size:11px;margin:0 0 4px;color:var(--soft);text-transform:uppercase;letter-spacing:.06em}
        p{margin:0}.meta,small,figcaption,.facts{color:var(--soft);font-size:13px}
        .mark path{fill:var(--fig)}.mark .vein{fill:none;stroke:var(--paper);stroke-width:1.4;stroke-linecap:round}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em}
        a{color:inherit;text-decoration-color:var(--dim);text-underline-offset:3px}a:focus-visible,summary:focus-visible{outline:2px solid var(--info);outline-offset:2px}
        .summary,.route,.scroll,.reading{background:var(--card);border:1px solid var(--line);border-radius:12px}
        .summary{padding:22px 24px;margin-top:16px}.headline{font-size:21px;line-height:1.35;font-weight:600;letter-spacing:-.005em}
        ul{list-style:none;margin:0;padding:0}
        .tiles{display:grid;grid-template-columns:repeat(5,1fr);gap:12px;margin:18px 0}
        .tile{border-radius:10px;padding:12px 14px;background:var(--code)}.tile b{display:block;font-size:28px;line-height:1.1;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:13px}
        .tile.good b{color:var(--good)}.tile.bad b{color:var(--bad)}.tile.warn b{color:var(--warn)}.tile.info b{color:var(--info)}.tile.fig b{color:var(--fig)}
        .states{display:flex;height:12px;border-radius:6px;overflow:hidden;gap:2px}.states i{display:block;min-width:4px}
        .legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin-top:10px;font-size:13px;color:var(--soft)}.legend i{display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:6px}.legend b{color:var(--ink)}
        i.s-monolith{background:#9aa0a8}i.s-shadow{background:#4f83d1}i.s-canary{background:#d99a2b}i.s-extracted{background:#8d4fb5}i.s-retired{background:#2f9e5f}
        .recall{margin-top:14px;color:var(--soft);font-size:13px}.recall.bad{color:var(--bad)}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:10px 14px;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border-bottom:0}th{font-size:12px;color:var(--soft);font-weight:600}
        td small{display:block}.wide{width:26%}.overview a{font-weight:600;white-space:nowrap}
        .pill{display:inline-block;border-radius:999px;padding:1px 10px;font-size:12.5px;font-weight:600;background:var(--code);color:var(--ink);white-space:nowrap}
        .pill.plain{font-weight:400;color:var(--soft)}.pill.s-shadow{background:var(--infobg);color:var(--info)}.pill.s-canary{background:var(--warnbg);color:var(--warn)}.pill.s-extracted{background:var(--figbg);color:var(--fig)}.pill.s-retired{background:var(--goodbg);color:var(--good)}
        .dot{display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:7px;background:var(--dim)}.dot.good{background:var(--good)}.dot.bad{background:var(--bad)}.dot.warn{background:var(--warn)}.dot.info{background:var(--info)}.dot.fig{background:var(--fig)}
        .bar{height:7px;border-radius:4px;background:var(--line);overflow:hidden;margin:6px 0 3px}.bar.big{height:10px;border-radius:5px;margin:6px 0}.bar i{display:block;height:100%;background:var(--info);border-radius:inherit}.bar i.good{background:var(--good)}.bar i.bad{background:var(--bad)}.bar i.warn{background:var(--warn)}.bar i.fig{background:var(--fig)}.bar i.dim{background:var(--dim)}
        .spark{display:block;width:100%}.overview .spark{width:110px}.spark .good{fill:var(--info);opacity:.55}.spark .bad{fill:var(--bad)}
        .route{padding:20px 24px 18px;margin-top:18px;border-left:5px solid var(--dim)}.route.good{border-left-color:var(--good)}.route.bad{border-left-color:var(--bad)}.route.warn{border-left-color:var(--warn)}.route.info{border-left-color:var(--info)}.route.fig{border-left-color:var(--fig)}
        .head{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center}.head code{color:var(--soft)}.standing{margin-left:auto;font-weight:600;font-size:14px}
        .next{background:var(--code);border-radius:9px;padding:12px 14px;margin:14px 0}.next pre{margin:8px 0 0;white-space:pre-wrap;word-break:break-word}.command::before{content:"$ ";color:var(--dim);user-select:none}
        .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(112px,1fr));gap:10px 18px;margin:0 0 14px}.numbers div{display:flex;flex-direction:column-reverse;justify-content:flex-end}dt{font-size:12px;color:var(--soft);line-height:1.3}dd{margin:0;font-size:20px;font-weight:600;font-variant-numeric:tabular-nums}dd.good{color:var(--good)}dd.bad{color:var(--bad)}
        .gate{margin:12px 0}.gate-head{display:flex;flex-wrap:wrap;gap:2px 10px;font-size:14px}.gate-head span{color:var(--soft)}.gate-head em{margin-left:auto;font-style:normal;font-weight:600}em.good{color:var(--good)}em.bad{color:var(--bad)}em.warn{color:var(--warn)}em.info{color:var(--info)}
        .reasons{font-size:13px;color:var(--soft)}.reasons li::before{content:"– "}
        figure{margin:16px 0 0}
        details{margin-top:8px}summary{cursor:pointer}.group{border:1px solid var(--line);border-radius:9px;padding:10px 14px}.group summary code{font-weight:600;word-break:break-all}.kind{background:var(--badbg);color:var(--bad);border-radius:5px;padding:0 7px;font-size:12.5px;font-weight:600}.times{color:var(--soft);font-size:13px}
        .example{margin-top:10px}.sides{display:grid;grid-template-columns:1fr 1fr;gap:10px;margin-top:4px}.sides pre{background:var(--code);border-radius:7px;padding:9px 11px;margin:0;white-space:pre-wrap;word-break:break-word;min-height:38px}
        mark{background:var(--badbg);color:var(--bad);border-radius:3px;padding:0 1px}.sides em{color:var(--dim)}
        .behaviors summary{font-size:14px;color:var(--soft)}.behaviors .scroll{margin-top:8px}.behaviors td{padding:6px 12px;font-size:13.5px}.behaviors tr.bad td{color:var(--bad)}.behaviors tr.warn td{color:var(--warn)}
        .facts{margin-top:14px}.stays{columns:2;font-size:14px;color:var(--soft)}
        .reading{padding:4px 24px 18px;margin-top:36px}.reading h2{margin-top:16px}.reading p{color:var(--soft);max-width:78ch}.reading p+p{margin-top:8px}
        footer{padding:28px 24px 40px;color:var(--dim);font-size:13px}
        @media (max-width:720px){.tiles{grid-template-columns:repeat(2,1fr)}.sides{grid-template-columns:1fr}.standing{margin-left:0}main,header.top,footer{padding-left:14px;padding-right:14px}.route,.summary{padding-left:16px;padding-right:16px}.stays{columns:1}.overview th:nth-child(n+4),.overview td:nth-child(n+4){display:none}th,td{padding:9px 11px}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--code:#f4f4f4}body{font-size:11px}main,header.top,footer{max-width:none;padding:0}.route,.summary,.example,tr{break-inside:avoid}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """#
}
