import AccuracyMaterial

/// The score as Markdown.
struct Table {
    let text: String

    init(_ score: Score) {
        var lines = [
            "| pairs | number | recall at the path | of status, presence, type | called match or noise | false alarms | unknown | named beside |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
        ]
        for kind in LabelledPair.Class.allCases {
            guard let count = score.byClass[kind] else { continue }
            lines.append(Self.line(kind.rawValue, count, isReal: count.labels > 0))
        }
        lines.append("")
        let worst = score.byKind.filter {
            $0.value.wrong > 0 || $0.value.found < $0.value.labels || $0.value.unknown > 0 || $0.value.spurious > 0
        }
        for (kind, count) in worst.sorted(by: { ($1.value.wrong, $0.key) < ($0.value.wrong, $1.key) }) {
            lines.append(Self.line(kind, count, isReal: count.labels > 0))
        }
        text = lines.joined(separator: "\n")
    }

    private static func line(_ name: String, _ count: Score.Count, isReal: Bool) -> String {
        let recall = isReal ? share(count.found, count.labels) : ""
        let core = isReal ? share(count.coreFound, count.coreLabels) : ""
        let wrong = share(count.wrong, count.pairs)
        return
            "| \(name) | \(count.pairs) | \(recall) | \(core) | \(isReal ? wrong : "") | \(isReal ? "" : wrong) | \(count.unknown) | \(count.spurious) |"
    }

    private static func share(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return "" }
        let hundredths = (Double(part) / Double(whole) * 10_000).rounded()
        return "\(hundredths / 100) % (\(part)/\(whole))"
    }
}
