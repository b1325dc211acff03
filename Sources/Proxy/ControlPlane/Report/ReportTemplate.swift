/// The HTML report: one file without anything from elsewhere. Every `{{...}}` is escaped by ``HTMLEscaping``; the two
/// `{{{...}}}` are pictures made of numbers by ``Sparkline``.
enum ReportTemplate {
    static let page = #"""
        {{% CONTENT_TYPE:FICUS_HTML}}<!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Ficus parity report, {{generated}}</title>
        <style>
        """# + ReportStyle.sheet + #"""
            </style>
            </head>
            <body>
            <header class="top">
            <svg class="mark" viewBox="0 0 32 32" width="40" height="40" aria-hidden="true"><path d="M16 3c2 4 9 7 9 15a9 9 0 0 1-18 0C7 10 14 7 16 3z"/><path class="vein" d="M16 9v17M16 15l4-3M16 20l-5-4"/></svg>
            <div><h1>Parity report</h1>
            <p class="meta">{{generated}} · route table revision {{revision}}</p></div>
            </header>
            <main>
            <section class="summary" aria-label="Summary">
            <p class="headline">{{headline}}</p>
            <ul class="tiles">{{#tiles}}<li class="tile {{tone}}"><b>{{count}}</b><span>{{label}}</span></li>{{/tiles}}</ul>
            <div class="states" role="img" aria-label="Routes by state">{{#states}}<i class="s-{{tone}}" style="width:{{width}}%"></i>{{/states}}</div>
            <ul class="legend">{{#states}}<li><i class="s-{{tone}}"></i>{{label}} <b>{{count}}</b></li>{{/states}}</ul>
            {{#totalRecall}}<p class="recall{{#isBlind}} bad{{/isBlind}}">The comparator tests itself: it {{.}} in copies of real answers. These are not counted in any number here.</p>{{/totalRecall}}
            </section>
            <section aria-label="Overview">
            <h2>Routes</h2>
            <div class="scroll"><table class="overview">
            <thead><tr><th>Route</th><th>State</th><th>Standing</th><th class="wide">Way to the next gate</th><th>Trend</th></tr></thead>
            <tbody>{{#routes}}
            <tr><td><a href="#{{anchor}}">{{id}}</a><small>{{match}}</small></td>
            <td><span class="pill s-{{stateTone}}">{{state}}</span></td>
            <td><span class="dot {{tone}}"></span>{{standing}}<small>{{evidence}}</small></td>
            <td>{{#firstGate}}<div class="bar"><i class="{{tone}}" style="width:{{width}}%"></i></div><small>{{state}}: {{distance}}</small>{{/firstGate}}</td>
            <td>{{{smallSparkline}}}</td></tr>{{/routes}}
            </tbody></table></div>
            </section>
            {{#routes}}
            <section class="route {{tone}}" id="{{anchor}}">
            <div class="head"><h3>{{id}}</h3><code>{{match}}</code>
            <span class="pill s-{{stateTone}}">{{state}}</span>{{#isInGroup}}<span class="pill plain">flips with {{unit}}</span>{{/isInGroup}}
            <span class="standing"><span class="dot {{tone}}"></span>{{standing}}</span></div>
            <div class="next"><p><b>Next.</b> {{advice}}</p>{{#command}}<pre class="command">{{.}}</pre>{{/command}}</div>
            <dl class="numbers">{{#numbers}}<div><dt>{{label}}</dt><dd class="{{tone}}">{{value}}</dd></div>{{/numbers}}</dl>
            {{#gates}}<div class="gate"><div class="gate-head"><b>{{state}}</b> <span>{{demand}}</span> <em class="{{tone}}">{{distance}}</em></div>
            <div class="bar big"><i class="{{tone}}" style="width:{{width}}%"></i></div>
            {{#hasReasons}}<ul class="reasons">{{#reasons}}<li>{{.}}</li>{{/reasons}}</ul>{{/hasReasons}}</div>{{/gates}}
            {{#hasTrend}}<figure>{{{sparkline}}}<figcaption>Compared exchanges over time; differing ones in red.</figcaption></figure>{{/hasTrend}}
            {{#hasGroups}}<h4>Differences</h4>
            {{#groups}}<details class="group" open><summary><code>{{pattern}}</code> <span class="kind">{{kind}}</span> <span class="times">{{count}}{{#hasShare}}, {{share}} of those compared{{/hasShare}}</span></summary>
            <p class="meta">{{meaning}} · first {{firstSeen}} · last {{lastSeen}}</p>
            {{#examples}}<div class="example"><p class="meta"><code>{{path}}</code> · request <code>{{requestID}}</code> · {{time}}</p>
            <div class="sides"><div><h5>monolith</h5><pre>{{#monolith}}{{head}}<mark>{{changed}}</mark>{{tail}}{{/monolith}}{{^monolith}}<em>nothing</em>{{/monolith}}</pre></div>
            <div><h5>service</h5><pre>{{#service}}{{head}}<mark>{{changed}}</mark>{{tail}}{{/service}}{{^service}}<em>nothing</em>{{/service}}</pre></div></div></div>{{/examples}}
            </details>{{/groups}}{{/hasGroups}}
            {{#hasBehaviors}}<details class="behaviors"><summary>Behaviour seen and compared</summary>
            <div class="scroll"><table><thead><tr><th>Kind: status and shape of the body</th><th>seen</th><th>compared</th><th>differ</th></tr></thead>
            <tbody>{{#behaviors}}<tr class="{{tone}}"><td><code>{{kind}}</code></td><td>{{seen}}</td><td>{{compared}}</td><td>{{mismatched}}</td></tr>{{/behaviors}}</tbody></table></div></details>{{/hasBehaviors}}
            <p class="facts">{{#builds}}Evidence of {{.}}{{/builds}}{{#since}}, counted since {{.}}. {{/since}}{{#losses}}Not compared or failed: {{.}}. {{/losses}}{{#ignore}}Left out by rule: <code>{{.}}</code>. {{/ignore}}{{#recall}}Of itself the comparator {{.}}.{{/recall}}</p>
            </section>
            {{/routes}}
            {{#hasStays}}<section aria-label="Routes that stay"><h2>Routes that stay with the monolith</h2><ul class="stays">{{#stays}}<li><code>{{.}}</code></li>{{/stays}}</ul></section>{{/hasStays}}
            <section class="reading"><h2>How to read this</h2>
            <p>While a route is in <b>shadow</b>, the monolith answers and the service gets a copy that nobody waits for. Both answers are compared: status, listed headers and body. A <b>gate</b> opens when the answers seen rule out the mismatch rate it names, at the confidence it names. It may be looked at at any time: looking does not raise the risk. The risk is stated for exchanges that are independent of each other.</p>
            <p>Evidence counts for one pair of builds, one definition and one set of rules. Anything new starts from zero. Values of fields that look like secrets were redacted before they were stored.</p>
            </section>
            </main>
            <footer>Ficus · parity report of {{generated}}</footer>
            </body>
            </html>
            """#
}
