/// The style sheet of the HTML report: light and dark, narrow and wide, screen and paper.
enum ReportStyle {
    static let sheet = colors + text + tables + charts + parts + media

    /// Every pair of text and ground that is used has a contrast of 4.5 at least; a test measures it.
    static let colors = """
        :root{--paper:#fcfbf8;--panel:#f3f1ea;--ink:#1d2023;--soft:#5a6068;--line:#dcd8ce;--bad:#a82318;--good:#1d6b3c;\
        --warn:#805300;--info:#1f5a9e;--fig:#653a96;--badmark:#f9dcd7;--band:#c9d9ee;--rest:#dcd8ce}
        @media (prefers-color-scheme:dark){:root{--paper:#15171a;--panel:#1f2226;--ink:#e5e6e8;--soft:#a1a8b1;--line:#34383e;\
        --bad:#ff8d82;--good:#6fce95;--warn:#e2b250;--info:#82b4f2;--fig:#c8a4f0;--badmark:#4d211d;--band:#26405f;\
        --rest:#3a3f46}}

        """

    private static let text = """
        *{box-sizing:border-box}
        html{color-scheme:light dark}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,\
        "Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        .top,main,footer{max-width:1120px;margin:0 auto;padding:0 28px}
        .top{padding-top:28px}
        .name{margin:0;font-size:13px;font-weight:600;color:var(--fig);display:flex;gap:6px;align-items:center}
        .mark path{fill:var(--fig)}.mark .vein{fill:none;stroke:var(--paper);stroke-width:1.6;stroke-linecap:round}
        h1{font-size:28px;line-height:1.2;margin:14px 0 2px;font-weight:650;letter-spacing:-.015em}
        h2{font-size:20px;line-height:1.3;margin:0;font-weight:650;letter-spacing:-.01em}
        h3{font-size:14px;margin:28px 0 6px;font-weight:650}
        h4{font-size:14px;margin:0;font-weight:600}
        p{margin:0}
        .meta,.soft,small,.facts,caption,.x,.back,footer{color:var(--soft);font-size:13px}
        small{display:block;font-weight:400}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
        a{color:inherit;text-decoration-color:var(--soft);text-underline-offset:3px}
        a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:2px solid var(--info);outline-offset:2px;border-radius:2px}
        .skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--paper);padding:6px 10px}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .headline{font-size:21px;line-height:1.4;margin-top:26px;max-width:60ch}
        .summary{margin-top:6px;color:var(--soft);max-width:80ch}
        .bad{color:var(--bad)}.good{color:var(--good)}.warn{color:var(--warn)}.info{color:var(--info)}.fig{color:var(--fig)}
        #overview{margin-top:36px}#overview:focus{outline:0}#overview h2{margin-bottom:8px}

        """

    private static let tables = """
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:13.5px}
        th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);font-weight:400}
        thead th{font-size:12.5px;color:var(--soft);border-bottom-color:var(--soft);vertical-align:bottom;padding-top:0}
        .n{text-align:right}.t,.asked{white-space:nowrap}
        p+.scroll{margin-top:8px}
        th:last-child,td:last-child{padding-right:0}
        caption{text-align:left;padding-bottom:6px}caption b{color:var(--ink)}
        th[scope=row] code{font-size:.92em;overflow-wrap:anywhere}
        .overview th[scope=row] a{font-weight:600}
        .overview th,.overview td{padding-top:9px;padding-bottom:9px}
        .overview thead th{padding-top:0}
        .overview small code,.overview small{font-size:12.5px}
        .standing{font-weight:600;white-space:nowrap}
        .rates{display:flex;gap:14px;white-space:nowrap}
        .spark{flex:none;width:110px;height:30px;margin-top:3px}
        .way{min-width:170px}.bar{display:block;width:100%;height:4px;margin:8px 0 4px}.bar .rest{fill:var(--rest)}
        .bar .good{fill:var(--good)}.bar .bad{fill:var(--bad)}.bar .warn{fill:var(--warn)}.bar .info{fill:var(--info)}\
        .bar .fig{fill:var(--fig)}.bar .soft{fill:var(--soft)}

        """

    private static let charts = """
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:8px 44px}.pair>*{min-width:0}
        figure{margin:22px 0 0}
        figcaption{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline;margin-bottom:10px}figcaption h3{margin:0}
        .key{font-size:12.5px;color:var(--soft);display:flex;flex-wrap:wrap;gap:0 14px}
        .k::before{content:"";display:inline-block;width:16px;margin-right:5px;vertical-align:middle;\
        border-top:2px solid var(--ink)}
        .k.rate::before,.k.service::before{border-color:var(--fig)}.k.bound::before{border-color:var(--info)}\
        .k.asked::before{border-top:2px dashed var(--soft)}.k.monolith::before{border-color:var(--soft)}
        .plot{display:grid;grid-template-columns:58px 1fr;gap:8px}
        .plot svg{width:100%;height:150px;display:block;overflow:visible}.plot.small{margin-top:8px}.plot.small svg{height:30px}
        .y{list-style:none;margin:-8px 0;padding:0;display:flex;flex-direction:column;justify-content:space-between;\
        text-align:right;font-size:11.5px;line-height:16px;color:var(--soft);white-space:nowrap}
        span.y{margin:0;justify-content:flex-end}
        .x{display:flex;justify-content:space-between;padding-left:66px;margin-top:4px;font-size:12px}
        .plot path,.spark path{fill:none;stroke-width:1.75;vector-effect:non-scaling-stroke;stroke-linejoin:round}
        .plot .grid{stroke:var(--line);stroke-width:1}
        path.band{fill:var(--band)!important;stroke:none;opacity:.55}
        path.bound{stroke:var(--info)}path.rate{stroke:var(--fig)}
        path.asked{stroke:var(--soft);stroke-dasharray:5 4;stroke-width:1.25}
        path.band.monolith{fill:var(--rest)!important}path.band.service{fill:var(--fig)!important;opacity:.16}
        path.monolith{stroke:var(--soft)}path.service{stroke:var(--fig)}
        path.band.monolith,path.band.service{stroke:none}
        .plot path.dot{stroke-width:6;stroke-linecap:round}
        rect.compared{fill:var(--band)}rect.differ{fill:var(--bad)}
        .quantiles{margin-top:14px;font-size:12.5px}.quantiles th,.quantiles td{padding:3px 8px 3px 0;white-space:nowrap}
        figure .soft{margin-top:8px}figcaption .soft{margin:0}

        """

    private static let parts = """
        .route,.aside{border-top:1px solid var(--soft);margin-top:56px;padding-top:18px}
        .route>header{display:flex;flex-wrap:wrap;gap:2px 16px;align-items:baseline}
        .route>header .facts{width:100%}
        .finding{font-size:17px;margin-top:14px;max-width:70ch}
        .next{margin-top:10px;max-width:86ch}
        .command{margin:6px 0 0;padding:7px 11px;background:var(--panel);border-radius:5px;white-space:pre-wrap;\
        overflow-wrap:anywhere;font-size:12.5px}
        .command::before{content:"$ ";color:var(--soft);user-select:none}
        .numbers{display:flex;flex-wrap:wrap;gap:10px 28px;margin:18px 0 0}
        .numbers div{display:flex;flex-direction:column-reverse}
        dt{font-size:12.5px;color:var(--soft)}dd{margin:0}.numbers dd{font-size:18px;font-weight:600}
        .group{border-top:1px solid var(--line);padding:14px 0 22px}.group h4 code{font-size:14px;overflow-wrap:anywhere}
        .kind{color:var(--bad);font-weight:600;margin-left:6px;white-space:nowrap}
        .sides{table-layout:fixed;margin-top:10px;font-size:13px}
        .sides thead th{border-bottom:0;padding:0 0 2px}
        .sides td{background:var(--panel);padding:8px 11px;border:0;overflow-wrap:anywhere;white-space:pre-wrap}
        .sides td:first-child{border-right:14px solid var(--paper)}.sides td:last-child{padding-right:11px}
        .sides td code{font-size:12.5px}
        mark{background:var(--badmark);color:var(--ink);border-radius:2px;padding:1px 0;box-decoration-break:clone;\
        -webkit-box-decoration-break:clone}
        em{color:var(--soft)}
        .curls{margin:8px 0 0}.curls div{display:grid;grid-template-columns:124px 1fr;gap:10px;align-items:baseline}
        .curls div+div{margin-top:2px}.curls+.sides{margin-top:18px}
        .reasons,.plain{margin:8px 0 0;padding-left:18px;font-size:13px;color:var(--soft)}.plain{color:inherit;font-size:14px}
        .route table+table{margin-top:18px}.scroll+.scroll{margin-top:18px}
        .back{margin-top:22px}
        .aside p{max-width:78ch;margin-top:8px;color:var(--soft)}.aside b{color:var(--ink)}
        .stays{columns:2;column-gap:44px;padding:0;margin:10px 0 0;list-style:none;font-size:14px}.stays code{color:var(--soft)}
        footer{padding-top:48px;padding-bottom:36px}

        """

    private static let media = """
        @media (max-width:860px){.pair{grid-template-columns:1fr}}
        @media (max-width:720px){.top,main,footer{padding-left:16px;padding-right:16px}.headline{font-size:19px}\
        .w,.spark{display:none}.overview{table-layout:fixed;font-size:12.5px}.overview th,.overview td{padding-right:8px;\
        overflow-wrap:anywhere}.overview small{font-size:11.5px}\
        .overview th:first-child{width:33%}.overview th:nth-child(2){width:24%}.overview tbody th small{display:none}.way{min-width:0}.standing,.rates{white-space:normal}\
        .stays{columns:1}.curls div{grid-template-columns:1fr;gap:0}.numbers{gap:10px 24px}}
        @media print{:root{--paper:#fff;--panel:#f4f3f0;--ink:#000;--soft:#4a4f55;--line:#d2cec4;--bad:#a82318;--good:#1d6b3c;\
        --warn:#805300;--info:#1f5a9e;--fig:#653a96;--badmark:#f9dcd7;--band:#c9d9ee;--rest:#dcd8ce}
        @page{margin:14mm 13mm}
        html{color-scheme:light}body{zoom:.7}.top,main,footer{max-width:none;padding:0}
        .route{break-before:page;border-top:0;margin-top:0;padding-top:0}.pair{grid-template-columns:1fr 1fr}
        h2,h3,h4,caption,thead,figcaption{break-after:avoid}tr,figure,.group .sides,.next,.numbers,.curls div{break-inside:avoid}
        .scroll{overflow:visible}.skip,.back{display:none}.w{display:table-cell}.overview{table-layout:auto}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}

        """
}
