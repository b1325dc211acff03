/// The HTML report: one file without anything from elsewhere. Every `{{...}}` is escaped by ``HTMLEscaping``; the
/// `{{{...}}}` are the style sheet, and shapes that ``SVGShapes`` makes of numbers.
enum ReportTemplate {
    static let page = #"""
        {{% CONTENT_TYPE:FICUS_HTML}}<!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{styleHash}}'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>Parity report, {{generated}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#overview">Skip to the overview</a>
        <header class="top">
        <p class="name"><svg class="mark" viewBox="0 0 32 32" width="22" height="22" aria-hidden="true"><path d="M16 3c2 4 9 7 9 15a9 9 0 0 1-18 0C7 10 14 7 16 3z"/><path class="vein" d="M16 9v17M16 15l4-3M16 20l-5-4"/></svg> Ficus</p>
        <h1>Parity report</h1>
        <p class="meta">{{generated}} · route table revision {{revision}}</p>
        </header>
        <main>
        <p class="headline">{{headline}}</p>
        <p class="summary">{{summary}}{{#totalRecall}} <span class="{{recallTone}}">The comparator tests itself: it {{.}} in copies of real answers.</span>{{/totalRecall}}</p>
        <section id="overview" tabindex="-1" aria-labelledby="overview-title">
        <h2 id="overview-title">Overview</h2>
        {{#hasRoutes}}
        <div class="scroll" role="region" tabindex="0" aria-labelledby="overview-title">
        <table class="overview">
        <thead><tr><th scope="col">Route</th><th scope="col">Standing</th><th scope="col">Mismatch rate and its bound</th><th scope="col" class="n w">Compared</th><th scope="col">Next gate</th><th scope="col" class="n w">Recall</th><th scope="col" class="n w">Noise</th></tr></thead>
        <tbody>{{#routes}}
        <tr><th scope="row"><a href="#{{anchor}}">{{id}}</a><small>{{match}}</small></th>
        <td><span class="standing {{tone}}">{{standing}}</span><small>{{state}}</small></td>
        <td><div class="rates">{{#hasSpark}}<svg class="spark" viewBox="0 0 120 26" preserveAspectRatio="none" role="img"><title>Mismatch rate of {{id}} over time: now {{rateText}}, {{boundText}}</title>{{{spark}}}</svg>{{/hasSpark}}<span>{{rateText}}<small>{{boundText}}</small></span></div></td>
        <td class="n w">{{compared}}</td>
        <td class="way">{{#way}}<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="4"/><rect class="{{wayTone}}" width="{{wayWidth}}" height="4"/></svg><small>{{wayText}}</small>{{/way}}{{^way}}–{{/way}}</td>
        <td class="n w">{{recallShare}}</td>
        <td class="n w">{{noiseShare}}</td></tr>{{/routes}}
        </tbody></table></div>
        {{/hasRoutes}}
        {{^hasRoutes}}<p>No route has a service to move to.</p>{{/hasRoutes}}
        </section>
        {{#stories}}
        """# + route + #"""
            {{/stories}}
            {{#hasQuiet}}
            <section class="aside" aria-labelledby="quiet-title"><h2 id="quiet-title">Nothing to compare</h2>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="quiet-title"><table>
            <thead><tr><th scope="col">Route</th><th scope="col">State</th><th scope="col">Next</th></tr></thead>
            <tbody>{{#quiet}}<tr id="{{anchor}}"><th scope="row">{{id}}</th><td>{{state}}</td><td>{{advice}}{{#command}}<pre class="command" tabindex="0">{{.}}</pre>{{/command}}</td></tr>{{/quiet}}</tbody></table></div></section>
            {{/hasQuiet}}
            {{#hasStays}}
            <section class="aside" aria-labelledby="stays-title"><h2 id="stays-title">Routes that stay with the monolith</h2>
            <ul class="stays">{{#stays}}<li>{{stayID}} <code>{{stayMatch}}</code></li>{{/stays}}</ul></section>
            {{/hasStays}}
            <section class="aside" aria-labelledby="reading-title"><h2 id="reading-title">How to read this</h2>
            <p>While a route is in <b>shadow</b>, the monolith answers and the service gets a copy that nobody waits for. Both answers are compared: status, listed headers and body. A <b>gate</b> opens when the answers seen rule out the mismatch rate it names, at the confidence it names.</p>
            <p>The <b>bound</b> is the rate that is ruled out so far. It may be looked at at any time: looking does not raise the risk. The risk is stated for exchanges that are independent of each other; against faults that come in clusters (one client, only at night), gates can ask for clients, sessions and hours.</p>
            <p><b>Noise</b> is where the monolith disagrees with itself in the same exchange. <b>Recall</b> is what the comparator finds of faults that are planted in copies of real answers; these are not counted in any number here.</p>
            <p>Evidence counts for one pair of builds, one definition and one set of rules. Anything new starts from zero. Values that look like secrets were redacted before they were stored; commands show them as <code>[redacted]</code>.</p>
            </section>
            </main>
            <footer><p>Ficus · parity report of {{generated}} · this file needs no network and runs no script</p></footer>
            </body>
            </html>
            """#
}
