/// A difference that is real, with what a comparison has to say of it.
package struct Label: Equatable {
    /// What kind of fault it is, for the table.
    package var kind: String
    /// `status`, `header:NAME`, or `body:` with the keys and indices of the place.
    package var path: String
    /// Status, presence and type: none of these may be missed.
    package var isCore: Bool
    /// A place around or within is as good: the fault concerns a list, or a body without JSON's structure.
    package var isLoose = false

    static func body(_ kind: String, _ place: Place, isCore: Bool = false, isLoose: Bool = false) -> Label {
        Label(kind: kind, path: "body:" + place.map { "/" + escaped($0) }.joined(), isCore: isCore, isLoose: isLoose)
    }

    private static func escaped(_ step: String) -> String { step.replacing("~", with: "~0").replacing("/", with: "~1") }
}

/// Puts one fault into an answer.
struct FaultMaker {
    var random: SplitMix64

    /// A fault in what does not move; nil when the one that was drawn has no place here.
    mutating func stable(_ reply: inout Reply) -> Label? {
        switch random.int(0...11) {
        case 0: return status(&reply)
        case 1, 2: return header(&reply)
        default: break
        }
        let places = reply.body.places.filter { isStable($0.place, reply.body) }
        guard places.count > 1, reply.status != 204 else { return nil }
        let (place, node) = places[random.int(1...places.count - 1)]
        return StableFault(place: place, node: node, random: random.next()).make(&reply)
    }

    private func isStable(_ place: Place, _ body: Node) -> Bool {
        (0...place.count).allSatisfy { body[Array(place.prefix($0))]?.movement == nil }
    }

    private mutating func status(_ reply: inout Reply) -> Label? {
        let others: [UInt16] =
            switch reply.status {
            case 200: [201, 204, 404, 500, 202, 302]
            case 201: [200, 202, 409]
            case 204: [200, 404, 202]
            case 300...399: [301, 302, 303, 307, 308, 200].filter { $0 != reply.status }
            default: [400, 401, 403, 404, 409, 422, 500, 200].filter { $0 != reply.status }
            }
        reply.status = random.pick(others)
        return Label(kind: "status", path: "status", isCore: true)
    }

    private mutating func header(_ reply: inout Reply) -> Label? {
        guard !reply.headers.isEmpty else { return nil }
        let index = random.int(0...reply.headers.count - 1)
        let (name, value) = reply.headers[index]
        if random.chance(0.35) {
            reply.headers.remove(at: index)
            return Label(kind: "header lost", path: "header:\(name)", isCore: true)
        }
        let others: [String] =
            switch name {
            case "location":
                [
                    value + "/", "/other", value.replacing("https://www.example.com", with: "http://10.0.0.5:8080"),
                    value.replacing("/api", with: ""), value.replacing("?from=old", with: ""),
                ]
            case "cache-control": ["public, max-age=3600", "no-cache, must-revalidate"]
            case "etag":
                [value.hasPrefix("W/") ? String(value.dropFirst(2)) : "W/" + value, value.filter { $0 != "\"" }]
            case "vary": ["*", "Cookie"]
            case "link":
                [
                    value.replacing("rel=\"next\"", with: "rel=\"prev\""), value.replacing("page=", with: "p="),
                    value.replacing("page=", with: "page=1"),
                ]
            case "set-cookie":
                [
                    value.replacing("; HttpOnly", with: ""), value.replacing("; Secure", with: ""),
                    value.replacing("SameSite=Lax", with: "SameSite=None"),
                    value.replacing("Path=/", with: "Path=/app"),
                    value.replacing("Max-Age=31536000", with: "Max-Age=3600"),
                    value.replacing("theme=dark", with: "theme=light"), value.replacing("sid=", with: "SESSION="),
                ]
            case "www-authenticate":
                ["Basic realm=\"api\"", "Bearer realm=\"api\"", value.replacing("invalid", with: "expired")]
            case "retry-after": ["3600", "0", "soon"]
            case "deprecation": ["true", "@1788169599"]
            case "allow": ["GET, HEAD", "GET, HEAD, DELETE, PATCH"]
            default: []
            }
        let other = random.pick(others.filter { $0 != value } + ["x"])
        reply.headers[index].value = other
        return Label(kind: "header \(name)", path: "header:\(name)", isCore: false)
    }

    /// A fault in a place that moves.
    mutating func moving(_ reply: inout Reply, _ mover: Mover, _ place: Place, _ world: inout World) -> Label? {
        guard let node = reply.body[place] else { return nil }
        if Movement.lists.contains(mover.movement) {
            return MovingListFault(movement: mover.movement, place: place, list: node.plain).make(&reply, &random)
        }
        let choices = mover.wrong(&world, hasTypes: [.json, .lines].contains(reply.format))
        guard !choices.isEmpty else { return nil }
        let wrong = random.pick(choices)
        if let wrong, wrong == node.plain { return nil }
        reply.body = reply.body.replacing(place, by: wrong)
        let isCore = wrong.map { !Self.isSameType($0, node.plain) } ?? true
        return .body(
            "in \(mover.movement)", place, isCore: isCore, isLoose: wrong?.isContainer ?? false || node.isContainer)
    }

    static func isSameType(_ left: Node, _ right: Node) -> Bool {
        switch (left, right) {
        case (.null, .null), (.bool, .bool), (.number, .number), (.string, .string), (.array, .array),
            (.object, .object):
            true
        default: false
        }
    }
}
