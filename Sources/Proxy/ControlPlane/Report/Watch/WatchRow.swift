import Parity
import Routing

/// A route's line of the live table.
struct WatchRow {
    private let route: AdminRouteParity
    private let story: RouteStory
    /// Compared exchanges a second.
    private let rate: Double?
    private let width: Int

    init(_ route: AdminRouteParity, rate: Double?, width: Int) {
        self.route = route
        story = RouteStory(route: route)
        self.rate = rate
        self.width = width
    }

    var id: String { PlainText.printable(route.id) }

    func line(_ columns: [WatchColumn], _ routeWidth: Int) -> StyledText {
        let (sign, tone) = route.next.standing.mark
        return columns.enumerated().reduce(StyledText("")) { line, column in
            let space: StyledText = column.offset == 0 ? "" : " "
            if column.element == .route {
                return line + space + StyledText(sign, tone)
                    + StyledText(" " + TextColumns.fitted(id, routeWidth - 2), story.hasBegun ? nil : .dim)
            }
            return line + space + cell(column.element, tone)
        }
    }

    /// For programs.
    var pairs: String {
        var pairs = [
            ("state", route.status.description.replacing(" ", with: ":")),
            ("standing", route.next.standing.rawValue), ("rate", rate.map(WatchNumber.rate)),
            ("compared", "\(route.counts.compared)"), ("mismatch", story.rate.map(WatchNumber.share)),
            ("bound", story.bound.map(WatchNumber.share)),
        ]
        let result = story.gate?.result
        pairs += [
            ("gate", story.gate?.state), ("progress", result.map(WatchNumber.progress)),
            ("eta", result?.isOpen == true ? "open" : result?.secondsNeeded.map(WatchNumber.duration)),
        ]
        pairs += [("recall", recall), ("noise", route.noise.rate.map(WatchNumber.share))]
        let fields = pairs.map { "\($0.0)=\($0.1 ?? "-")" }.joined(separator: " ")
        return "\(id.replacing(" ", with: "_")) \(fields)"
    }

    private var recall: String? { route.recall.share.map(WatchNumber.share) }

    private func cell(_ column: WatchColumn, _ tone: TextStyle.Tone) -> StyledText {
        func text(_ value: String?, _ tone: TextStyle.Tone? = nil) -> StyledText {
            StyledText(
                TextColumns.fitted(value ?? "–", column.width(width), toTheRight: column.isNumber),
                value == nil ? .dim : tone)
        }
        switch column {
        case .route: return ""
        case .state: return text(PlainText.printable(route.status.description))
        case .rate: return text(story.hasBegun ? rate.map(WatchNumber.rate) : nil)
        case .compared: return text(story.hasBegun ? WatchNumber.count(route.counts.compared) : nil)
        case .differ: return text(story.rate.map(WatchNumber.share), route.counts.mismatch > 0 ? .bad : nil)
        case .bound: return text(story.bound.map(WatchNumber.share))
        case .gate: return gate(column.width(width), tone)
        case .recall: return text(recall, story.isBlind ? .bad : nil)
        case .noise: return text(route.noise.rate.map(WatchNumber.share))
        case .trend: return text(Sparkline(points: route.trend.suffix(column.width(width))).text, .info)
        }
    }

    /// `62%   4m`, and where there is room `canary    ██████░░░░  62%   4m`.
    private func gate(_ columns: Int, _ tone: TextStyle.Tone) -> StyledText {
        guard story.hasBegun, let gate = story.gate else { return StyledText(TextColumns.fitted("–", columns), .dim) }
        let result = gate.result
        let end: String
        if result.isOpen {
            end = "open"
        } else if result.moreNeeded == 0 {
            end = "closed"
        } else {
            let left = result.secondsNeeded.map(WatchNumber.duration) ?? ""
            end =
                TextColumns.fitted(WatchNumber.progress(result), 4, toTheRight: true) + " "
                + TextColumns.fitted(left, 5, toTheRight: true)
        }
        let shown = StyledText(TextColumns.fitted(end, 10), result.isOpen ? .good : nil)
        guard columns > 10 else { return shown }
        return StyledText(TextColumns.fitted(gate.state, 9) + " ", .dim)
            + TextStyle.bar(result.progress, width: 10, result.isOpen ? .good : tone) + " " + shown
    }
}
