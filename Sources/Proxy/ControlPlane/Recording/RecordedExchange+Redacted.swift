import DataPlane
import Foundation
import NIOCore
import Parity
import Routing

extension RecordedExchange {
    /// A judged exchange in the form in which it may leave the process.
    ///
    /// - Parameter rules: what they call secret is marked beside what usually is.
    init(
        _ exchange: ComparedExchange, verdict: String, monolithAgain: [Observation], serviceAgain: [Observation],
        rules: ComparisonRules
    ) {
        let form = StoredForm(rules)
        let message = exchange.questions?.toMonolith() ?? exchange.questions?.original() ?? exchange.questions?.head()
        self.init(
            id: exchange.requestID, time: exchange.time.timeIntervalSince1970, route: exchange.route.id,
            request: message.map { form.request(RecordedRequest($0)) },
            monolith: RecordedAnswer(observation: form.answer(exchange.monolith, of: .monolith), isWhole: true),
            service: RecordedAnswer(observation: form.answer(exchange.service, of: .service), isWhole: true),
            monolithAgain: monolithAgain.map { form.answer($0, of: .monolith) },
            serviceAgain: serviceAgain.map { form.answer($0, of: .service) }, verdict: verdict)
    }
}

extension RecordedExchange {
    /// What one target alone answered, in the form in which it may leave the process.
    init(_ exchange: WitnessedExchange) {
        let route = exchange.table.routes[Int(exchange.route.value)]
        // Loading has refused what is no rule; should one come through, all that usually is secret is marked.
        let form = StoredForm((try? ComparisonRules(route.parity)) ?? ComparisonRules())
        let isMonolith = exchange.target == exchange.table.definition.monolith
        let answer = RecordedAnswer(
            observation: form.answer(exchange.answer, of: isMonolith ? .monolith : .service), isWhole: true)
        self.init(
            id: String(decoding: exchange.text.requestID, as: UTF8.self),
            time: Double(exchange.startedAt) / 1_000_000_000, route: route.id,
            request: exchange.request.original.map { form.request(RecordedRequest($0)) },
            monolith: isMonolith ? answer : nil, service: isMonolith ? nil : answer)
    }
}

extension RecordedRequest {
    /// As the client sent it, as far as the message tells: what proxies add is left out.
    init(_ message: RequestMessage) {
        self.init(
            method: message.method, target: message.target,
            headers: message.fields.compactMap { field in
                let name = field.name.lowercased()
                guard !Self.ofProxies.contains(name), !name.hasPrefix("ficus-"), !name.hasPrefix("x-forwarded-") else {
                    return nil
                }
                return HeaderField(name: name, value: Array(field.value.utf8))
            }, body: Array(message.body.readableBytesView))
    }

    private static let ofProxies: Set<String> = [
        "host", "connection", "content-length", "transfer-encoding", "via", "forwarded", "x-request-id", "traceparent",
        "tracestate", "keep-alive", "te", "expect", "max-forwards", "x-real-ip",
    ]
}
