import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
package import Routing

/// Asks targets for their position in the feed.
package protocol FeedReader: Sendable {
    /// The position of a target, from the first of its instances that answers.
    func position(of target: Target, path: String) async -> Result<FeedPosition, FeedProblem>
}

/// Asks over HTTP; an instance has a second to answer.
package struct HTTPFeedReader: FeedReader {
    private static let answerLimit = 1 << 20

    package init() {}

    package func position(of target: Target, path: String) async -> Result<FeedPosition, FeedProblem> {
        var cause = "it has no instances"
        for instance in target.instances {
            do {
                return .success(try await ask(instance, path))
            } catch let error as FeedProblem {
                cause = error.description
            } catch is DecodingError {
                cause = "\(instance)\(path) does not answer with a feed's position"
            } catch {
                cause = "\(instance)\(path) does not answer (\(error))"
            }
        }
        return .failure(FeedProblem("the feed position of \(target.name) is not known: \(cause)"))
    }

    private func ask(_ instance: Target.Instance, _ path: String) async throws -> FeedPosition {
        var request = HTTPClientRequest(url: instance.url(path))
        request.headers.add(name: "accept", value: "application/json")
        return try await TimeLimit.holding(.seconds(1)) { [request] in
            let response = try await HTTPClient.shared.execute(request, deadline: .distantFuture)
            guard response.status == .ok else {
                throw FeedProblem("\(instance)\(path) answers \(response.status)")
            }
            let body = try await response.body.collect(upTo: Self.answerLimit)
            return try JSONDecoder().decode(FeedPosition.self, from: Data(body.readableBytesView))
        }
    }
}
