import HTTPTypes
package import Hummingbird

/// The part of a list that a request asks for: `?limit=&after=`.
package struct PageRequest<Cursor: Sendable>: Sendable {
    package let limit: Int
    /// The last row of the page before; nil for the first page.
    package let after: Cursor?

    package init(limit: Int = 20, after: Cursor? = nil) {
        self.limit = limit
        self.after = after
    }

    /// One row more than a page has: whether it comes tells if a page follows.
    package var limitAndOne: Int { limit + 1 }

    init(_ request: Request, cursor: (Substring) -> Cursor?) throws {
        let query = request.uri.queryParameters
        var errors: [Problem.FieldError] = []
        var limit = 20
        if let text = query["limit"] {
            if let number = decimal(text), (1...100).contains(number) {
                limit = number
            } else {
                errors.append(.init("limit", "must be 1 to 100"))
            }
        }
        var after: Cursor?
        if let text = query["after"] {
            after = cursor(text)
            if after == nil { errors.append(.init("after", "must be a cursor")) }
        }
        guard errors.isEmpty else { throw Problem.validation(errors) }
        self.init(limit: limit, after: after)
    }
}

extension PageRequest<Int> {
    /// Of a list whose cursor is an id.
    package init(_ request: Request) throws {
        try self.init(request, cursor: decimal)
    }
}

extension PageRequest<String> {
    /// Of a list whose cursor is a symbol.
    package init(_ request: Request) throws {
        try self.init(request) { text in
            (1...8).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
                ? String(text) : nil
        }
    }
}

extension Answer {
    /// `{"<name>":[...],"next":...}` of rows of which one more was read than the page has.
    package static func list<Row, Cursor>(
        _ name: String, _ rows: [Row], _ page: PageRequest<Cursor>, cursor: (Row) -> Cursor, _ json: (Row) -> JSON
    ) -> Answer {
        let shown = rows.prefix(page.limit)
        let next = rows.count > page.limit ? shown.last.map { JSON.string("\(cursor($0))") } : nil
        return Answer(.ok, .object([.init(name, .array(shown.map(json))), .init("next", next ?? .null)]))
    }
}

/// A number of digits alone, without a superfluous zero: an id or a limit as it is written in a path or a query.
package func decimal(_ text: some StringProtocol) -> Int? {
    let digits = text.utf8
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.count == 1 || digits.first != 0x30 else {
        return nil
    }
    return Int(text)
}
