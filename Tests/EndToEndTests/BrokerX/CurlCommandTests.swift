import Foundation
import TestSupport
import Testing

/// The two commands that everybody tries first, run by the real curl, against the proxy.
@Suite(.timeLimit(.minutes(2))) struct CurlCommandTests {
    @Test func `both curl commands work as written, and the same email twice is refused`() async throws {
        let stack = try await SharedStack.ready()
        let register = #"""
            curl -X POST localhost:8080/api/v1/clients -H 'Content-Type: application/json' -d '{"client":{"name":"Test","email":"test@example.com","password":"password123","password_confirmation":"password123"}}'
            """#
        let login = #"""
            curl -X POST localhost:8080/api/v1/auth/login -H 'Content-Type: application/json' -d '{"email":"test@example.com","password":"password123"}'
            """#
        let first = try await run(register, stack)
        #expect(first.status == 201, "\(first.body)")
        #expect(first.body.contains(#""email":"test@example.com""#) && !first.body.contains("password"))
        let session = try await run(login, stack)
        #expect(session.status == 200, "\(session.body)")
        #expect(session.body.contains(#""token":"#))
        let again = try await run(register, stack)
        #expect(again.status == 422)
        #expect(again.body.contains("is already taken"))
    }

    /// Runs the line in a shell, with the port of the test, and has curl add the status.
    private func run(_ line: String, _ stack: BrokerStack) async throws -> (status: Int, body: String) {
        let line = line.replacing("localhost:8080", with: "localhost:\(stack.proxy)")
        let command = try await Command.run("sh", ["-c", line + #" -sS -w '\n%{http_code}'"#])
        var lines = command.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (Int(lines.popLast() ?? "") ?? 0, lines.joined(separator: "\n") + command.errors)
    }
}
