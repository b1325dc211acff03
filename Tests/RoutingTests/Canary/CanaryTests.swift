import Foundation
import TestSupport
import Testing

@testable import Routing

@Suite struct `A canary takes the same users, and more of them as it grows` {
    private static let document = """
        groups:
          g: {canary: {key: [jwt.sub, header.x-client-id, cookie.session]}}
          h: {canary: {key: [jwt.sub]}}
        """
    private static let routes = """
          a: {group: g, match: GET /a}
          b: {group: g, match: GET /b}
          c: {group: h, match: GET /c}
        """

    private func isInCanary(
        _ path: String, _ share: Share, _ fields: [(name: String, value: String)]
    ) throws -> Bool {
        let definition = try Self.loaded.get()
        let status = RouteStatus(.canary, canary: share)
        let table = definition.compile(states: ["g": status, "h": status], revision: 1)
        return table.decision(for: try PlainRequest(method: "GET", target: path, fields: fields), random: 0).reason
            == .canary
    }

    private static let loaded = Result { try Tables.definition(routes, document: document) }

    private func token(_ payload: String) -> [(name: String, value: String)] {
        let encoded = Data(payload.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
        return [(name: "Authorization", value: "Bearer eyJhbGciOiJIUzI1NiJ9.\(encoded).c2lnbmF0dXJl")]
    }

    @Test func `raising the share only adds users, and all routes of a group agree`() throws {
        let users = (1...300).map { "{\"iss\":\"brokerx\",\"sub\":\"\($0)\",\"exp\":1}" }
        var before: Set<String> = []
        for percent in [0, 1, 5, 25, 50, 75, 99, 100] {
            let share = try #require(Share(percent: percent))
            let inside = Set(try users.filter { try isInCanary("/a", share, token($0)) })
            #expect(inside == Set(try users.filter { try isInCanary("/b", share, token($0)) }))
            #expect(inside.isSuperset(of: before))
            #expect(abs(inside.count - users.count * percent / 100) < 30, "\(percent)%: \(inside.count)")
            before = inside
        }
        #expect(before.count == users.count)
    }

    @Test func `two groups choose different users`() throws {
        let half = try #require(Share(percent: 50))
        let users = (1...100).map { "{\"sub\":\"\($0)\"}" }
        let differing = try users.count { try isInCanary("/a", half, token($0)) != isInCanary("/c", half, token($0)) }
        #expect(differing > 20)
    }

    @Test func `the first key that the request has decides`() throws {
        let half = try #require(Share(percent: 50))
        for user in 1...60 {
            let byToken = try isInCanary("/a", half, token("{\"sub\":\"\(user)\"}"))
            let client = (name: "X-Client-Id", value: "\(user)")
            let other = (name: "X-Client-Id", value: "someone else")
            let cookie = (name: "Cookie", value: "theme=dark; session=\(user); sessions=9")
            #expect(try isInCanary("/a", half, [client]) == byToken, "a key's value counts, not where it stands")
            #expect(try isInCanary("/a", half, token("{\"sub\":\"\(user)\"}") + [other]) == byToken)
            #expect(try isInCanary("/a", half, [cookie]) == byToken)
            #expect(try isInCanary("/a", half, token("{\"sub\":\(user)}")) == byToken, "a number is the same subject")
        }
    }

    @Test(arguments: [
        "", "Bearer", "Bearer ", "Bearer x", "Bearer x.y", "Bearer ..", "Bearer x.!!!!.y", "Basic eyJzdWIiOiIxIn0",
        "Bearer a.e30.c", "Bearer a.eyJzdWIiOiIifQ.c", "Bearer a.eyJzdWIiOm51bGx9.c", "Bearer a.eyJzdWIiOiJ.c",
    ])
    func `a request without a key stays with the owner`(_ authorization: String) throws {
        #expect(try !isInCanary("/c", .whole, [(name: "Authorization", value: authorization)]))
    }

    /// Payload, and the subject that must be read out of it ("" for none).
    @Test(arguments: [
        (#"{"sub":"17"}"#, "17"),
        (#"{ "sub" : "17" }"#, "17"),
        (#"{"a":{"sub":"no"},"sub":"17"}"#, "17"),
        (#"{"a":["sub","no",{"sub":"no"}],"sub":"17"}"#, "17"),
        (#"{"a":"\"sub\":\"no\"","sub":"17"}"#, "17"),
        (#"{"subject":"no","xsub":"no","su":"no","sub":"17"}"#, "17"),
        (#"{"x":"sub","sub":"17"}"#, "17"),
        (#"{"sub":{"sub":"no"},"x":1}"#, ""),
        (#"{"sub":["17"]}"#, ""),
        (#"{"sub":true}"#, ""),
        (#"{"x":"sub"}"#, ""),
        (#"["sub","17"]"#, ""),
        (#""sub""#, ""),
        (#"{"sub":17,"x":1}"#, "17"),
        (#"{"sub":"17""#, "17"),
        (#"}}}]]{"sub":"no"}"#, ""),
    ])
    func `the subject is that of the outermost object`(_ payload: String, _ subject: String) throws {
        let seed = KeyHash(seed: "g")
        let field = token(payload)[0].value
        let found = TokenSubject.hash(authorization: field.utf8.span, seed)?.value
        #expect(found == (subject.isEmpty ? nil : seed.combining(subject.utf8.span).value))
    }

    @Test func `no bytes make the reading of a token fail`() {
        var generator = SeededGenerator(seed: 4)
        let alphabet = Array("{}[]\",:\\subx17 .-_=".utf8)
        for _ in 0..<3_000 {
            let payload = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                alphabet[Int.random(in: alphabet.indices, using: &generator)]
            }
            var scan = SubjectScan(KeyHash(seed: ""))
            for byte in payload { scan.take(byte) }
            let field = Array("Bearer ".utf8) + payload
            _ = TokenSubject.hash(authorization: field.span, KeyHash(seed: ""))
            _ = CookieScan.hash(of: "x", in: payload.span, KeyHash(seed: ""))
        }
    }
}
