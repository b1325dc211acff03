package import HTTPTypes
package import Hummingbird

/// What the routes know about a request beside the request itself.
package struct BrokerXContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The request's `X-Request-Id`, or a new one.
    package var requestID = ""
    /// `Ficus-Leg: shadow`: nobody waits for the answer, and nothing may stay of what it does.
    package var isShadow = false
    /// What the id in the path stands for, where clients know things by other ids than the rows have.
    package var pathRow = PathRow.asWritten

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    /// The id in the path; anything but a decimal integer is the id of nothing.
    package func id(_ name: String = "id") throws -> Int {
        switch pathRow {
        case .known(let id): return id
        case .unknown: throw Problem.notFound
        case .asWritten:
            guard let text = parameters.get(name), let id = decimal(text) else { throw Problem.notFound }
            return id
        }
    }

    /// The row that the id in a path names.
    package enum PathRow: Sendable {
        /// The path has the row's own id.
        case asWritten
        case known(Int)
        case unknown
    }
}

extension HTTPField.Name {
    /// `Field` names are fixed tokens, so the fallback is never taken.
    private static func named(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .from }

    package static let idempotencyKey = named("Idempotency-Key")
    package static let requestID = named("X-Request-Id")
    package static let ficusBuild = named("Ficus-Build")
    package static let ficusLeg = named("Ficus-Leg")
    package static let ficusPosition = named("Ficus-Position")
    package static let ficusChanges = named("Ficus-Changes")
}

extension Tokens {
    /// Who the request speaks for; throws `unauthorized`. The deny list is asked by the transaction that follows.
    package func identity(of request: Request) async throws -> Identity {
        let values = request.headers[values: .authorization]
        guard values.count == 1, values[0].utf8.count > 7, values[0].prefix(7).lowercased() == "bearer ",
            let identity = await identity(of: String(values[0].dropFirst(7)))
        else { throw Problem.unauthorized }
        return identity
    }
}
