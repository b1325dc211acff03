import Contract

/// A stretch of a source's outbox, as it arrives: the events of it that this side accepts.
struct Delivery: Sendable {
    struct Event: Sendable {
        let sequence: Int
        let entity: String
        let requestID: String
        let row: JSON
        let answer: JSON?
    }

    let source: String
    let stream: String
    /// The stretch: `after < sequence <= through`.
    let after: Int
    let through: Int
    let events: [Event]

    init(_ json: JSON) throws {
        guard let source = json["source"]?.stringValue, let stream = json["stream"]?.stringValue,
            let after = json["after"]?.integerValue, let through = json["through"]?.integerValue,
            let events = json["events"]?.arrayValue
        else { throw Problem.malformedJSON }
        self.source = source
        self.stream = stream
        self.after = after
        self.through = through
        self.events = try events.map { event in
            guard let sequence = event["sequence"]?.integerValue, let entity = event["entity"]?.stringValue,
                let requestID = event["request_id"]?.stringValue, let row = event["row"]
            else { throw Problem.malformedJSON }
            let answer = event["answer"].flatMap { $0 == .null ? nil : $0 }
            return Event(sequence: sequence, entity: entity, requestID: requestID, row: row, answer: answer)
        }
    }
}

/// A part of a snapshot: rows in any order, and at the end the position from which the tail follows.
struct SnapshotPage: Sendable {
    let source: String
    let stream: String
    let rows: [(entity: String, row: JSON)]
    /// The position; nil while more pages follow.
    let complete: Int?

    init(_ json: JSON) throws {
        guard let source = json["source"]?.stringValue, let stream = json["stream"]?.stringValue,
            let rows = json["rows"]?.arrayValue
        else { throw Problem.malformedJSON }
        self.source = source
        self.stream = stream
        self.rows = try rows.map { row in
            guard let entity = row["entity"]?.stringValue, let row = row["row"] else { throw Problem.malformedJSON }
            return (entity, row)
        }
        complete = json["complete"]?.integerValue
    }
}
