import HTTPWire
import NIOCore
import Parity
import Routing

/// What is kept of one answer for the comparison, within the route's limit and the shadow budget.
final class Capture {
    private let rules: ParityRules
    /// The names of the fields that are kept, in lower case.
    private let names: [String]
    private let charge: Charge
    private var observation = Observation(status: 0)
    private let sentAt: NIODeadline
    /// How long the body will be, where its head says so.
    private var expected = 0
    private(set) var isComplete = false

    init(_ rules: ParityRules, charge: Charge, sentAt: NIODeadline) {
        self.rules = rules
        names = rules.keptHeaders
        self.charge = charge
        self.sentAt = sentAt
    }

    /// The answer is longer than what is kept.
    var isCut: Bool { observation.isCut }

    /// The answer, once it is complete.
    var result: Observation? { isComplete ? observation : nil }

    func began(_ head: ResponseHead, answering method: HTTPWire.Method, at now: NIODeadline) {
        observation.status = UInt16(head.status)
        observation.firstByteNanoseconds = (now - sentAt).nanosecondsOrZero
        observation.contentType = head.withValue(of: .contentType) { $0.array }
        observation.build = head.withValue(of: .ficusBuild) { $0.string }
        observation.position = head.withValue(of: .ficusPosition) { $0.string }
        if let encoding = head.withValue(of: .contentEncoding, { $0.string.lowercased() }), encoding != "identity" {
            observation.contentEncoding = Array(encoding.utf8)
        }
        head.forEachField { _, name, value in
            if rules.effects != nil, name.isSameName(as: "ficus-changes") { observation.changes = value.array }
            guard let wanted = names.first(where: { name.isSameName(as: $0) }) else { return }
            observation.headers.append(HeaderField(name: wanted, value: value.array))
        }
        if case .length(let length) = head.framing(answering: method) {
            expected = length
            // Nothing is kept of what cannot be kept whole.
            observation.isCut = length > rules.maxBody
        }
        // Fields are bounded by the limits of a head; they count as part of the copy all the same.
        _ = charge.add(head.buffer.readableBytes)
    }

    /// Takes content of the body: `range` of `bytes`, counted from its reader index.
    func append(_ bytes: ByteBuffer, _ range: Range<Int>) {
        guard !observation.isCut else { return }
        let room = rules.maxBody - observation.body.count
        let count = min(range.count, room)
        if range.count > room { observation.isCut = true }
        guard count > 0, charge.add(count) else { return }
        // In one piece, so that a large body is neither copied as it grows nor held in twice the memory.
        if observation.body.isEmpty { observation.body.reserveCapacity(min(expected, rules.maxBody)) }
        bytes.withUnsafeReadableBytes { all in
            observation.body.append(contentsOf: all[range.lowerBound..<range.lowerBound + count])
        }
    }

    /// Takes the lines of a trailer section, which has been checked.
    func append(trailers lines: [UInt8]) {
        guard charge.add(lines.count) else { return }
        observation.trailers = TrailerField.fields(of: lines)
    }

    func ended(at now: NIODeadline) {
        observation.totalNanoseconds = (now - sentAt).nanosecondsOrZero
        isComplete = !charge.isExceeded
    }
}

extension ParityRules {
    /// The fields that are compared, and those in which ids stand.
    fileprivate var keptHeaders: [String] {
        identity.reduce(into: headers) { names, rule in
            if case .header(let name) = rule.place, !names.contains(name) { names.append(name) }
        }
    }
}

extension Span<UInt8> {
    fileprivate var array: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(self)
        return bytes
    }

    fileprivate var string: String {
        withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether this field name is `name`, which is in lower case.
    fileprivate func isSameName(as name: String) -> Bool {
        let other = name.utf8Span.span
        guard count == other.count else { return false }
        for index in indices {
            let octet = self[index]
            let lower = octet &- UInt8(ascii: "A") < 26 ? octet | 0x20 : octet
            if lower != other[index] { return false }
        }
        return true
    }
}
