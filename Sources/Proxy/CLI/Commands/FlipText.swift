import ControlPlane
import Foundation
import Parity
import Routing
import Store

/// How the answer to a flip or rollback looks.
enum FlipText {
    static func show(_ answer: FlipAnswer, as format: OutputOptions.Format) {
        if format == .json {
            JSONText.show(answer)
            return
        }
        lines(answer).forEach { print($0) }
    }

    static func lines(_ answer: FlipAnswer) -> [String] {
        let flip = answer.flip
        guard answer.changed else { return ["\(flip.unit) is \(flip.to) already; nothing to do"] }
        let mark = Screen.styled(flip.direction == .forward ? "flipped" : "rolled back", .bold)
        let to = Screen.styled("\(flip.to)", flip.to.state.style)
        var lines = ["\(mark)  \(flip.unit)  \(flip.from) -> \(to)" + (flip.forced ? "  (forced)" : "")]
        lines.append("  routes   \(answer.routes.joined(separator: ", "))")
        for outcome in flip.gates {
            let result = outcome.result
            let verdict = outcome.waived ? "waived" : result.isOpen ? "open" : "closed, overridden"
            lines.append(
                "  gate     \(outcome.route): \(verdict), \(result.compared) compared, \(result.mismatches) mismatches")
            if !outcome.waived, !result.isOpen {
                lines += GateSentence.sentences(of: outcome).map { "           missing: \($0)" }
            }
        }
        if let sequence = answer.sequence {
            lines.append("  record   flip \(sequence), in force on every worker")
        } else {
            lines.append(
                Screen.styled("  record   in force on every worker; unpersisted, writing it is being retried", .yellow))
        }
        if let count = answer.eventsNotRelayed {
            lines.append("  feed     \(count) \(count == 1 ? "event was" : "events were") not yet relayed to the owner")
        } else if let problem = answer.feedProblem {
            lines.append("  feed     events not yet relayed: unknown, \(problem)")
        }
        lines.append("  next     \(next(flip))")
        return lines
    }

    private static func next(_ flip: Flip) -> String {
        switch flip.to.state {
        case .monolith: "ficus history --unit \(flip.unit)"
        case .shadow: "send traffic, then: ficus parity report"
        case .canary, .extracted:
            flip.direction == .rollback
                ? "ficus history --unit \(flip.unit)"
                : "watch it: ficus parity report; undo it: ficus rollback \(flip.unit)"
        case .retired: "undo it: ficus rollback \(flip.unit)"
        }
    }
}

/// `--format json` of what is not passed through as it came.
enum JSONText {
    static func show(_ value: some Encodable) {
        guard let data = try? AdminJSON.encoder(pretty: true).encode(value) else { return }
        print(String(decoding: data, as: UTF8.self))
    }
}
