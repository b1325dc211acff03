import Parity

/// A gate ahead with all that it asks.
struct ReportGate {
    struct Condition {
        var conditionName: String
        var asked: String
        var has: String
        var met: String
        var metTone: String
    }

    let gateState: String
    let gateText: String
    let gateTone: String
    let conditions: [Condition]
    let reasons: [String]
    let hasReasons: Bool

    init(_ gate: AdminGate, _ story: RouteStory) {
        gateState = gate.state
        gateText = "\(story.distance(to: gate))"
        gateTone = gate.result.isOpen ? "good" : ""
        conditions = gate.result.conditions.map { condition in
            let text = ConditionText(condition)
            return Condition(
                conditionName: text.name, asked: text.asked, has: text.has, met: text.isMet ? "met" : "missing",
                metTone: text.isMet ? "good" : "bad")
        }
        reasons = gate.reasons
        hasReasons = !reasons.isEmpty
    }
}
