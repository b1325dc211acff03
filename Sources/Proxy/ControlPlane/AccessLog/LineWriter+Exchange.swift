import DataPlane
import Parity
import Routing

extension LineWriter {
    /// Appends the line of one exchange, in either format.
    mutating func append(_ record: ExchangeRecord, as format: AccessLogFormat, clock: inout LogClock) {
        switch format {
        case .json: appendJSON(record, &clock)
        case .common: appendCommon(record, &clock)
        }
    }

    private mutating func appendJSON(_ record: ExchangeRecord, _ clock: inout LogClock) {
        append(#"{"time":""#)
        append(plain: clock.second(of: record.timings.startedAt))
        append(".")
        append(threeDigits: record.timings.startedAt / 1_000_000 % 1000)
        append(#"Z","request_id":""#)
        escaped(record.text.requestID, .json)
        append(#"","client":""#)
        escaped(record.text.client, .json)
        append(#"","method":""#)
        escaped(record.text.method, .json)
        append(#"","path":""#)
        escaped(record.text.path, .json)
        append(#"","status":"#)
        append(record.status)
        append(outcome(of: record))
        append(#","retries":"#)
        append(record.retries)
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
        append(record.table.revision.magnitude)
        append("}\n")
    }

    /// `,"route":...,"shadow":...`
    private mutating func outcome(of record: ExchangeRecord) -> [UInt8] {
        outcomes.bytes(of: record) {
            var part = LineWriter()
            part.field(#","route":"#, record.routeID)
            part.field(#","target":"#, record.targetName)
            part.field(#","instance":"#, record.instance)
            part.field(#","reason":"#, record.reason?.rawValue)
            part.field(#","fallback":"#, record.fallback.map(\.label))
            part.field(#","failure":"#, record.failureLabel)
            part.field(#","shadow":"#, record.shadow.map(\.label))
            return part.bytes
        }
    }

    private mutating func field(_ name: StaticString, _ value: String?) {
        append(name)
        guard let value else {
            append("null")
            return
        }
        append("\"")
        append(plain: value)
        append("\"")
    }

    /// `client - - [time] "METHOD path HTTP/1.1" status bytes route=... target=... reason=... ...`
    private mutating func appendCommon(_ record: ExchangeRecord, _ clock: inout LogClock) {
        token(record.text.client)
        append(" - - [")
        append(plain: clock.commonTimestamp(record.timings.startedAt))
        append("] \"")
        escaped(record.text.method, .common)
        append(" ")
        escaped(record.text.path, .common)
        append(" HTTP/1.1\" ")
        append(record.status)
        append(" ")
        append(record.responseBytes)
        pair(" route=", record.routeID)
        pair(" target=", record.targetName)
        pair(" reason=", record.reason?.rawValue)
        pair(" fallback=", record.fallback.map(\.label))
        pair(" failure=", record.failureLabel)
        pair(" shadow=", record.shadow.map(\.label))
        append(" connect_ms=")
        append(milliseconds: record.timings.connect)
        append(" first_byte_ms=")
        append(milliseconds: record.timings.firstByte)
        append(" total_ms=")
        append(milliseconds: record.timings.total)
        append(" request_id=\"")
        escaped(record.text.requestID, .common)
        append("\"\n")
    }

    private mutating func pair(_ name: StaticString, _ value: String?) {
        append(name)
        append(plain: value ?? "-")
    }

    /// A word of the common format: never empty, and a space in it cannot begin the next one.
    private mutating func token(_ text: ArraySlice<UInt8>) {
        guard !text.isEmpty else { return append("-") }
        escaped(text.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }, .common)
    }
}

extension ExchangeRecord {
    /// The most exact word for what stopped the exchange.
    var failureLabel: String? { refusal?.rawValue ?? failure.map(\.label) }

    var routeID: String? { route.map(table.id(of:)) }
    var targetName: String? { target.map(table.name(of:)) }
}
