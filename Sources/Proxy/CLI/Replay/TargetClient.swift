import AsyncHTTPClient
import ControlPlane
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Parity

/// Asks targets what they answer to recorded requests, and takes the answers down as the data plane does.
struct TargetClient: Sendable {
    private let client: HTTPClient
    private let timeout: Duration
    private let maxBody: Int

    /// - Parameters:
    ///   - connections: to each target at most.
    ///   - maxBody: bytes of an answer that are kept; a longer one is cut.
    init(timeout: Duration, connections: Int = 8, maxBody: Int = 8 << 20) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.timeout = timeout
        self.maxBody = maxBody
    }

    func close() async { try? await client.shutdown() }

    /// Why there is no answer, in a few words.
    struct Silence: Error, CustomStringConvertible {
        let description: String
        /// Nothing listens there.
        let isUnreachable: Bool
    }

    /// - Parameter url: of the whole request.
    func answer(_ url: String, to request: RecordedRequest) async throws(Silence) -> Observation {
        var message = HTTPClientRequest(url: url)
        message.method = HTTPMethod(rawValue: request.method)
        for field in request.headers where !Self.ownFields.contains(field.name) {
            message.headers.add(name: field.name, value: String(decoding: field.value, as: UTF8.self))
        }
        if !request.body.isEmpty { message.body = .bytes(ByteBuffer(bytes: request.body)) }
        do {
            return try await TimeLimit.holding(timeout) { [message] in try await self.answer(to: message) }
        } catch {
            throw Self.silence(error)
        }
    }

    private func answer(to message: HTTPClientRequest) async throws -> Observation {
        let start = ContinuousClock.now
        let response = try await client.execute(message, deadline: .distantFuture)
        let firstByte = start.duration(to: .now)
        var body: [UInt8] = []
        var isCut = false
        for try await chunk in response.body {
            let room = maxBody - body.count
            body += chunk.readableBytesView.prefix(room)
            isCut = chunk.readableBytes > room
            if isCut { break }
        }
        return Self.observation(response, body, isCut, firstByte, start.duration(to: .now))
    }

    /// The client frames its messages itself.
    private static let ownFields: Set<String> = [
        "content-length", "transfer-encoding", "connection", "expect", "host", "keep-alive", "te", "upgrade",
    ]

    private static func observation(
        _ response: HTTPClientResponse, _ body: [UInt8], _ isCut: Bool, _ firstByte: Duration, _ total: Duration
    ) -> Observation {
        let fields = response.headers
        let encoding = fields.first(name: "content-encoding")?.lowercased()
        return Observation(
            status: UInt16(response.status.code),
            headers: fields.map { HeaderField(name: $0.name.lowercased(), value: Array($0.value.utf8)) },
            contentType: fields.first(name: "content-type").map { Array($0.utf8) },
            contentEncoding: encoding == "identity" ? nil : encoding.map { Array($0.utf8) }, body: body, isCut: isCut,
            build: fields.first(name: "ficus-build"), position: fields.first(name: "ficus-position"),
            firstByteNanoseconds: UInt64(firstByte / .nanoseconds(1)), totalNanoseconds: UInt64(total / .nanoseconds(1))
        )
    }

    private static func silence(_ error: any Error) -> Silence {
        switch error {
        case is TimeLimit.Exceeded: Silence(description: "no answer in time", isUnreachable: false)
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            Silence(description: "no answer in time", isUnreachable: false)
        case let error as HTTPClientError where error == .connectTimeout:
            Silence(description: "no connection in time", isUnreachable: true)
        case let error as HTTPClientError: Silence(description: error.shortDescription, isUnreachable: false)
        case let error as NIOConnectionError where error.connectionErrors.isEmpty:
            Silence(description: "its name has no address", isUnreachable: true)
        case is NIOConnectionError: Silence(description: "nothing listens there", isUnreachable: true)
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            Silence(description: "nothing listens there", isUnreachable: true)
        default: Silence(description: "the connection broke", isUnreachable: false)
        }
    }
}
