import TestSupport
import Testing

@testable import Routing

@Suite struct `No spelling reaches what its normal form would not` {
    /// Spellings of `/internal/feed` and of harmless paths, as an attacker would try them.
    @Test(arguments: 1...20)
    func `a spelling is refused, or decided like its normal form`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let table = try Self.table.get()
        var reached = 0
        for _ in 0..<2_000 {
            let written = spelling(&generator)
            let bytes = Array(written.utf8)
            guard let normal = try? RequestPath.normalized(bytes.span) ?? bytes else { continue }
            let again = try RequestPath.normalized(normal.span)
            #expect(again == nil, "\(written) is normal after one pass")

            // What a lenient server would make of it: everything decoded, dots resolved.
            let request = try PlainRequest(method: "GET", target: written)
            let isInternal = lenientSegments(written).first == "internal"
            #expect((table.route(request) == "internal") == isInternal, "\(written) -> \(request.path)")
            if isInternal { reached += 1 }
        }
        #expect(reached > 20, "the spellings must reach the route for this to prove anything: \(reached)")
    }

    private static let table = Result {
        try Tables.definition(
            """
              internal: {match: "* /internal/*rest", answer: 404}
              orders: {match: GET /orders/:id}
            """
        ).compile(revision: 1)
    }

    private func spelling(_ generator: inout SeededGenerator) -> String {
        let segments = (0..<Int.random(in: 1...5, using: &generator)).map { _ -> String in
            let words = ["internal", "internal", "feed", "orders", "..", ".", "", "internals", "Internal", "%2e%2e"]
            let word = words[Int.random(in: words.indices, using: &generator)]
            return word.utf8.map { disguise($0, &generator) }.joined()
        }
        let separators = ["/", "/", "/", "/", "//", "/./", "%2f", "\\", "%5c", ";/"]
        return segments.reduce("") { path, segment in
            let index = Bool.random(using: &generator) ? 0 : Int.random(in: separators.indices, using: &generator)
            return path + (path.isEmpty ? "/" : separators[index]) + segment
        }
    }

    private func disguise(_ byte: UInt8, _ generator: inout SeededGenerator) -> String {
        guard byte != UInt8(ascii: "%"), Int.random(in: 0..<5, using: &generator) == 0 else {
            return String(decoding: [byte], as: UTF8.self)
        }
        let hex = String(byte, radix: 16)
        return "%" + (Bool.random(using: &generator) ? hex : hex.uppercased())
    }

    private func lenientSegments(_ path: String) -> [String] {
        var segments: [String] = []
        for part in path.split(separator: "/") {
            let decoded = part.replacing("%2e", with: ".").replacing("%2E", with: ".").removingEscapes
            switch decoded {
            case ".": break
            case "..": _ = segments.popLast()
            default: segments.append(decoded)
            }
        }
        return segments
    }

    @Test func `no bytes make normalising fail`() {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let path = [UInt8(ascii: "/")] + bytes
            if let normal = try? RequestPath.normalized(path.span) {
                #expect(throws: Never.self) { try RequestPath.normalized(normal.span) }
            }
        }
    }
}

extension StringProtocol {
    /// Decoded once; for ASCII.
    fileprivate var removingEscapes: String {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
