import DataPlane
import Parity
import Routing

extension ExchangeFacts {
    /// Reads a request: what it asked for, and by hashes who asked.
    ///
    /// - Parameters:
    ///   - keys: of the unit's canary; the first that the request has is its client, else the address is.
    ///   - seed: a secret, so that nobody can try out which client gives a number.
    init(_ head: RequestMessage, route: Route, keys: [CanaryKey], address: String, seed: String) {
        let mark = head.target.firstIndex(of: "?")
        let query = mark.map { head.target[head.target.index(after: $0)...] } ?? ""
        let parameters = query.split(separator: "&").map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (name: String(sides[0]), value: sides.count > 1 ? String(sides[1]) : "")
        }
        let request = try? PlainRequest(method: head.method, target: head.target, fields: head.fields)
        // Every hash is of one route, so that nothing can be told from two of them.
        let seed = "\(seed) \(route.id)"
        let client = request.flatMap { RequestKey.hash(of: $0, keys: keys, seed: seed) }
        let credentials = head.value(of: "authorization") ?? head.value(of: "cookie")
        self.init(
            queryNames: parameters.map(\.name),
            dimensions: route.parity.dimensions.map { dimension in
                switch dimension {
                case .query(let name): ("\(dimension)", parameters.first { $0.name == name }?.value)
                case .header(let name): ("\(dimension)", head.value(of: name))
                }
            },
            example: "\(head.method) \(head.target)", client: client ?? RequestKey.hash(of: address, seed: seed),
            session: credentials.map { RequestKey.hash(of: $0, seed: seed) })
    }
}
