/// An answer as it travels, which `curl -i` prints: a status line, fields, an empty line and the body.
struct MessageText {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func answer() throws(RecordingError) -> RecordedAnswer {
        var rest = bytes[...]
        var observation = Observation(status: 0)
        // Interim answers and redirects that were followed stand before the one that counts.
        repeat {
            let line = Self.line(&rest)
            let words = line.split(separator: 0x20, maxSplits: 2)
            guard words.count >= 2, let status = UInt16(String(decoding: words[1], as: UTF8.self)), 100...999 ~= status
            else { throw RecordingError("the first line is no status line: write HTTP/1.1 200 OK") }
            observation = Observation(status: status)
            while !rest.isEmpty {
                let line = Self.line(&rest)
                if line.isEmpty { break }
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                    throw RecordingError("\"\(String(decoding: line.prefix(40), as: UTF8.self))\" is no field")
                }
                observation.headers.append(
                    HeaderField(
                        name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
                        value: HeaderField.trimmed(line[(colon + 1)...])))
            }
        } while [1, 3].contains(observation.status / 100) && rest.starts(with: "HTTP/".utf8)
        observation.contentType = observation.headers.first { $0.name == "content-type" }?.value
        observation.build = observation.text(of: "ficus-build")
        observation.position = observation.text(of: "ficus-position")
        observation.body = Array(rest)
        return RecordedAnswer(observation: observation, isWhole: true)
    }

    /// The bytes up to the next line end, which is taken along.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        let line = rest[..<end]
        rest = end < rest.endIndex ? rest[(end + 1)...] : []
        return line.last == 0x0D ? line.dropLast() : line
    }
}
