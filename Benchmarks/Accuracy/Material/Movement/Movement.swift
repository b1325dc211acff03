/// What moves from answer to answer of one correct implementation.
package enum Movement: String, CaseIterable {
    // Times
    case isoTime, isoFraction, offsetTime, spacedTime, httpTime, germanTime, americanTime, compactTime, dotNetTime
    case epochSeconds, epochMillis, epochFraction, epochText, dayOfMoment, clockTime, relativeTime
    // Names of things that are new each time
    case uuid, requestID, hexDigest, shortHex, base64Token, webToken, cursor, nodeID, objectID, sortableID, traceParent
    case nanoID, numericID, snowflake, formToken
    // Numbers
    case counter, served, duration, durationFraction, durationText, score, price, priceText, load, remaining, memory
    case percentage
    // Others
    case server, address, signedLink, idLink, cursorLink, sentence, flag, sometimesNull, sometimesThere, variant, etag
    case embeddedJSON
    // Lists and maps
    case shuffled, growing, window, drawn, keyed

    // Written after the comparison was mended on those above
    case pushID, upperTag, prefixedID, shortCode, passcode, hexNumber, longToken, mailTime, logTime, minuteTime
    case epochNanos, isoDuration, clockDuration, percentText, grouped, euro, latitude, temperature, pod, stats, uuidList
    case samples, bit, quote, state, mixedCache, resultSet, ranking, logLine, resourceLink, dataURI, cookieLine, arrow
    case maybeList, userAgent

    package static let further: [Movement] = [
        .pushID, .upperTag, .prefixedID, .shortCode, .passcode, .hexNumber, .longToken, .mailTime, .logTime,
        .minuteTime, .epochNanos, .isoDuration, .clockDuration, .percentText, .grouped, .euro, .latitude, .temperature,
        .pod, .stats, .uuidList, .samples, .bit, .quote, .state, .mixedCache, .resultSet, .ranking, .logLine,
        .resourceLink, .dataURI, .cookieLine, .arrow, .maybeList, .userAgent,
    ]
    package static let known = allCases.filter { !further.contains($0) }

    /// Structures, which only JSON has.
    static let structures: Set<Movement> = [.stats, .uuidList, .samples, .resultSet, .ranking, .maybeList]

    static let lists: [Movement] = [.shuffled, .growing, .window, .drawn, .keyed]
    static let leaves = allCases.filter { !lists.contains($0) }

    var key: String {
        switch self {
        case .isoTime, .isoFraction, .offsetTime, .spacedTime, .httpTime, .germanTime, .americanTime, .compactTime,
            .dotNetTime:
            "generated_at"
        case .epochSeconds, .epochMillis, .epochFraction, .epochText: "ts"
        case .dayOfMoment: "today"
        case .clockTime: "now"
        case .relativeTime: "updated"
        case .uuid, .requestID, .traceParent: "request_id"
        case .hexDigest, .shortHex: "digest"
        case .base64Token, .webToken, .formToken, .nanoID: "nonce"
        case .cursor: "next_cursor"
        case .nodeID, .objectID, .sortableID, .numericID, .snowflake: "event_id"
        case .counter, .served: "sequence"
        case .duration, .durationFraction, .durationText: "took"
        case .score, .percentage: "score"
        case .price, .priceText: "quote"
        case .load, .memory: "usage"
        case .remaining: "remaining"
        case .server, .address: "served_by"
        case .signedLink: "download_url"
        case .idLink, .cursorLink: "job_url"
        case .sentence: "note"
        case .flag: "online"
        case .sometimesNull, .sometimesThere: "hint"
        case .variant: "experiment"
        case .etag: "version_tag"
        case .embeddedJSON: "payload"
        case .shuffled: "tags_any"
        case .growing: "log"
        case .window: "latest"
        case .drawn: "suggestions"
        case .keyed: "sessions"
        default: "f_\(rawValue)"
        }
    }
}

/// One place that moves, with the form that all its values have.
struct Mover {
    var movement: Movement
    var formSeed: UInt64

    /// A correct answer's value; nil where this answer has none.
    func value(_ world: inout World) -> Node? {
        var form = SplitMix64(seed: formSeed)
        return MovingValue(form: form.next(), random: form).right(movement, &world)
    }

    /// What a faulty service says in its place; none is what a correct one may say.
    func wrong(_ world: inout World, hasTypes: Bool) -> [Node?] {
        var form = SplitMix64(seed: formSeed)
        let value = MovingValue(form: form.next(), random: form)
        return WrongValue(value: value, movement: movement).all(&world, hasTypes: hasTypes)
    }
}
