import Foundation
import TestSupport
import Testing

/// A process that has few descriptors stops accepting before they run out, idles meanwhile, and goes on.
@Suite(.timeLimit(.minutes(2)))
struct DescriptorLimitTests {
    @Test func `Clients that find no descriptor wait without costing anything`() async throws {
        let monolith = try await FakeTarget.start { .text($0.path) }
        let proxy = try await ProxyProcess.start(
            monolith: monolith.port, service: monolith.port, state: "monolith", isPatient: true, descriptors: 96)
        var clients: [RawClient] = []
        for _ in 0..<150 { clients.append(try await .connect(port: proxy.port)) }
        // The kernel has let all of them in; the proxy takes those it has descriptors for.
        try await eventually("it has stopped accepting") { try await proxy.metric("ficus_accept_pauses_total") > 0 }
        #expect(try await proxy.metric("ficus_connections_open") < 96)

        // Who is in is served, with connections to the target and the log beside it.
        let first = clients[0]
        for number in 0..<20 {
            try await first.send(RawClient.message("GET", "/things/\(number)", port: proxy.port))
            #expect(try await first.readAnswer().text == "/things/\(number)")
        }
        let before = try proxy.cpuSeconds()
        let clock = ContinuousClock()
        let start = clock.now
        try await Task.sleep(for: .seconds(2))
        let spent = try proxy.cpuSeconds() - before
        // Spinning would take all of a core; a machine that is busy only makes this less.
        #expect(spent < 0.3 * (clock.now - start).seconds, "it used \(spent) s")

        // Who waited is served as soon as others leave.
        let last = clients[149]
        try await last.send(RawClient.message("GET", "/things/last", port: proxy.port))
        for client in clients[1..<140] { await client.close() }
        let answer = try await last.readAnswer(within: .seconds(20))
        #expect(answer.text == "/things/last", "\(answer.status): \(answer.text)")
        let fresh = try await RawClient.exchange("GET", "/things/fresh", port: proxy.port)
        #expect(fresh.text == "/things/fresh")
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
