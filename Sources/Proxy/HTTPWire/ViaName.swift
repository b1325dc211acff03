import NIOCore

/// The name by which this proxy goes in Via, the same in all its workers and no other proxy's (RFC 9110 section 7.6.3).
///
/// A class, because each exchange passes it on several times.
package final class ViaName: Sendable {
    /// A token.
    package let name: String
    /// The field lines that say from which version a message was received.
    private let line10: [UInt8]
    private let line11: [UInt8]

    package init(_ name: String) {
        self.name = name
        self.line10 = Array("Via: 1.0 \(name)\r\n".utf8)
        self.line11 = Array("Via: 1.1 \(name)\r\n".utf8)
    }

    /// For heads that only tests and measurements see.
    package static let plain = ViaName("ficus")

    /// `ficus-` and eight random digits: two proxies in a row must not take each other for themselves.
    package static func unique() -> ViaName {
        var source = IdentitySource()
        let digits = String(source.next() & 0xFFFF_FFFF, radix: 16)
        return ViaName("ficus-" + String(repeating: "0", count: 8 - digits.utf8.count) + digits)
    }

    func line(receivedIn version: HTTPVersion) -> [UInt8] {
        switch version {
        case .http10: self.line10
        case .http11: self.line11
        }
    }

    /// Whether `head` has been here before: one of its Via elements, `[name/]version SP received-by [comment]`, names
    /// this proxy.
    package func hasForwarded(_ head: RequestHead) -> Bool {
        guard head.section.contains(.via) else { return false }
        let bytes = head.buffer.readableBytesUInt8Span
        let own = self.name.utf8.span
        for field in head.section.fields where field.name == .via {
            var elements = ListElements(field.valueRange.bounds)
            while let element = elements.next(in: bytes) {
                if bytes.extracting(Self.receivedBy(element, in: bytes)).equalsIgnoringCase(own) { return true }
            }
        }
        return false
    }

    /// The second word of an element.
    private static func receivedBy(_ element: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
        var start = element.lowerBound
        while start < element.upperBound, !bytes[start].isBlank { start &+= 1 }
        while start < element.upperBound, bytes[start].isBlank { start &+= 1 }
        var end = start
        while end < element.upperBound, !bytes[end].isBlank { end &+= 1 }
        return start..<end
    }
}

extension UInt8 {
    /// A space or a tab.
    fileprivate var isBlank: Bool { self == .space || self == .tab }
}
