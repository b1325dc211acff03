import DataPlane
import Foundation
import Parity
import Routing

/// Reads on both sides what a write has said it did: `confirm: GET /orders/{/id}`.
///
/// Shape alone cannot tell a new id from a wrong one; what is found under it can.
struct Confirmation {
    let asker: any Asker
    let mayAsk: @Sendable () async -> Bool
    let pause: @Sendable (Duration) async -> Void
    /// What the service calls an id that the monolith's answer has at a pointer; nil while that is not known.
    let serviceName: @Sendable (_ id: String, _ pointer: String) async -> String?
    /// Whether that name is only presumed to be the same.
    let isPresumed: @Sendable (_ id: String, _ pointer: String) async -> Bool

    /// So often both sides are read until they agree: a feed takes its time.
    private static let patience = 5

    /// What the reads say; nil when they could not be made, or the answers do not have what the path needs.
    func conduct(_ read: ConfirmRead, after open: OpenExchange) async -> Judgement? {
        let exchange = open.exchange
        let isDryRun = exchange.route.shadowWrites == .dryRun
        // What a dry run made is gone: the feed brings the monolith's row.
        guard exchange.monolith.status / 100 == 2, exchange.service.status / 100 == 2,
            let own = await path(read, from: exchange.monolith, { id, _ in id }), let head = open.questions.head()
        else { return nil }
        var last: Judgement?
        var before: [Observation] = []
        for attempt in 0..<Self.patience {
            if attempt > 0 { await pause(.milliseconds(250)) }
            // A name that is not known is never guessed: the row would be another one.
            let found =
                isDryRun
                ? await path(read, from: exchange.monolith, serviceName)
                : await path(read, from: exchange.service, { id, _ in id })
            guard let its = found else { continue }
            guard await mayAsk(), await mayAsk(),
                let monolith = await ask(open.questions.monolith, own, head, "noise", exchange.route),
                let service = await ask(
                    open.questions.service, its, head, isDryRun ? "noise" : "shadow", exchange.route)
            else { break }
            if isDryRun, IdentityDesk.knowsNoSuchThing(service, monolith), await presumes(read, exchange.monolith) {
                continue
            }
            var context = open.context
            context.primary = .monolith
            let plain = Parity.Comparator.compare(monolith: monolith, service: service, context: context)
            // The rows are each side's own: what is new with each call differs here as in the answers.
            var judgement = Judge.judgeWrite(plain, monolith: monolith, service: service, context: context)
            // A read can be repeated, and so may say of itself what of it is volatile.
            let repeated = Judge.judge(
                plain, monolith: monolith, service: service, monolithAgain: before, context: context)
            if repeated.isAgreement { judgement = repeated }
            before.append(monolith)
            last = judgement
            if judgement.verdict != .mismatch { break }
        }
        return last
    }

    private func presumes(_ read: ConfirmRead, _ answer: Observation) async -> Bool {
        for case .pointer(let pointer) in read.parts {
            if let id = Parity.Comparator.text(at: pointer, of: answer), await isPresumed(id, pointer) { return true }
        }
        return false
    }

    private func path(
        _ read: ConfirmRead, from answer: Observation, _ name: (String, String) async -> String?
    ) async -> String? {
        var path = ""
        for part in read.parts {
            switch part {
            case .text(let text): path += text
            case .pointer(let pointer):
                guard let id = Parity.Comparator.text(at: pointer, of: answer), !id.isEmpty,
                    let value = await name(id, pointer)
                else { return nil }
                path += value.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? ""
            }
        }
        return path
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private func ask(
        _ target: Target, _ path: String, _ head: RequestMessage, _ leg: String, _ route: Route
    ) async -> Observation? {
        var message = head
        message.method = "GET"
        message.target = path
        message.fields = head.fields.compactMap { field in
            let name = field.name.lowercased()
            if Self.fieldsOfWrites.contains(name) { return nil }
            return name == "ficus-leg" ? (field.name, leg) : field
        }
        return await asker.answer(of: target, to: message, on: route)
    }

    private static let fieldsOfWrites: Set<String> = [
        "content-type", "content-length", "content-encoding", "transfer-encoding", "idempotency-key", "expect",
    ]
}
