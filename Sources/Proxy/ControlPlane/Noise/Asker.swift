import AsyncHTTPClient
package import DataPlane
import Foundation
import NIOCore
import NIOHTTP1
package import Parity
package import Routing

/// Asks a target on behalf of the comparison, beside all traffic of clients.
package protocol Asker: Sendable {
    /// What the target answers, without trailers; nil when it does not, or no instance of it takes requests.
    func answer(of target: Target, to message: RequestMessage, on route: Route) async -> Observation?
}

/// Asks over HTTP on connections of its own: the healthy instances of a target in turn, within the route's time limits.
package struct HTTPAsker: Asker {
    private let client: HTTPClient
    private let health: @Sendable () async -> [InstanceHealth]

    /// - Parameter health: what the data plane knows of the instances.
    package init(health: @escaping @Sendable () async -> [InstanceHealth]) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.health = health
    }

    package func close() async { try? await client.shutdown() }

    package func answer(of target: Target, to message: RequestMessage, on route: Route) async -> Observation? {
        let known = Dictionary(await health().map { ($0.instance, $0.state) }) { $1 }
        let ready = target.instances.filter { known[$0].map { $0 == .healthy || $0 == .trial } ?? true }
        guard let instance = ready.randomElement() else { return nil }
        var request = HTTPClientRequest(url: "http://\(instance)\(message.target)")
        request.method = HTTPMethod(rawValue: message.method)
        for field in message.fields where !Self.ownFields.contains(field.name.lowercased()) {
            request.headers.add(name: field.name, value: field.value)
        }
        if message.body.readableBytes > 0 { request.body = .bytes(message.body) }
        let limit = Duration.milliseconds(route.timeouts.total.milliseconds)
        return try? await TimeLimit.holding(limit) { [request, client] in
            let start = ContinuousClock.now
            let response = try await client.execute(request, deadline: .distantFuture)
            let firstByte = start.duration(to: .now)
            let body = try await response.body.collect(upTo: route.parity.maxBody)
            return Self.observation(
                response, Array(body.readableBytesView), rules: route.parity, firstByte: firstByte,
                total: start.duration(to: .now))
        }
    }

    /// The client frames the message itself.
    private static let ownFields: Set<String> = ["content-length", "transfer-encoding", "connection", "expect"]

    private static func observation(
        _ response: HTTPClientResponse, _ body: [UInt8], rules: ParityRules, firstByte: Duration, total: Duration
    ) -> Observation {
        let fields = response.headers
        let encoding = fields.first(name: "content-encoding")?.lowercased()
        return Observation(
            status: UInt16(response.status.code),
            headers: rules.headers.flatMap { name in
                fields[name].map { HeaderField(name: name, value: Array($0.utf8)) }
            },
            contentType: fields.first(name: "content-type").map { Array($0.utf8) },
            contentEncoding: encoding == "identity" ? nil : encoding.map { Array($0.utf8) }, body: body,
            build: fields.first(name: "ficus-build"), position: fields.first(name: "ficus-position"),
            firstByteNanoseconds: firstByte.nanoseconds, totalNanoseconds: total.nanoseconds)
    }
}

extension Duration {
    fileprivate var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        return UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds)) / 1_000_000_000
    }
}
