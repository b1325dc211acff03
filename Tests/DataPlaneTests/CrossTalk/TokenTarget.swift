import Synchronization
import TestSupport

/// A target that sends the token of each request back in the head and in the body, unless it misbehaves.
///
/// What it does with a request follows from a seed and from how many it has had, so a run can be had again.
final class TokenTarget: Sendable {
    /// What it does besides answering as it should.
    enum Fault: CaseIterable {
        case none, chunks, interim, untilClose, closing, late, trickle, serverError
        case cut, cutChunks, resetInBody, close, reset, garbage, hang
        /// A whole answer that nobody asked for follows the right one.
        case unasked, leftover
        /// Garbage follows when the connection may already carry another request.
        case lateGarbage
    }

    private struct State {
        var generator: SeededGenerator
        var violations: [String] = []
    }

    private let state: Mutex<State>
    private let faults: Double

    /// - Parameter faults: the share of requests that meet a fault.
    init(seed: UInt64, faults: Double) {
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        self.faults = faults
    }

    /// Requests whose parts do not belong together.
    var violations: [String] { state.withLock(\.violations) }

    func answer(_ request: FakeRequest) -> FakeAnswer {
        let token = String(request.path.dropFirst())
        if request["x-token"] != token || !Token.isMade(of: token, request.body) {
            let text = "\(request.method) \(request.path) \(request["x-token"] ?? "") \(request.text.prefix(80))"
            state.withLock { $0.violations.append(text) }
        }
        let (fault, times) = state.withLock { state in
            let fault = state.generator.chance(faults) ? state.generator.pick(Fault.allCases) : .none
            let isLarge = state.generator.chance(0.02)
            return (fault, Int.random(in: 0...(isLarge ? 5_000 : 40), using: &state.generator))
        }
        let body = request.method == "HEAD" ? "" : String(repeating: token, count: times)
        return Self.answer(token, body, length: token.utf8.count * times, fault)
    }

    private static func answer(_ token: String, _ body: String, length: Int, _ fault: Fault) -> FakeAnswer {
        let head = "HTTP/1.1 200 OK\r\nX-Token: \(token)\r\n"
        let chunked = "\(head)Transfer-Encoding: chunked\r\n\r\n"
        let whole = "\(head)Content-Length: \(length)\r\n\r\n\(body)"
        // In an answer to HEAD there is no body to play with.
        let chunks = body.isEmpty ? "" : "\(String(body.utf8.count, radix: 16));a=b\r\n\(body)\r\n"
        let end = body.isEmpty && length > 0 ? "" : "0\r\n\r\n"
        switch fault {
        case .none: return .raw(whole)
        case .chunks: return .raw(chunked + chunks + end)
        case .interim: return .raw("HTTP/1.1 103 Early Hints\r\nX-Token: \(token)\r\n\r\n\(whole)")
        case .untilClose: return .raw("\(head)\r\n\(body)").then(.close)
        case .closing: return .raw("\(head)Connection: close\r\nContent-Length: \(length)\r\n\r\n\(body)")
        case .late: return FakeAnswer([.pause(.milliseconds(3))]).then(.bytes(Array(whole.utf8)))
        case .trickle:
            let first = Array(whole.utf8.prefix(30))
            return FakeAnswer([.trickle(first, every: .microseconds(200))]).then(
                .bytes(Array(whole.utf8.dropFirst(30))))
        case .serverError: return .raw("HTTP/1.1 503 Busy\r\nX-Token: \(token)\r\nContent-Length: 0\r\n\r\n")
        case .cut: return .raw(String(whole.dropLast(1))).then(.close)
        case .cutChunks: return .raw(chunked + chunks).then(.close)
        case .resetInBody: return .raw("\(head)\r\n\(body)").then(.pause(.milliseconds(1)), .reset)
        case .close: return .close
        case .reset: return .reset
        case .garbage: return .raw("\(token)\r\n\r\n")
        case .hang: return .hang
        case .unasked: return .raw("\(whole)HTTP/1.1 200 OK\r\nX-Token: unasked\r\nContent-Length: 0\r\n\r\n")
        case .leftover: return .raw("\(whole)\r\n")
        case .lateGarbage: return .raw(whole).then(.pause(.milliseconds(1)), .bytes(Array("garbage\r\n\r\n".utf8)))
        }
    }
}

/// A name that no other request has.
enum Token {
    static func text(client: Int, number: Int) -> String { "t\(client)-\(number)." }

    /// Whether a body consists of the token alone, any number of times.
    static func isMade(of token: String, _ body: [UInt8]) -> Bool {
        let bytes = Array(token.utf8)
        guard !bytes.isEmpty, body.count % bytes.count == 0 else { return body.isEmpty }
        return body.indices.allSatisfy { body[$0] == bytes[$0 % bytes.count] }
    }

    /// Whether a body is a beginning of the token repeated.
    static func begins(_ body: ArraySlice<UInt8>, with token: String) -> Bool {
        let bytes = Array(token.utf8)
        return zip(body, 0...).allSatisfy { $0 == bytes[$1 % bytes.count] }
    }
}
