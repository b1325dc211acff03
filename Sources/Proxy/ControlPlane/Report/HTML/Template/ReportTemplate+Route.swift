extension ReportTemplate {
    /// All that is known of one route; a page of its own on paper.
    static let route = #"""
        <section class="route" id="{{anchor}}" aria-labelledby="{{anchor}}.title">
        <header>
        <h2 id="{{anchor}}.title">{{id}}</h2><p class="standing {{tone}}">{{standing}}</p>
        <p class="facts"><code>{{match}}</code> · {{facts}}</p>
        </header>
        <p class="finding">{{finding}}</p>
        <div class="next"><p><b>Next.</b> {{advice}}</p>{{#command}}<pre class="command" tabindex="0">{{.}}</pre>{{/command}}</div>
        <dl class="numbers">{{#numbers}}<div><dt>{{label}}</dt><dd class="{{numberTone}}">{{value}}</dd></div>{{/numbers}}</dl>
        <div class="pair">
        {{#rate}}<figure>
        <figcaption><h3>Mismatch rate</h3><p class="key"><span class="k rate">so far</span> <span class="k bound">ruled out above</span> <span class="k asked">the gate asks</span></p></figcaption>
        <div class="plot"><ol class="y" aria-hidden="true">{{#labels}}<li>{{.}}</li>{{/labels}}</ol>
        <svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" aria-labelledby="{{anchor}}.rate {{anchor}}.rate-text"><title id="{{anchor}}.rate">Mismatch rate of {{id}} over time, with its bound</title><desc id="{{anchor}}.rate-text">{{description}}</desc>{{{shapes}}}</svg></div>
        <div class="plot small"><span class="y" aria-hidden="true">compared</span><svg viewBox="0 0 1000 40" preserveAspectRatio="none" role="img"><title>Exchanges compared over time; those that differ at the bottom</title>{{{volume}}}</svg></div>
        <p class="x"><span>{{from}}</span><span>{{to}}</span></p>
        </figure>{{/rate}}
        {{#latency}}<figure>
        <figcaption><h3>Latency</h3><p class="key"><span class="k monolith">monolith</span> <span class="k service">{{side}}</span> <span class="soft">bands: 95% intervals</span></p></figcaption>
        <div class="plot"><ol class="y" aria-hidden="true">{{#latencyLabels}}<li>{{.}}</li>{{/latencyLabels}}</ol>
        <svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" aria-labelledby="{{anchor}}.latency {{anchor}}.latency-text"><title id="{{anchor}}.latency">Latency of both sides by quantile</title><desc id="{{anchor}}.latency-text">{{latencyText}} The table below has the numbers.</desc>{{{latencyShapes}}}</svg></div>
        <div class="scroll" role="region" tabindex="0" aria-label="Latency of {{id}}"><table class="quantiles"><thead><tr><th scope="col"><span class="unseen">Side</span></th>{{#quantiles}}<th scope="col" class="n">{{quantileName}}</th>{{/quantiles}}</tr></thead><tbody><tr><th scope="row">monolith</th>{{#quantiles}}<td class="n">{{ofMonolith}}</td>{{/quantiles}}</tr><tr><th scope="row">{{side}}</th>{{#quantiles}}<td class="n">{{ofService}}</td>{{/quantiles}}</tr></tbody></table></div>
        <p class="soft">{{latencyText}}</p>
        </figure>{{/latency}}
        </div>
        {{#hasGroups}}<h3>Differences</h3>
        {{#groups}}
        """# + group + #"""
            {{/groups}}
            {{#moreGroups}}<p class="soft">{{.}}</p>{{/moreGroups}}{{/hasGroups}}
            {{#hasGates}}<h3>Gates</h3>
            <div class="pair">{{#gates}}<div>
            <div class="scroll" role="region" tabindex="0" aria-label="Gate to {{gateState}} of {{id}}"><table><caption>To <b>{{gateState}}</b>: <span class="{{gateTone}}">{{gateText}}</span></caption>
            <thead><tr><th scope="col">Condition</th><th scope="col">Asked</th><th scope="col">Now</th><th scope="col"><span class="unseen">Met</span></th></tr></thead>
            <tbody>{{#conditions}}<tr><th scope="row">{{conditionName}}</th><td class="asked">{{asked}}</td><td>{{has}}</td><td class="{{metTone}}">{{met}}</td></tr>{{/conditions}}</tbody></table></div>
            {{#hasReasons}}<ul class="reasons">{{#reasons}}<li>{{.}}</li>{{/reasons}}</ul>{{/hasReasons}}
            </div>{{/gates}}</div>{{/hasGates}}
            {{#coverage}}<h3>Coverage</h3><p class="soft">{{coverageText}}</p>
            <div class="scroll" role="region" tabindex="0" aria-label="Coverage of {{id}}"><table>
            <thead><tr><th scope="col">Behaviour</th><th scope="col" class="n">Seen</th><th scope="col" class="n">Compared</th><th scope="col" class="n">Differ</th><th scope="col"><span class="unseen">Remark</span></th></tr></thead>
            <tbody>{{#behaviors}}<tr><th scope="row"><code>{{kind}}</code>{{#behaviorExample}}<small>such as <code>{{.}}</code></small>{{/behaviorExample}}</th><td class="n">{{seen}}</td><td class="n">{{behaviorCompared}}</td><td class="n">{{mismatched}}</td><td class="{{remarkTone}}">{{remark}}</td></tr>{{/behaviors}}</tbody></table></div>
            {{#moreBehaviors}}<p class="soft">{{.}}</p>{{/moreBehaviors}}{{/coverage}}
            {{#rules}}<h3>What the rules cost</h3><p class="soft">{{rulesText}}</p>
            <div class="scroll" role="region" tabindex="0" aria-label="Rules of {{id}}"><table>
            <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Of the values</th><th scope="col" class="n">Exchanges excused</th><th scope="col" class="n">of these decided</th><th scope="col">Remark</th></tr></thead>
            <tbody>{{#ruleRows}}<tr><th scope="row"><code>{{ruleName}}</code></th><td class="n">{{share}}</td><td class="n">{{excused}}</td><td class="n">{{decided}}</td><td class="{{ruleTone}}">{{ruleRemark}}</td></tr>{{/ruleRows}}</tbody></table></div>{{/rules}}
            {{#noise}}<h3>Noise, and what was lost</h3><ul class="plain">{{#noiseLines}}<li>{{.}}</li>{{/noiseLines}}</ul>{{/noise}}
            {{#history}}<h3>History</h3>
            {{#hasFlips}}<div class="scroll" role="region" tabindex="0" aria-label="Flips of {{id}}"><table><caption>Flips, newest first</caption>
            <thead><tr><th scope="col">Time</th><th scope="col">Flip</th><th scope="col">Who</th><th scope="col">Why</th><th scope="col">What the gate saw</th></tr></thead>
            <tbody>{{#flips}}<tr><td class="t">{{flipTime}}</td><th scope="row">{{change}}<small>{{flipNotes}}</small></th><td>{{who}}</td><td>{{why}}</td><td>{{saw}}</td></tr>{{/flips}}</tbody></table></div>{{/hasFlips}}
            {{#hasEpochs}}<div class="scroll" role="region" tabindex="0" aria-label="Epochs of {{id}}"><table><caption>Epochs of the evidence, newest first</caption>
            <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Build of the monolith</th><th scope="col">of the service</th><th scope="col" class="n">Compared</th><th scope="col" class="n">Differ</th></tr></thead>
            <tbody>{{#epochs}}<tr><th scope="row" class="t">{{epochStarted}}</th><td class="t">{{epochUpdated}}</td><td>{{epochMonolith}}</td><td>{{epochService}}</td><td class="n">{{epochCompared}}</td><td class="n">{{epochMismatch}}</td></tr>{{/epochs}}</tbody></table></div>{{/hasEpochs}}{{/history}}
            <p class="back"><a href="#overview">Back to the overview</a></p>
            </section>
            """#

    /// One group of differences.
    private static let group = #"""
        <article class="group" aria-labelledby="{{groupAnchor}}">
        <h4 id="{{groupAnchor}}"><code>{{pattern}}</code> <span class="kind">{{difference}}</span></h4>
        <p class="soft">{{meaning}} · {{seenIn}}</p>
        {{#examples}}
        <table class="sides"><caption><code>{{path}}</code>{{#hasRequest}} · request <code>{{requestID}}</code>{{/hasRequest}} · {{exampleTime}}</caption>
        <thead><tr><th scope="col">monolith</th><th scope="col">{{serviceName}}</th></tr></thead>
        <tbody><tr><td>{{#monolith}}<code>{{head}}<mark>{{changed}}</mark>{{tail}}</code>{{/monolith}}{{^monolith}}<em>nothing</em>{{/monolith}}</td><td>{{#service}}<code>{{head}}<mark>{{changed}}</mark>{{tail}}</code>{{/service}}{{^service}}<em>nothing</em>{{/service}}</td></tr></tbody></table>
        {{#hasCurls}}<dl class="curls">{{#curls}}<div><dt>ask {{to}}</dt><dd><pre class="command" tabindex="0">{{curl}}</pre></dd></div>{{/curls}}</dl>{{/hasCurls}}
        {{/examples}}
        </article>
        """#
}
