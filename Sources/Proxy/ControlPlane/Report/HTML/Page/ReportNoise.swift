import Parity

/// What noise was measured, and what could not be judged or compared.
struct ReportNoise {
    let noiseLines: [String]

    init(_ route: AdminRouteParity, _ story: RouteStory) {
        var lines: [String] = []
        let noise = route.noise
        let kinds = noise.kinds.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }
        lines.append(
            kinds.isEmpty
                ? "No exchange was explained by noise."
                : "Explained by noise: "
                    + kinds.map { "\(ReportNumbers.count($0.value)) \(Self.words($0.key))" }
                    .joined(separator: "; ") + ".")
        if let rate = noise.rate, let low = noise.low, let high = noise.high {
            lines.append(
                """
                In a uniform sample of \(ReportNumbers.count(noise.sampled)) exchanges that were asked twice, the monolith \
                disagreed with itself in \(GateSentence.percent(rate)) (95% interval \(GateSentence.percent(low)) to \
                \(GateSentence.percent(high))).
                """)
        } else {
            lines.append("No exchange of the uniform sample was asked twice yet.")
        }
        if let effects = story.effects { lines.append("Writes: \(effects).") }
        if !story.losses.isEmpty {
            lines.append("Not compared, or without an answer: \(story.losses.joined(separator: ", ")).")
        }
        noiseLines = lines
    }

    private static func words(_ kind: Judgement.Noise) -> String {
        switch kind {
        case .volatile: "volatile (the monolith says something else each time)"
        case .lag: "lag (the service was behind, and agreed once it had caught up)"
        case .fresh: "fresh (made anew by each side)"
        }
    }
}
