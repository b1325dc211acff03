import DataPlane
import Parity
import Routing

/// Builds lines, one per exchange, in one buffer that is written whole.
struct LineWriter {
    /// What a line has at most beside the texts that vary in length: the words of its format, ten numbers, a time.
    private static let words = 1_024

    private(set) var bytes: [UInt8] = []
    private var clock = LogClock()
    private var outcomes: OutcomeText
    private let format: AccessLogFormat

    init(_ format: AccessLogFormat) {
        self.format = format
        outcomes = OutcomeText(format)
    }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ record: ExchangeRecord) {
        let outcome = outcomes.bytes(of: record)
        let room = Self.words + OutputSpan<UInt8>.Escape.growth * record.text.count + outcome.count
        switch format {
        case .json:
            let second = clock.second(of: record.timings.startedAt)
            bytes.append(addingCapacity: room) { $0.appendJSON(record, second, outcome) }
        case .common:
            let time = clock.commonTimestamp(record.timings.startedAt)
            bytes.append(addingCapacity: room) { $0.appendCommon(record, time, outcome) }
        }
    }
}

extension OutputSpan<UInt8> {
    fileprivate mutating func appendJSON(_ record: ExchangeRecord, _ second: [UInt8], _ outcome: [UInt8]) {
        append(#"{"time":""#)
        append(second)
        append(UInt8(ascii: "."))
        append(record.timings.startedAt / 1_000_000 % 1000, digits: 3)
        append(#"Z","request_id":""#)
        append(escaping: record.text.requestID, .json)
        append(#"","client":""#)
        append(escaping: record.text.client, .json)
        append(#"","method":""#)
        append(escaping: record.text.method, .json)
        append(#"","path":""#)
        append(escaping: record.text.path, .json)
        append(#"","status":"#)
        append(UInt64(record.status))
        append(outcome)
        append(#","retries":"#)
        append(UInt64(record.retries))
        append(#","request_bytes":"#)
        append(record.requestBytes)
        append(#","response_bytes":"#)
        append(record.responseBytes)
        append(#","connect_ms":"#)
        append(milliseconds: record.timings.connect)
        append(#","first_byte_ms":"#)
        append(milliseconds: record.timings.firstByte)
        append(#","total_ms":"#)
        append(milliseconds: record.timings.total)
        append(#","revision":"#)
        append(UInt64(record.table.revision.magnitude))
        append("}\n")
    }

    /// `client - - [time] "METHOD path HTTP/1.1" status bytes route=... target=... reason=... ...`
    fileprivate mutating func appendCommon(_ record: ExchangeRecord, _ time: [UInt8], _ outcome: [UInt8]) {
        append(token: record.text.client)
        append(" - - [")
        append(time)
        append("] \"")
        append(escaping: record.text.method, .common)
        append(" ")
        append(escaping: record.text.path, .common)
        append(" HTTP/1.1\" ")
        append(UInt64(record.status))
        append(" ")
        append(record.responseBytes)
        append(outcome)
        append(" connect_ms=")
        append(milliseconds: record.timings.connect)
        append(" first_byte_ms=")
        append(milliseconds: record.timings.firstByte)
        append(" total_ms=")
        append(milliseconds: record.timings.total)
        append(" request_id=\"")
        append(escaping: record.text.requestID, .common)
        append("\"\n")
    }

    /// A word of the common format: never empty, and a space in it cannot begin the next one.
    private mutating func append(token text: ArraySlice<UInt8>) {
        guard !text.isEmpty else { return append("-") }
        append(escaping: text.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }[...], .common)
    }
}
