import DataPlane
import TestSupport

/// A data plane between a raw client and a recording target, for one case.
struct ConformanceRig {
    let target: FakeTarget
    let plane: Plane

    /// What came of a case: the outcome in a few words, and what was not as it must be.
    struct Finding: Sendable {
        var outcome = ""
        var problems: [String] = []

        mutating func require(_ condition: Bool, _ problem: @autoclosure () -> String) {
            if !condition { problems.append(problem()) }
        }
    }

    static func run(_ rule: ConformanceCase) async throws -> Finding {
        let target = try await FakeTarget.start()
        // One worker, so that the next request can find the connection that this one used.
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], gateway: rule.theme == "trusted" ? "" : "trusted_proxies: []",
            routes: #"closed: {match: "* /internal/*rest", answer: 404}"#
        ) { $0.workers = 1 }
        return try await with(plane) { plane in
            let rig = ConformanceRig(target: target, plane: plane)
            switch rule.exchange {
            case .request(let bytes, let answer):
                target.answer { _ in FakeAnswer([.bytes(octets(answer))]) }
                return try await rig.send(bytes, expecting: rule.outcome)
            case .answer(let bytes, let steps, let request):
                target.answer { _ in FakeAnswer([.bytes(octets(bytes))] + steps) }
                return try await rig.receive(request, expecting: rule.outcome)
            }
        }
    }

    // MARK: - What a client sends

    private func send(_ bytes: String, expecting outcome: ConformanceCase.Outcome) async throws -> Finding {
        var finding = Finding()
        let client = try await RawClient.connect(port: plane.port)
        let method = String(bytes.prefix { $0 != " " })
        switch outcome {
        case .refused(let status):
            // What follows must not be taken for a request.
            try await client.send(octets(bytes + ConformanceCase.get(target: "/smuggled")))
            let answer = try await client.readAnswer(to: method)
            finding.outcome = "refused with \(answer.status)"
            finding.require(answer.status == status, "status \(answer.status) instead of \(status)")
            finding.require(answer["Content-Type"] == "application/problem+json", "no problem")
            finding.require(method == "HEAD" || answer.text.contains(#""detail":""#), "no detail: \(answer.text)")
            finding.require(answer["Connection"] == "close", "the connection is not said to close")
            let rest = try await client.readToEnd()
            finding.require(rest.isEmpty, "more than one answer: \(String(decoding: rest, as: UTF8.self))")
            finding.require(target.receivedBytes == 0, "the target has seen \(target.receivedBytes) bytes")
        case .answered(let status, let checks):
            try await client.send(octets(bytes))
            let answer = try await client.readAnswer(to: method)
            finding.outcome = "answered with \(answer.status)"
            finding.require(answer.status == status, "status \(answer.status) instead of \(status)")
            finding.check(answer.bytes, content: answer.body, checks)
            finding.require(target.receivedBytes == 0, "the target has seen \(target.receivedBytes) bytes")
        case .forwarded(let checks):
            try await client.send(octets(bytes))
            let answer = try await finalAnswer(on: client, to: method)
            finding.outcome = "forwarded"
            finding.require(answer.status == 200, "status \(answer.status): \(answer.text)")
            finding.require(target.requests.count == 1, "\(target.requests.count) requests")
            if let request = target.requests.first {
                finding.check(request.bytes, content: request.body, checks)
            }
        case .delivered, .badGateway, .broken: finding.problems.append("no outcome of a request")
        }
        return finding
    }

    // MARK: - What a target answers

    private func receive(_ request: String, expecting outcome: ConformanceCase.Outcome) async throws -> Finding {
        var finding = Finding()
        let client = try await RawClient.connect(port: plane.port)
        let method = String(request.prefix { $0 != " " })
        try await client.send(octets(request))
        switch outcome {
        case .badGateway:
            let answer = try await finalAnswer(on: client, to: method)
            finding.outcome = "\(answer.status), connection thrown away"
            finding.require(answer.status == 502, "status \(answer.status) instead of 502")
            finding.require(answer["Content-Type"] == "application/problem+json", "no problem")
            finding.require(target.requests.count == 1, "asked \(target.requests.count) times")
            try await eventually("the connection to the target has ended") { target.openConnections == 0 }
        case .broken:
            let bytes = try await client.readToEnd()
            let whole = try RawAnswer.parse(bytes, to: method, ended: !client.isBroken)
            finding.outcome = "a broken message"
            finding.require(
                whole == nil || whole?.answer.status == 502, "looks whole: \(String(decoding: bytes, as: UTF8.self))")
            try await eventually("the connection to the target has ended") { target.openConnections == 0 }
        case .delivered(let status, let checks):
            let answer = try await finalAnswer(on: client, to: method)
            finding.outcome = "delivered"
            finding.require(answer.status == status, "status \(answer.status) instead of \(status)")
            finding.check(answer.bytes, content: answer.body, checks)
            for case .keepsTarget(let keeps) in checks {
                target.answer { _ in .text("next") }
                let next = try await RawClient.exchange("GET", "/next", port: plane.port)
                finding.require(next.text == "next", "the next client gets \(next.text)")
                finding.require(
                    (target.acceptedConnections == 1) == keeps, "\(target.acceptedConnections) connections")
            }
        case .refused, .answered, .forwarded: finding.problems.append("no outcome of an answer")
        }
        return finding
    }

    private func finalAnswer(on client: RawClient, to method: String) async throws -> RawAnswer {
        while true {
            let answer = try await client.readAnswer(to: method)
            if answer.status >= 200 { return answer }
        }
    }
}

extension ConformanceRig.Finding {
    fileprivate mutating func check(_ message: [UInt8], content: [UInt8], _ checks: [ConformanceCase.Check]) {
        let text = String(message.map { Character(Unicode.Scalar($0)) })
        let end = text.firstRange(of: "\r\n\r\n")
        let lines = text[..<(end?.lowerBound ?? text.endIndex)].split(separator: "\r\n").map(String.init)
        for check in checks {
            switch check {
            case .has(let line): require(lines.contains(line), "no line \(line) in \(lines)")
            case .names(let name):
                let prefix = name.lowercased() + ":"
                require(lines.count { $0.lowercased().hasPrefix(prefix) } == 1, "not one \(name) in \(lines)")
            case .lacks(let name):
                let prefix = name.lowercased() + ":"
                require(!lines.contains { $0.lowercased().hasPrefix(prefix) }, "has \(name): \(lines)")
            case .content(let expected): require(content == octets(expected), "content \(content)")
            case .body(let expected):
                let body = end.map { String(text[$0.upperBound...]) } ?? ""
                require(body == expected, "body \(body.debugDescription)")
            case .order(let expected):
                let found = lines.filter(expected.contains)
                require(found == expected, "order \(found)")
            case .keepsTarget: break
            }
        }
    }
}

/// Each character as the octet of its number.
func octets(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}
