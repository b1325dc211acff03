import Foundation
import Synchronization
import TestSupport

/// A client that sends requests with tokens, several at a time, looks at every answer, and sometimes leaves early.
struct TokenClient {
    /// What all clients together have seen.
    struct Tally {
        /// Answers of targets that came whole, with the right token.
        var whole = 0
        /// Answers of the proxy itself, with the right request id.
        var ours = 0
        /// Requests whose answer broke off or never came.
        var broken = 0
        /// Requests that the client gave up itself.
        var left = 0
        var violations: [String] = []

        var exchanges: Int { whole + ours + broken + left }
    }

    private struct Question {
        let method: String
        let token: String
        let text: String
    }

    let number: Int
    let port: Int
    let tally: TallyBox

    /// Sends requests until there have been `count` in all.
    func run(seed: UInt64, until count: Int) async {
        var generator = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37)
        var asked = 0
        while tally.value.exchanges < count {
            guard let client = try? await RawClient.connect(port: port) else { continue }
            var isOpen = true
            while isOpen, tally.value.exchanges < count {
                let questions = (0..<Int.random(in: 1...6, using: &generator)).map { index in
                    question(asked + index, using: &generator)
                }
                asked += questions.count
                isOpen = await ask(questions, client, using: &generator)
            }
            await client.close()
        }
    }

    private func question(_ index: Int, using generator: inout SeededGenerator) -> Question {
        let token = Token.text(client: number, number: index)
        let method = generator.pick(["GET", "GET", "GET", "HEAD", "POST", "PUT"])
        var text = "\(method) /\(token) HTTP/1.1\r\nHost: a\r\nX-Token: \(token)\r\nX-Request-Id: \(token)\r\n"
        if method == "GET" || method == "HEAD" { return Question(method: method, token: token, text: text + "\r\n") }
        let body = String(repeating: token, count: Int.random(in: 1...30, using: &generator))
        if generator.chance(0.5) {
            text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        } else {
            text += "Transfer-Encoding: chunked\r\n\r\n"
            for _ in 0..<3 { text += "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n" }
            text += "0\r\n\r\n"
        }
        return Question(method: method, token: token, text: text)
    }

    /// Whether the connection carries on.
    private func ask(_ questions: [Question], _ client: RawClient, using generator: inout SeededGenerator) async -> Bool
    {
        let bytes = Array(questions.map(\.text).joined().utf8)
        switch Int.random(in: 0..<100, using: &generator) {
        case 0:
            // In the middle of a request.
            try? await client.send(Array(bytes.prefix(Int.random(in: 1...bytes.count, using: &generator))))
            return await leave(questions.count, client, resets: generator.chance(0.5))
        case 1:
            try? await client.send(bytes)
            return await leave(questions.count, client, resets: generator.chance(0.5))
        case 2:
            // In the middle of an answer.
            try? await client.send(bytes)
            _ = try? await client.read(20, within: .seconds(30))
            return await leave(questions.count, client, resets: true)
        case 3:
            // In pieces.
            for start in stride(from: 0, to: bytes.count, by: 50) {
                try? await client.send(Array(bytes[start..<min(start + 50, bytes.count)]))
            }
        default: try? await client.send(bytes)
        }
        for (index, question) in questions.enumerated() {
            do {
                var answer = try await client.readAnswer(to: question.method, within: .seconds(30))
                while answer.status < 200 {
                    check(answer, question)
                    answer = try await client.readAnswer(to: question.method, within: .seconds(30))
                }
                count(answer, question)
                guard answer["connection"] != "close" else {
                    tally.change { $0.broken += questions.count - index - 1 }
                    return false
                }
            } catch {
                noteBroken(error, question)
                tally.change { $0.broken += questions.count - index }
                return false
            }
        }
        return true
    }

    private func leave(_ count: Int, _ client: RawClient, resets: Bool) async -> Bool {
        tally.change { $0.left += count }
        if resets { await client.reset() }
        return false
    }

    private func count(_ answer: RawAnswer, _ question: Question) {
        if answer["ficus-answered-by"]?.hasPrefix("ficus;") == true {
            if !answer.text.contains(#""request_id":"\#(question.token)""#), question.method != "HEAD" {
                violation("\(question.token) got \(answer.text)")
            }
            tally.change { $0.ours += 1 }
        } else {
            check(answer, question)
            tally.change { $0.whole += 1 }
        }
    }

    private func check(_ answer: RawAnswer, _ question: Question) {
        if answer["x-token"] != question.token || !Token.isMade(of: question.token, answer.body) {
            violation("\(question.token) got \(answer["x-token"] ?? "nothing"): \(answer.text.prefix(80))")
        }
    }

    /// What has come of a broken answer must be of the right one, too.
    private func noteBroken(_ error: any Error, _ question: Question) {
        guard let end = error as? UnexpectedEnd else { return violation("\(question.token): \(error)") }
        let text = String(decoding: end.received, as: UTF8.self)
        guard let field = text.range(of: "X-Token: ") else { return }
        let rest = text[field.upperBound...]
        if let line = rest.range(of: "\r\n"), rest[..<line.lowerBound] != question.token {
            violation("\(question.token) got a part of \(rest[..<line.lowerBound])")
        }
    }

    private func violation(_ text: String) {
        tally.change { $0.violations.append(text) }
    }
}

/// The tally that the clients share.
final class TallyBox: Sendable {
    private let state = Mutex(TokenClient.Tally())

    var value: TokenClient.Tally { state.withLock(\.self) }

    func change(_ body: (inout TokenClient.Tally) -> Void) { state.withLock { body(&$0) } }
}
