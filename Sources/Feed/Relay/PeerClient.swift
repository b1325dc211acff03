import AsyncHTTPClient
import Contract
import NIOCore
import NIOHTTP1
import Synchronization

/// Talks to the feed endpoints of a peer: to one of its instances, and to the next when that one fails.
final class PeerClient: Sendable {
    /// What a peer says of itself.
    struct Status: Sendable {
        let source: String
        let position: Int
        let accepts: Set<String>
        private let applied: JSON?
        private let streams: JSON?

        init(_ json: JSON) throws {
            guard let source = json["source"]?.stringValue, let position = json["position"]?.integerValue,
                let accepts = json["accepts"]?.arrayValue
            else { throw FeedFailure("the peer's /internal/feed is not understood") }
            self.source = source
            self.position = position
            self.accepts = Set(accepts.compactMap(\.stringValue))
            applied = json["applied"]
            streams = json["streams"]
        }

        /// How far it has applied that stream of that source; nil when it never did.
        func applied(_ source: String, stream: String) -> Int? {
            streams?[source]?.stringValue == stream ? applied?[source]?.integerValue : nil
        }
    }

    let peer: Peer
    private let instance = Mutex(0)

    init(_ peer: Peer) {
        self.peer = peer
    }

    /// The instance in use.
    var url: String { peer.urls[instance.withLock { $0 } % peer.urls.count] }

    func status(within timeout: TimeAmount = .seconds(5)) async throws -> Status {
        let (status, json) = try await send(.get, "/internal/feed", timeout: timeout)
        guard status == 200 else { throw FeedFailure("\(url) answers \(status)") }
        return try Status(json)
    }

    /// Delivers a batch; the applied position, and whether the batch fitted to it (false: it began behind a gap).
    func deliver(_ body: String) async throws -> (fits: Bool, applied: Int?) {
        let (status, json) = try await send(.post, "/internal/feed/events", body)
        guard status == 200 || status == 409 else { throw FeedFailure("\(url) answers \(status)") }
        return (status == 200, json["applied"]?.integerValue)
    }

    func snapshot(_ body: String) async throws {
        let (status, _) = try await send(.post, "/internal/feed/snapshot", body)
        guard status == 200 else { throw FeedFailure("\(url) answers \(status)") }
    }

    /// Tells the peer that a dry run which will reach it has begun, or has ended.
    func noteDryRun(_ requestID: String, ends: Bool) async throws {
        let body: JSON = ["request_id": .string(requestID), "ends": .bool(ends)]
        _ = try await send(.post, "/internal/feed/dry-runs", body.text, timeout: .milliseconds(200))
    }

    private enum Method { case get, post }

    private func send(
        _ method: Method, _ path: String, _ body: String? = nil, timeout: TimeAmount = .seconds(5)
    ) async throws -> (status: Int, json: JSON) {
        let index = instance.withLock { $0 }
        do {
            var request = HTTPClientRequest(url: url + path)
            request.method = method == .get ? .GET : .POST
            if let body {
                request.headers.add(name: "content-type", value: "application/json")
                request.body = .bytes(ByteBuffer(string: body))
            }
            let response = try await HTTPClient.shared.execute(request, timeout: timeout)
            let bytes = try await response.body.collect(upTo: 1 << 20)
            guard response.status.code < 500 else { throw FeedFailure("\(url) answers \(response.status.code)") }
            return (Int(response.status.code), (try? JSON(parsing: bytes.readableBytesView)) ?? .null)
        } catch {
            instance.withLock { if $0 == index { $0 = (index + 1) % peer.urls.count } }
            throw error
        }
    }
}
