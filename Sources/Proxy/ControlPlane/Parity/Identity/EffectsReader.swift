import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Parity
package import Routing

/// Asks the monolith what a request has changed.
package protocol EffectsReader: Sendable {
    /// The changes as JSON, rows by table; nil when the target does not say.
    func changes(of requestID: String, at target: Target, path: String) async -> [UInt8]?
}

/// Asks over HTTP, `GET PATH?request_id=ID`; an instance has a second to answer.
package struct HTTPEffectsReader: EffectsReader {
    package init() {}

    package func changes(of requestID: String, at target: Target, path: String) async -> [UInt8]? {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        guard let id = requestID.addingPercentEncoding(withAllowedCharacters: allowed) else { return nil }
        for instance in target.instances {
            var request = HTTPClientRequest(url: "http://\(instance)\(path)?request_id=\(id)")
            request.headers.add(name: "accept", value: "application/json")
            let body = try? await TimeLimit.holding(.seconds(1)) { [request] () -> [UInt8]? in
                let response = try await HTTPClient.shared.execute(request, deadline: .distantFuture)
                guard response.status == .ok else { return nil }
                return Array(try await response.body.collect(upTo: EffectsComparison.limit).readableBytesView)
            }
            if let body { return body }
        }
        return nil
    }
}
