import AsyncHTTPClient
import ControlPlane
import Foundation
import NIOCore
import NIOHTTP1

extension AdminClient {
    /// Calls with each line of an answer that may never end; returns when it does.
    func forEachLine(
        _ path: String, _ query: [(String, String)] = [], _ body: (Data) throws -> Void
    ) async throws {
        var components = URLComponents()
        components.path = path
        components.queryItems = query.map { URLQueryItem(name: $0.0, value: $0.1) }
        let url = "http://\(address)\(components.string ?? path)"
        // The shared client gives up on a silent connection; a live stream may be silent for as long as it likes.
        let client = HTTPClient(
            eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: Self.configuration)
        do {
            try await read(try await start(HTTPClientRequest(url: url), client), body)
            try await client.shutdown()
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func start(_ request: HTTPClientRequest, _ client: HTTPClient) async throws -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: .distantFuture)
        } catch {
            throw unreachable()
        }
        guard response.status.code < 400 else {
            let body = try await response.body.collect(upTo: 1 << 20)
            throw refused(Data(body.readableBytesView), Int(response.status.code))
        }
        return response
    }

    private func read(_ response: HTTPClientResponse, _ body: (Data) throws -> Void) async throws {
        var rest = Data()
        do {
            for try await chunk in response.body {
                // Only in what is new: a line may be as long as several bodies.
                var pieces = chunk.readableBytesView[...]
                while let end = pieces.firstIndex(of: UInt8(ascii: "\n")) {
                    rest.append(contentsOf: pieces[..<end])
                    try body(rest)
                    rest = Data()
                    pieces = pieces[(end + 1)...]
                }
                rest.append(contentsOf: pieces)
            }
        } catch let error as HTTPClientError where error != .cancelled {
            Screen.complain("the proxy at \(address) ended the stream: \(error.shortDescription)")
            throw Exit.tryAgain.code
        }
        if !rest.isEmpty { try body(rest) }
    }
}
