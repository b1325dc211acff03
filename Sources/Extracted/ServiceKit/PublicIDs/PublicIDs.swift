import Contract
import Database
import Feed
import HTTPTypes
import Hummingbird

/// Shows UUIDs for ids, and takes them (`--ids uuid`): the service keeps its rows by integers, as the feed brings them,
/// and translates at its door. The rest of the service does not know.
///
/// What a rehearsed write makes has a UUID that is forgotten with it.
struct PublicIDs: RouterMiddleware {
    typealias Context = BrokerXContext

    let table: PublicIDTable

    func handle(
        _ request: Request, context: BrokerXContext,
        next: @concurrent (Request, BrokerXContext) async throws -> Response
    ) async throws -> Response {
        guard let entity = Self.entity(of: request.uri.path) else { return try await next(request, context) }
        var request = request
        var context = context
        if let text = context.parameters.get("id") {
            let row = try await table.row(text, entity)
            context.pathRow = row.map(BrokerXContext.PathRow.known) ?? .unknown
            // What a request is, for its idempotency key, does not depend on by what name it calls the row.
            if let row { request = Self.naming(row, insteadOf: text, in: request) }
        }
        request = try await translatingCursor(of: request, entity)
        let isRehearsal = context.isShadow && request.method != .get && request.method != .head
        let response: Response
        do {
            response = try await next(request, context)
        } catch let problem as Problem {
            response = problem.response()
        }
        return try await showing(response, entity, areRehearsed: isRehearsal)
    }

    /// What the `id` of an endpoint's rows is the id of; nil for what has none.
    private static func entity(of path: String) -> String? {
        let segments = path.split(separator: "/")
        guard segments.count >= 3, segments[0] == "api", segments[1] == "v1" else { return nil }
        return switch segments[2] {
        case "orders": "order"
        case "executions": "execution"
        case "deposits": "deposit"
        case "withdrawals": "withdrawal"
        case "transactions": "transaction"
        case "clients", "me", "auth", "portfolio", "portfolios": "client"
        default: nil
        }
    }

    /// The entity of a member, where the member is an id.
    private static func entity(ofMember name: String, in entity: String) -> String? {
        switch name {
        case "id", "next": entity
        case "client_id": "client"
        case "order_id", "replaces": "order"
        default: nil
        }
    }

    // MARK: Requests

    private static func naming(_ row: Int, insteadOf text: String, in request: Request) -> Request {
        var head = request.head
        let path = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0 == text ? String(row) : String($0) }.joined(separator: "/")
        head.path = request.uri.query.map { "\(path)?\($0)" } ?? path
        return Request(head: head, body: request.body)
    }

    /// `?after=` names a row; one that nobody was told of comes before all others.
    private func translatingCursor(of request: Request, _ entity: String) async throws -> Request {
        guard let after = request.uri.queryParameters["after"] else { return request }
        let row = try await table.row(String(after), entity)
        var head = request.head
        let query = (request.uri.query ?? "").split(separator: "&").map { part in
            part.hasPrefix("after=") ? "after=\(row.map(String.init) ?? "unknown")" : String(part)
        }
        head.path = "\(request.uri.path)?\(query.joined(separator: "&"))"
        return Request(head: head, body: request.body)
    }

    // MARK: Answers

    private func showing(_ response: Response, _ entity: String, areRehearsed: Bool) async throws -> Response {
        let bytes = try await response.body.collected()
        let body = try? JSON(parsing: bytes.readableBytesView)
        var told = response.headers[.ficusChanges].map { ToldChanges($0) }
        let changes = told?.report
        var rows: Set<PublicIDTable.Row> = []
        body?.forEachRow(entity) { rows.insert($0) }
        changes?.forEachChange { rows.formUnion($0) }
        let uuids = try await table.uuids(of: rows, areRehearsed: areRehearsed)
        var headers = response.headers
        told?.report = changes?.showingChanges(uuids)
        headers[.ficusChanges] = told?.value
        guard let body else {
            return Response(status: response.status, headers: headers, body: ResponseBody(byteBuffer: bytes))
        }
        headers[.contentLength] = nil
        let shown = body.showing(uuids, entity)
        return Response(
            status: response.status, headers: headers, body: ResponseBody(byteBuffer: .init(bytes: shown.bytes)))
    }

    /// The row that a member names, if it is an id.
    fileprivate static func row(_ member: JSON.Member, in entity: String) -> PublicIDTable.Row? {
        guard let entity = Self.entity(ofMember: member.name, in: entity) else { return nil }
        // A cursor is an id as text.
        let id = member.name == "next" ? member.value.stringValue.flatMap { decimal($0) } : member.value.integerValue
        return id.map { PublicIDTable.Row(entity: entity, id: $0) }
    }
}

extension JSON {
    fileprivate func forEachRow(_ entity: String, _ body: (PublicIDTable.Row) -> Void) {
        switch self {
        case .null, .bool, .number, .string: break
        case .array(let elements): for element in elements { element.forEachRow(entity, body) }
        case .object(let members):
            for member in members {
                if let row = PublicIDs.row(member, in: entity) { body(row) }
                member.value.forEachRow(entity, body)
            }
        }
    }

    fileprivate func showing(_ uuids: [PublicIDTable.Row: String], _ entity: String) -> JSON {
        mappingMembers { member in
            guard let uuid = PublicIDs.row(member, in: entity).flatMap({ uuids[$0] }) else { return member }
            return .init(member.name, .string(uuid))
        }
    }

    // MARK: Changes: rows by table

    /// `orders` -> `order`
    private static func entity(ofTable name: String) -> String { String(name.dropLast()) }

    fileprivate func forEachChange(_ body: (Set<PublicIDTable.Row>) -> Void) {
        guard case .object(let tables) = self else { return }
        for table in tables {
            var rows: Set<PublicIDTable.Row> = []
            table.value.forEachRow(Self.entity(ofTable: table.name)) { rows.insert($0) }
            body(rows)
        }
    }

    fileprivate func showingChanges(_ uuids: [PublicIDTable.Row: String]) -> JSON {
        guard case .object(let tables) = self else { return self }
        return .object(
            tables.map { .init($0.name, $0.value.showing(uuids, Self.entity(ofTable: $0.name))) })
    }
}
