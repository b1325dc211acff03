/// One line of a recording, or of a file of pairs: what was asked and what was answered, as much as is known.
package struct RecordedExchange: Sendable {
    package var id: String?
    /// Seconds since 1970.
    package var time: Double?
    package var route: String?
    package var request: RecordedRequest?
    package var monolith: RecordedAnswer?
    package var service: RecordedAnswer?
    /// Further answers to the same request, oldest first.
    package var monolithAgain: [Observation]
    package var serviceAgain: [Observation]
    /// Rules of this line alone, as JSON text.
    package var rules: [UInt8]?
    /// What was found when it was recorded.
    package var verdict: String?

    /// The member that makes a line the first one of a recording; its value is the version of the format.
    package static let heading = "ficus_recording"

    private static let members: Set<String> = [
        heading, "id", "time", "route", "request", "monolith", "service", "monolith_again", "service_again", "rules",
        "verdict",
    ]

    package init(
        id: String? = nil, time: Double? = nil, route: String? = nil, request: RecordedRequest? = nil,
        monolith: RecordedAnswer? = nil, service: RecordedAnswer? = nil, monolithAgain: [Observation] = [],
        serviceAgain: [Observation] = [], rules: [UInt8]? = nil, verdict: String? = nil
    ) {
        self.id = id
        self.time = time
        self.route = route
        self.request = request
        self.monolith = monolith
        self.service = service
        self.monolithAgain = monolithAgain
        self.serviceAgain = serviceAgain
        self.rules = rules
        self.verdict = verdict
    }

    /// The line is the first one of a recording and says only what kind of file it is.
    package private(set) var isHeading = false

    /// Reads one line.
    package init(line: [UInt8], as form: RecordedAnswer.Form = .auto) throws(RecordingError) {
        let document: JSONDocument
        do {
            document = try JSONDocument(line)
        } catch {
            throw RecordingError(error.sentence)
        }
        guard document.nodes[0].kind == .object else { throw RecordingError("a line must be a JSON object") }
        let reader = AnswerReader(document: document)
        isHeading = reader.member(Self.heading, 0) != nil
        id =
            reader.string("id", 0)
            ?? reader.member("id", 0).flatMap { node in
                document.nodes[node].kind == .number ? String(decoding: reader.written(node), as: UTF8.self) : nil
            }
        time = reader.member("time", 0).flatMap { node in
            document.nodes[node].kind == .string
                ? PointInTime(document.text(of: node)).map { Double($0.nanoseconds) / 1e9 }
                : Double(String(decoding: reader.written(node), as: UTF8.self))
        }
        route = reader.string("route", 0)
        verdict = reader.string("verdict", 0)
        request = try reader.member("request", 0).map(reader.request)
        rules = reader.member("rules", 0).map(reader.written)
        try reader.refuseMisspelled(0, among: Self.members)
        func answer(_ node: Int) throws(RecordingError) -> RecordedAnswer {
            if form == .auto { try reader.refuseMisspelled(node) }
            guard form == .observation || form == .auto && reader.isObservation(node) else {
                let type = Array("application/json".utf8)
                return RecordedAnswer(
                    observation: Observation(status: 200, contentType: type, body: reader.written(node)),
                    isWhole: false)
            }
            return try reader.answer(node)
        }
        func again(_ name: String) throws(RecordingError) -> [Observation] {
            guard let node = reader.member(name, 0), document.nodes[node].kind != .null else { return [] }
            let children = document.nodes[node].kind == .array ? document.children(of: node) : [node]
            // A list is one of answers, unless the answers themselves are lists and this is none of lists.
            let isList = children.allSatisfy { document.nodes[$0].kind == .array }
            let listsAnswer = reader.member("monolith", 0).map { document.nodes[$0].kind == .array } ?? false
            var answers: [Observation] = []
            for child in listsAnswer && !isList ? [node] : children { answers.append(try answer(child).observation) }
            return answers
        }
        monolith = try reader.member("monolith", 0).map(answer)
        service = try reader.member("service", 0).map(answer)
        monolithAgain = try again("monolith_again")
        serviceAgain = try again("service_again")
    }
}
