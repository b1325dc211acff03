import Foundation
import Hummingbird
import Routing

extension Operations {
    /// What can be looked at.
    func addReading(to router: Router<BasicRequestContext>) {
        router.get("/health") { _, _ in try Response.json(["status": "ok"]) }
        router.get("/status") { _, _ in try Response.json(await status()) }
        router.get("/targets") { _, _ in try Response.json(await targets()) }
        router.get("/routes") { _, _ in try Response.json(await flips.routes()) }
        router.get("/routes/:id") { _, context in
            let id = try context.parameters.require("id")
            guard let route = await flips.routes().first(where: { $0.id == id }) else {
                throw AdminProblem(.unknownUnit, "there is no route \(id)", fix: "ficus routes", unit: id)
            }
            return try Response.json(route)
        }
        router.get("/explain") { request, _ in try Response.json(explanation(await flips.table, of: request)) }
        router.get("/history") { request, _ in
            let unit = request.uri.queryParameters["unit"].map(String.init)
            return try Response.json(await flips.history(of: unit, limit: try request.count("limit") ?? 100))
        }
        router.get("/plan") { _, _ in try Response.json(await flips.plan()) }
        router.get("/metrics") { _, _ in
            Response.text(await metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// What `ficus explain` shows: `?method=GET&path=/orders/42&header=Name:%20value`.
    private func explanation(_ table: RouteTable, of request: Request) throws -> AdminExplanation {
        let query = request.uri.queryParameters
        guard let path = query["path"] else {
            throw AdminProblem(.badRequest, "the query parameter path is missing", fix: "/explain?method=GET&path=/")
        }
        let fields = try query.getAll("header").map { header in
            guard let colon = header.firstIndex(of: ":"), colon != header.startIndex else {
                throw AdminProblem(.badRequest, "not a header field: \(header)", fix: "header=Name: value")
            }
            return (
                name: String(header[..<colon]),
                value: header[header.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            )
        }
        do {
            let plain = try PlainRequest(method: String(query["method"] ?? "GET"), target: String(path), fields: fields)
            return AdminExplanation(table.explanation(of: plain), table)
        } catch {
            throw AdminProblem(.badRequest, "Ficus answers such a request with 400: \(error)")
        }
    }
}
