import AsyncHTTPClient
import ControlPlane
import Foundation
import NIOCore
import NIOHTTP1

/// Talks to the admin API of a running proxy; what goes wrong is printed and ends the command with the right code.
struct AdminClient: Sendable {
    let address: HostPort

    private static let client = HTTPClient(
        eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)

    /// A refused connection is the answer: nobody listens, and waiting would not change it.
    static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    init(_ options: AdminOptions) { address = options.address }

    /// `query` is percent-encoded here; a name may be repeated.
    func get<Answer: Decodable>(_ path: String, _ query: [(String, String)] = []) async throws -> Answer {
        try await send(HTTPClientRequest(url: url(path, query)))
    }

    /// The same without a word about what goes wrong, for those who ask again and again: nil.
    func answer<Answer: Decodable>(_ path: String, _ query: [(String, String)] = []) async -> Answer? {
        guard let (status, body) = try? await attempt(HTTPClientRequest(url: url(path, query))), status < 400 else {
            return nil
        }
        return try? AdminJSON.decoder().decode(Answer.self, from: body)
    }

    private func url(_ path: String, _ query: [(String, String)]) -> String {
        var components = URLComponents()
        components.path = path
        if !query.isEmpty {
            components.queryItems = query.map { URLQueryItem(name: $0.0, value: $0.1) }
            // Why: Foundation leaves the plus sign alone, and servers read it as a space.
            components.percentEncodedQuery = components.percentEncodedQuery?.replacing("+", with: "%2B")
        }
        return "http://\(address)\(components.string ?? path)"
    }

    func post<Answer: Decodable>(_ path: String, _ body: some Encodable) async throws -> Answer {
        var request = HTTPClientRequest(url: "http://\(address)\(path)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: try AdminJSON.encoder().encode(body)))
        return try await send(request)
    }

    private func send<Answer: Decodable>(_ request: HTTPClientRequest) async throws -> Answer {
        let (status, body) = try await exchange(request)
        guard status < 400 else { throw refused(body, status) }
        do {
            return try AdminJSON.decoder().decode(Answer.self, from: body)
        } catch {
            Screen.complain("the answer of \(address) is not understood: is it a Ficus of another version?")
            throw Exit.failure.code
        }
    }

    private func exchange(_ request: HTTPClientRequest) async throws -> (status: Int, body: Data) {
        do {
            return try await attempt(request)
        } catch {
            throw unreachable()
        }
    }

    private func attempt(_ request: HTTPClientRequest) async throws -> (status: Int, body: Data) {
        let response = try await Self.client.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 64 << 20)
        return (Int(response.status.code), Data(body.readableBytesView))
    }

    func unreachable() -> any Error {
        Screen.complain(
            """
            no proxy answers at \(address)
              hint: start one with ficus serve, or name another with --admin HOST:PORT
            """)
        return Exit.unreachable.code
    }

    func refused(_ body: Data, _ status: Int) -> any Error {
        guard let problem = try? AdminJSON.decoder().decode(AdminProblem.self, from: body) else {
            Screen.complain("\(address) answers with status \(status)")
            return Exit.failure.code
        }
        Screen.complain(ProblemScreen(problem).text)
        return problem.exit.code
    }
}

extension AdminProblem {
    /// The code that a command ends with when the proxy says no.
    var exit: Exit {
        switch kind {
        case .gateRefused: .gateRefused
        case .badRouteTable, .badRequest: .badData
        case .reasonMissing: .usage
        case .feedNotLevel, .conflict, .storeUnavailable: .tryAgain
        case .memberOfGroup, .unknownUnit, .notFlippable, .nothingToRollBack, .forbidden, .notFound,
            .unexpected, nil:
            .failure
        }
    }
}
