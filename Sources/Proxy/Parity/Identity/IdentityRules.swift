/// Where ids stand in the answers of one route, compiled.
package struct IdentityRules: Sendable {
    /// An id as part of a link: `/orders/:id` is `[.literal, .id("order")]`.
    package struct Link: Sendable {
        package enum Segment: Sendable {
            case literal([UInt8])
            case id(String)
            case any
        }

        package let segments: [Segment]
        /// The parameters of the query that hold ids, with their domains.
        package let query: [String: String]

        package init(segments: [Segment], query: [String: String] = [:]) {
            self.segments = segments
            self.query = query
        }
    }

    /// A rule of `identity:` about answers: what stands there, or nil for what is opaque.
    struct Place: Sendable {
        let text: String
        let domain: String?
    }

    /// The target that may take over: ids are mapped between the monolith and it.
    package let service: String
    /// Chooses the values at the rules' pointers; nil when there are none.
    let selector: LeafSelector?
    /// By the selector's patterns.
    private let bodies: [(tokens: [String], place: Place)]
    private let headers: [String: Place]
    private let assumptions: [String: IdentityAssumption]
    let links: [Link]

    /// - Parameters:
    ///   - bodies: JSON pointers with their domains; nil is opaque.
    ///   - headers: names in lower case with their domains.
    ///   - links: how the links of this system are built, of all its routes.
    package init(
        service: String, bodies: [(pointer: String, domain: String?)] = [],
        headers: [(name: String, domain: String?)] = [], assumptions: [String: IdentityAssumption] = [:],
        links: [Link] = []
    ) throws(InvalidRule) {
        self.service = service
        selector = bodies.isEmpty ? nil : try LeafSelector(bodies.map(\.pointer))
        self.bodies = bodies.map { body in
            (JSONPointer(body.pointer)?.tokens ?? [], Place(text: body.pointer, domain: body.domain))
        }
        self.headers = Dictionary(
            headers.map { ($0.name, Place(text: "header.\($0.name)", domain: $0.domain)) }, uniquingKeysWith: { $1 })
        self.assumptions = assumptions
        self.links = links
    }

    /// The names of the fields that hold ids.
    var headerNames: [String] { headers.keys.sorted() }

    /// The domains that this route's answers can teach.
    package var domains: Set<String> {
        Set((bodies.map(\.place) + Array(headers.values)).compactMap(\.domain))
    }

    func space(_ domain: String) -> IdentitySpace { IdentitySpace(service: service, domain: domain) }

    func assumption(of domain: String) -> IdentityAssumption { assumptions[domain] ?? .learned }

    /// The rule about a place, if there is one.
    func place(at path: DifferencePath) -> Place? {
        switch path {
        case .header(let name): headers[name]
        case .body(let pointer): bodies.first { Self.matches($0.tokens, pointer.tokens) }?.place
        default: nil
        }
    }

    /// The rule that one of the selector's patterns stands for.
    func place(pattern: Int) -> Place { bodies[pattern].place }

    private static func matches(_ pattern: [String], _ tokens: [String]) -> Bool {
        guard pattern.count == tokens.count else { return false }
        return zip(pattern, tokens).allSatisfy { $0 == "*" || $0 == $1 }
    }
}
