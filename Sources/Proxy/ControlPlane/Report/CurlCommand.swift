import Parity

/// The command that sends the request of an example once more. What was redacted stands in it as `[redacted]`, and a body
/// that was not kept as `[body]`: whoever runs it puts in what belongs there.
struct CurlCommand {
    enum Side { case monolith, service }

    let text: String

    init(_ request: ExampleRequest, side: Side, base: String) {
        // Brackets are no patterns; the head of the answer is part of it.
        var words = ["curl", "-gisS"]
        if request.method == "HEAD" {
            words.append("--head")
        } else if request.method != "GET" {
            words += ["-X", Self.quoted(request.method)]
        }
        let target = side == .service ? request.serviceTarget ?? request.target : request.target
        words.append(Self.quoted(base + target))
        for field in request.fields { words += ["-H", Self.quoted("\(field.name): \(field.value)")] }
        // A service that is marked so executes a write, rolls it back, and answers.
        if side == .service { words += ["-H", "'Ficus-Leg: shadow'"] }
        if let body = request.body {
            words += ["--data-raw", Self.quoted(body)]
        } else if request.leavesBodyOut {
            words += ["--data-raw", "'[body]'"]
        }
        text = words.joined(separator: " ")
    }

    /// One word to a POSIX shell, whatever is in it. Control characters are escaped as in JSON; where a body has them as
    /// white space, that makes no difference to it.
    private static func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
        let oneLine = String(
            text.unicodeScalars.map { scalar in "\n\r\t".unicodeScalars.contains(scalar) ? " " : Character(scalar) })
        return "'" + PlainText.printable(oneLine.replacing("'", with: "'\\''")) + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~/:".utf8.contains(byte)
        }
    }
}
