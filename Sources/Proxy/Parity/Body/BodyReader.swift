/// A body as text in UTF-8, without its content coding, and the format that it is in.
struct ReadBody {
    var text: [UInt8]
    var format: BodyFormat

    /// The body as a tree; nil where it cannot be read as what it says it is.
    ///
    /// - Parameter other: the format of the other side. A side that says JSON is reason enough to try it on both.
    func document(preferring other: BodyFormat) -> JSONDocument? { document(as: format == .bytes ? other : format) }

    /// Both as trees of one format, if they can be read as one, whatever the one or the other says it is.
    static func documents(_ left: ReadBody, _ right: ReadBody) -> (JSONDocument?, JSONDocument?) {
        if left.format == .jsonp, right.format == .jsonp, JSONP(left.text)?.callback != JSONP(right.text)?.callback {
            return (nil, nil)
        }
        if left.format != right.format {
            for format in [BodyFormat.json, .jsonLines, .xml] where [left.format, right.format].contains(format) {
                guard let one = left.document(as: format), let other = right.document(as: format) else { continue }
                return (one, other)
            }
            // JSON against a page: two trees that have nothing in common, not members that are missing.
            if ![left.format, right.format].contains(.bytes),
                [left.format, right.format].contains(where: { !$0.isMarkup })
            {
                let one = left.document(as: left.format)
                return (one, one == nil ? right.document(as: right.format) : nil)
            }
        }
        return (left.document(preferring: right.format), right.document(preferring: left.format))
    }

    private func document(as format: BodyFormat) -> JSONDocument? {
        let text = text.starts(with: Charset.byteOrderMark) ? Array(text.dropFirst(3)) : text
        return switch format {
        case .json: try? JSONDocument(text)
        case .jsonp: JSONP(text).flatMap { try? JSONDocument(Array($0.json)) }
        case .jsonLines: JSONLines.document(text)
        case .form: FormBody.document(text)
        case .xml: MarkupBody.document(text, isHTML: false)
        case .html: MarkupBody.document(text, isHTML: true)
        case .bytes: nil
        }
    }

    /// Whether the text is JSON up to its end, and only that is missing.
    var endsEarly: Bool {
        if format == .jsonLines {
            let lines = text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D || $0 == 0x1E }).map(Array.init)
            guard let last = lines.last, lines.dropLast().allSatisfy({ (try? JSONDocument($0)) != nil }) else {
                return false
            }
            return ReadBody(text: last, format: .json).endsEarly
        }
        do throws(JSONSyntaxError) {
            _ = try JSONDocument(text)
            return false
        } catch {
            return error.problem == .unexpectedEnd && !text.isEmpty
        }
    }
}

/// Takes off what is only representation: content coding and charset.
enum BodyReader {
    static func read(_ observation: Observation) -> Result<ReadBody, ContentCoding.Failure> {
        var body = observation.body
        if let coding = observation.contentEncoding {
            do {
                body = try ContentCoding.decode(body, coding)
            } catch {
                return .failure(error)
            }
        }
        let format = BodyFormat(contentType: observation.contentType, body: body)
        var declared = Charset.declared(in: observation.contentType)
        if declared == nil, format == .xml || format == .html {
            declared = Charset.declared(within: body, isHTML: format == .html)
        }
        let text = declared == nil && format == .bytes ? body : Charset.utf8(body, declared: declared) ?? body
        return .success(ReadBody(text: text, format: format))
    }
}

/// Newline-delimited JSON as one array.
enum JSONLines {
    /// nil when a line is no JSON text.
    static func document(_ text: [UInt8]) -> JSONDocument? {
        var array: [UInt8] = [UInt8(ascii: "[")]
        array.reserveCapacity(text.count + 2)
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D || $0 == 0x1E }) {
            if line.allSatisfy(TextForm.isSpace) { continue }
            // Line by line, so that a comma between two values on a line is no line break.
            guard (try? JSONDocument(Array(line))) != nil else { return nil }
            if array.count > 1 { array.append(UInt8(ascii: ",")) }
            array += line
        }
        array.append(UInt8(ascii: "]"))
        return try? JSONDocument(array)
    }
}

/// A form as an object of strings; a field that repeats is a key that repeats.
enum FormBody {
    static func document(_ text: [UInt8]) -> JSONDocument? {
        var object: [UInt8] = [UInt8(ascii: "{")]
        for field in text.split(separator: UInt8(ascii: "&")) {
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            if object.count > 1 { object.append(UInt8(ascii: ",")) }
            JSONText.append(decoded(parts[0]), to: &object)
            object.append(UInt8(ascii: ":"))
            JSONText.append(parts.count == 2 ? decoded(parts[1]) : [], to: &object)
        }
        object.append(UInt8(ascii: "}"))
        return try? JSONDocument(object)
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        TextForm.withoutPercents(text.map { $0 == UInt8(ascii: "+") ? 0x20 : $0 })
    }
}

/// Writes JSON.
enum JSONText {
    /// A string with its quotes; bytes that are no UTF-8 stay as they are.
    static func append(_ text: [UInt8], to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
            case ..<0x20:
                let digits = Array(String(byte, radix: 16).utf8)
                json += Array("\\u00".utf8) + (digits.count == 1 ? [UInt8(ascii: "0")] : []) + digits
            default: json.append(byte)
            }
        }
        json.append(UInt8(ascii: "\""))
    }
}
