import DataPlane
import Routing
import TestSupport
import Testing

/// No spelling of a path reaches a route or a target that its normal form would not; what was matched is what is sent.
@Suite(.timeLimit(.minutes(patient(2))))
struct PathSpellingTests {
    /// Who a path is for, worked out without the code under test.
    private enum Owner: Equatable { case closed, health, service, monolith }

    private static let routes = """
        internal: {match: "* /internal/*rest", answer: 404}
        items.show: {match: GET /items/:id, state: extracted}
        files: {match: "GET /files/*path", state: extracted}
        """

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `A spelling is refused, or goes where its normal form goes`(seed: UInt64) async throws {
        let monolith = try await FakeTarget.start { .text($0.path) }
        let service = try await FakeTarget.start { .text($0.path) }
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "service": [service.port]], candidate: "service",
            routes: Self.routes)
        try await with(plane) { plane in
            var generator = SeededGenerator(seed: seed)
            var client = try await RawClient.connect(port: plane.port)
            var refused = 0
            var reached: [Owner] = []
            for _ in 0..<400 {
                let written = Self.spelling(&generator)
                let seen = monolith.requests.count + service.requests.count
                try await client.send(octets("GET \(written) HTTP/1.1\r\nHost: a\r\n\r\n"))
                let answer = try await client.readAnswer()
                let normal = Self.normal(written)
                if let normal {
                    let owner = Self.owner(of: normal)
                    reached.append(owner)
                    #expect(Self.answerer(of: answer) == owner, "\(written) -> \(normal)")
                    if owner == .monolith || owner == .service {
                        let request = try #require((owner == .service ? service : monolith).requests.last)
                        #expect(request.path == normal, "\(written)")
                    } else {
                        #expect(monolith.requests.count + service.requests.count == seen, "\(written)")
                    }
                } else {
                    refused += 1
                    #expect(answer.status == 400, "\(written)")
                    #expect(monolith.requests.count + service.requests.count == seen, "\(written)")
                }
                if answer["Connection"] == "close" { client = try await RawClient.connect(port: plane.port) }
            }
            // The spellings must reach everything for this to prove anything.
            for owner in [Owner.closed, .service, .monolith] { #expect(reached.count { $0 == owner } > 10) }
            #expect(refused > 50)
        }
    }

    /// The normal form by the book, segment by segment; nil where two servers could read the path in two ways.
    private static func normal(_ written: String) -> String? {
        var segments: [String] = []
        var endsOpen = false
        for part in written.split(separator: "/") {
            guard let segment = normalSegment(String(part)) else { return nil }
            endsOpen = segment == "." || segment == ".."
            switch segment {
            case ".": break
            case "..": _ = segments.popLast()
            default: segments.append(segment)
            }
        }
        let path = "/" + segments.joined(separator: "/")
        let hasSlash = written.last == "/" || endsOpen
        return hasSlash && path != "/" ? path + "/" : path
    }

    private static func normalSegment(_ segment: String) -> String? {
        var result = ""
        var decoded: [UInt8] = []
        var rest = octets(segment)[...]
        while let octet = rest.popFirst() {
            var value = octet
            let isEscape = octet == UInt8(ascii: "%")
            if isEscape {
                let digits = rest.prefix(2).map { Character(Unicode.Scalar($0)) }
                guard digits.count == 2, digits.allSatisfy(\.isHexDigit),
                    let number = UInt8(String(digits), radix: 16)
                else { return nil }
                rest = rest.dropFirst(2)
                value = number
                if value == UInt8(ascii: "/") || value == UInt8(ascii: "\\") || value < 0x20 || value == 0x7F {
                    return nil
                }
            } else if octet <= 0x20 || octet >= 0x7F || "\\;#".utf8.contains(octet) {
                return nil
            }
            decoded.append(value)
            let character = Character(Unicode.Scalar(value))
            let isUnreserved = value < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
            if isUnreserved || (!isEscape && !"\"<>[]^`{|}".utf8.contains(octet)) {
                result.append(character)
            } else {
                let hex = String(value, radix: 16, uppercase: true)
                result += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
            }
        }
        return String(validating: decoded, as: UTF8.self) == nil ? nil : result
    }

    private static func owner(of normal: String) -> Owner {
        if normal == "/health" { return .health }
        let segments = normal.split(separator: "/")
        switch segments.first {
        case "internal": return .closed
        case "items" where segments.count == 2: return .service
        case "files": return .service
        default: return .monolith
        }
    }

    private static func answerer(of answer: RawAnswer) -> Owner {
        switch answer["Ficus-Answered-By"]?.prefix(while: { $0 != ";" }) {
        case "service": .service
        case "monolith": .monolith
        case "ficus": .closed
        default: .health
        }
    }

    private static func spelling(_ generator: inout SeededGenerator) -> String {
        let words = [
            "internal", "internal", "items", "items", "files", "health", "7", "a", "..", ".", "", "Internal", "%2e%2e",
            "..;", "a;b=c", "%00", "caf%c3%a9", "%c0%ae", "\u{E9}", "a%", "%zz", "a#b", "a\\b", "[x]", "%252e%252e",
        ]
        let separators = ["/", "/", "/", "/", "/", "/", "//", "/./", "/x/../", "%2f", "\\", "%5c", ";/", "/%2e/"]
        var path = generator.chance(0.9) ? "" : "/"
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
            let word = generator.pick(generator.chance(0.7) ? words.prefix(11) : words[...])
            path += (path.isEmpty ? "/" : generator.pick(separators)) + Self.disguised(word, &generator)
        }
        return path
    }

    /// The word with some of its characters escaped.
    private static func disguised(_ word: String, _ generator: inout SeededGenerator) -> String {
        guard !word.contains("%") else { return word }
        return octets(word).map { octet in
            guard generator.chance(0.1) else { return String(Character(Unicode.Scalar(octet))) }
            let hex = String(octet, radix: 16, uppercase: generator.chance(0.5))
            return "%" + (hex.utf8.count == 1 ? "0" : "") + hex
        }.joined()
    }
}
