/// The options of all Connection fields of a head (RFC 9110 section 7.6.1).
package struct ConnectionOptions: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let close = ConnectionOptions(rawValue: 1)
    package static let keepAlive = ConnectionOptions(rawValue: 2)
    /// At least one option names a field to be removed, besides those that are always removed.
    static let nominates = ConnectionOptions(rawValue: 4)
}

extension ConnectionOptions {
    init(_ section: FieldSection, _ bytes: Span<UInt8>) {
        self = []
        guard section.contains(.connection) else { return }
        for index in section.fields.indices where section.fields[index].name == .connection {
            var elements = ListElements(section.fields[index].valueRange.bounds)
            while let element = elements.next(in: bytes) {
                let option = bytes.extracting(element)
                if option.equalsIgnoringCase("close") {
                    self.insert(.close)
                } else if option.equalsIgnoringCase("keep-alive") {
                    self.insert(.keepAlive)
                } else if !option.equalsIgnoringCase("te") && !option.equalsIgnoringCase("upgrade") {
                    self.insert(.nominates)
                }
            }
        }
    }

    /// Whether a Connection field of `section` nominates the field `name`.
    static func nominate(_ name: Span<UInt8>, _ section: FieldSection, _ bytes: Span<UInt8>) -> Bool {
        for index in section.fields.indices where section.fields[index].name == .connection {
            var elements = ListElements(section.fields[index].valueRange.bounds)
            while let element = elements.next(in: bytes) {
                if bytes.extracting(element).equalsIgnoringCase(name) { return true }
            }
        }
        return false
    }
}

/// The elements of a comma-separated list, empty ones left out (RFC 9110 section 5.6.1.2).
struct ListElements {
    private var position: Int
    private let end: Int

    init(_ value: Range<Int>) {
        self.position = value.lowerBound
        self.end = value.upperBound
    }

    /// The next element without the white space around it, as a range of `bytes`.
    mutating func next(in bytes: Span<UInt8>) -> Range<Int>? {
        while self.position < self.end {
            var lower = self.position
            while self.position < self.end, bytes[self.position] != .comma { self.position &+= 1 }
            var upper = self.position
            if self.position < self.end { self.position &+= 1 }
            while lower < upper, bytes[lower] == .space || bytes[lower] == .tab { lower &+= 1 }
            while lower < upper, bytes[upper &- 1] == .space || bytes[upper &- 1] == .tab { upper &-= 1 }
            if lower < upper { return lower..<upper }
        }
        return nil
    }
}
