/// An answer as a file has it: a body alone, or all that was observed. `docs/recordings.md` has the format.
package struct RecordedAnswer: Sendable {
    package var observation: Observation
    /// The file has a status; a body alone is taken for a 200 without fields.
    package var isWhole: Bool
    /// What was asked, where the file says it.
    package var request: RecordedRequest?

    package init(observation: Observation, isWhole: Bool, request: RecordedRequest? = nil) {
        self.observation = observation
        self.isWhole = isWhole
        self.request = request
    }

    /// How a file is to be read.
    package enum Form: String, Sendable, CaseIterable {
        /// A JSON object with a `status` and fields or a body, or text that begins with `HTTP/`, is an observation; all
        /// else is a body.
        case auto
        case body, observation
    }

    /// Reads the bytes of one file.
    ///
    /// - Parameter contentType: of a body alone; nil leaves its format to its first byte.
    package static func read(
        _ bytes: [UInt8], as form: Form = .auto, contentType: [UInt8]? = nil
    ) throws(RecordingError) -> RecordedAnswer {
        func plain() -> RecordedAnswer {
            RecordedAnswer(
                observation: Observation(status: 200, contentType: contentType, body: bytes), isWhole: false)
        }
        if form == .body { return plain() }
        if bytes.starts(with: "HTTP/".utf8) { return try MessageText(bytes).answer() }
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            if form == .auto { return plain() }
            throw RecordingError("no observation: \(error.sentence)")
        }
        let reader = AnswerReader(document: document)
        if form == .auto, !reader.isObservation(0) { return plain() }
        return try reader.answer(0)
    }
}

/// The request of an exchange, as much as a file says of it.
package struct RecordedRequest: Sendable, Equatable {
    package var method: String
    /// Path and query, as a client sends them.
    package var target: String
    package var headers: [HeaderField]
    package var body: [UInt8]

    package init(method: String, target: String, headers: [HeaderField] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    /// Whether the method changes nothing by its definition (RFC 9110 section 9.2.1).
    package var isSafe: Bool { ["GET", "HEAD", "OPTIONS", "TRACE"].contains(method) }
}

/// Why a file, or a line of one, is not what it should be: one phrase, with the place in it.
package struct RecordingError: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension JSONSyntaxError {
    /// In a few words, for people.
    var sentence: String {
        switch problem {
        case .unexpectedByte: "not JSON at byte \(offset)"
        case .unexpectedEnd: "JSON that ends too early"
        case .tooDeep: "JSON nested deeper than \(JSONDocument.depthLimit) levels"
        case .tooLong: "too long"
        }
    }
}

extension Observation {
    /// Without the trailers that are not compared, as the data plane takes them.
    package func withComparedTrailers() -> Observation {
        guard !trailers.isEmpty else { return self }
        var compared = self
        compared.trailers.removeAll { !TrailerField.isCompared($0.name) }
        return compared
    }
}
