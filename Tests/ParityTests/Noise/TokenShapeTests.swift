import Foundation
import Parity
import Testing

/// Signed tokens: three parts of base64, in which `-` and `_` stand by chance.
struct TokenShapeTests {
    private struct Tokens {
        var random: SplitMix

        mutating func next(at time: Int) -> String {
            let jti = (0..<32).map { _ in Array("0123456789abcdef")[Int(random.next() % 16)] }
            let payload = "{\"sub\":\"17\",\"jti\":\"\(String(jti))\",\"iat\":\(time),\"exp\":\(time + 86_400)}"
            let signature = (0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            return [Array(#"{"alg":"HS256","kid":"local","typ":"JWT"}"#.utf8), Array(payload.utf8), signature]
                .map(Self.encoded).joined(separator: ".")
        }

        private static func encoded(_ bytes: [UInt8]) -> String {
            Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
    }

    private func answer(_ token: String) -> Observation {
        Observation(
            status: 200, contentType: Array("application/json".utf8),
            body: Array(#"{"token":"\#(token)","token_type":"Bearer"}"#.utf8))
    }

    private func verdict(_ tokens: [String], _ service: String) -> Verdict {
        Judge.judge(
            monolith: answer(tokens[0]), service: answer(service), monolithAgain: tokens.dropFirst().map(answer),
            rules: ComparisonRules()
        ).verdict
    }

    @Test(arguments: 1...3)
    func `A new token of the same kind is noise, wherever its letters fall`(asks: Int) {
        var tokens = Tokens(random: SplitMix(seed: UInt64(asks)))
        var alarms: [String] = []
        for number in 0..<200 {
            let own = (0...asks).map { _ in tokens.next(at: 1_763_748_000 + number) }
            let service = tokens.next(at: 1_763_748_001 + number)
            if verdict(own, service) == .mismatch { alarms.append("\(own) against \(service)") }
        }
        #expect(alarms.isEmpty, "\(alarms.count): \(alarms.prefix(2))")
    }

    @Test func `One that lacks its signature, or has another head, is not`() {
        var tokens = Tokens(random: SplitMix(seed: 9))
        for _ in 0..<200 {
            let own = (0...2).map { _ in tokens.next(at: 1_763_748_000) }
            let other = tokens.next(at: 1_763_748_000)
            let parts = other.split(separator: ".").map(String.init)
            #expect(verdict(own, "\(parts[0]).\(parts[1])") == .mismatch)
            #expect(verdict(own, "\(parts[0]).\(parts[1]).") == .mismatch)
            #expect(verdict(own, "x\(other.dropFirst())") == .mismatch)
        }
    }
}
