/// What a name server answered to one question.
enum DNSAnswer: Equatable, Sendable {
    /// Addresses, 4 or 16 octets each, and for how many seconds they hold. No address: there are none of this type.
    case addresses([[UInt8]], seconds: UInt32)
    /// Nobody has this name.
    case noSuchName
    /// It did not fit: to be asked again over TCP.
    case truncated
    /// The server cannot say.
    case failed

    /// Names of names that are followed.
    private static let longestChain = 16

    private struct Record {
        let owner: DNSName
        let type: UInt16
        let seconds: UInt32
        let data: Data

        enum Data {
            case address([UInt8])
            case name(DNSName)
            case other
        }
    }

    /// Reads a message; nil where it does not answer `question`, whoever sent it.
    init?(_ message: [UInt8], to question: DNSQuestion) {
        var reader = DNSReader(message)
        guard let id = reader.word(), let flags = reader.word(), let questions = reader.word(),
            let answers = reader.word(), reader.word() != nil, reader.word() != nil,
            // An answer (QR), to a standard query.
            id == question.id, flags & 0xF800 == 0x8000, questions == 1,
            reader.name() == question.name, reader.word() == question.type.rawValue,
            reader.word() == DNSQuestion.classInternet
        else { return nil }
        if flags & 0x0200 != 0 {
            self = .truncated
            return
        }
        switch flags & 0x000F {
        case 0: break
        case 3:
            self = .noSuchName
            return
        default:
            self = .failed
            return
        }
        var records: [Record] = []
        for _ in 0..<answers {
            guard let record = Self.record(&reader) else {
                self = .failed
                return
            }
            records.append(record)
        }
        self = Self.follow(question, records)
    }

    private static func record(_ reader: inout DNSReader) -> Record? {
        guard let owner = reader.name(), let type = reader.word(), let kind = reader.word(),
            let high = reader.word(), let low = reader.word(), let length = reader.word()
        else { return nil }
        let seconds = UInt32(high) << 16 | UInt32(low)
        let end = reader.position + Int(length)
        var data = Record.Data.other
        if kind == DNSQuestion.classInternet, type == DNSType.cname.rawValue {
            guard let name = reader.name() else { return nil }
            data = .name(name)
        } else {
            guard let octets = reader.octets(Int(length)) else { return nil }
            let size = type == DNSType.a.rawValue ? 4 : type == DNSType.aaaa.rawValue ? 16 : -1
            if kind == DNSQuestion.classInternet, octets.count == size { data = .address(Array(octets)) }
        }
        guard reader.position == end else { return nil }
        // A time with the highest bit set is no time at all (RFC 2181 section 8).
        return Record(owner: owner, type: type, seconds: seconds >> 31 == 0 ? seconds : 0, data: data)
    }

    /// From the name that was asked, over what it is another name for, to the addresses.
    private static func follow(_ question: DNSQuestion, _ records: [Record]) -> DNSAnswer {
        var name = question.name
        var seconds = UInt32.max
        for _ in 0..<longestChain {
            var found: [[UInt8]] = []
            var alias: DNSName?
            for record in records where record.owner == name {
                switch record.data {
                case .address(let octets) where record.type == question.type.rawValue:
                    found.append(octets)
                    seconds = min(seconds, record.seconds)
                case .name(let other) where alias == nil:
                    alias = other
                    seconds = min(seconds, record.seconds)
                case .address, .name, .other: break
                }
            }
            guard found.isEmpty, let alias else { return .addresses(found, seconds: seconds) }
            name = alias
        }
        return .failed
    }
}
