import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Routing
import Store

extension Operations {
    /// What the two sides' agreement is known to be.
    func addParity(to router: Router<BasicRequestContext>) {
        router.get("/parity") { request, _ in
            let routes = request.uri.queryParameters.getAll("route").map { String($0) }
            return try Response.json(try await parity(of: routes))
        }
        router.get("/parity/routes/:id") { _, context in
            let id = try context.parameters.require("id")
            guard let route = try await parity(of: [id]).routes.first, route.candidate != nil else {
                throw AdminProblem(.notFlippable, "\(id) has no candidate to compare with", unit: id)
            }
            return try Response.json(route)
        }
        router.get("/parity/routes/:id/epochs") { _, context in
            let id = try context.parameters.require("id")
            guard await flips.definition.route(id) != nil else {
                throw AdminProblem(.unknownUnit, "there is no route \(id)", fix: "ficus routes", unit: id)
            }
            try await recorder.flush()
            return try Response.json(AdminEpochList(route: id, try await store.epochs(route: id)))
        }
        router.get("/parity/verdicts") { request, _ in
            let route = request.uri.queryParameters["route"].map(String.init)
            let last = try request.count("last")
            // Without a number the stream is live; with one it ends after them unless `follow` is there.
            let follows = last == nil || request.uri.queryParameters["follow"] == "true"
            return await verdicts(last: last ?? 0, of: route, follows: follows)
        }
        router.post("/parity/reset") { request, _ in
            let reset = try await request.json(ParityResetRequest.self)
            guard await flips.definition.route(reset.route) != nil else {
                throw AdminProblem(
                    .unknownUnit, "there is no route \(reset.route)", fix: "ficus routes", unit: reset.route)
            }
            guard reset.reason.contains(where: { !$0.isWhitespace }) else {
                throw AdminProblem(
                    .reasonMissing, "a reset goes on record and needs a reason", fix: "add --reason TEXT")
            }
            try await recorder.reset(route: reset.route, who: reset.who, why: reset.reason)
            return try Response.json(reset)
        }
    }

    /// Parity of the named routes, or of all.
    private func parity(of routes: [String]) async throws -> AdminParity {
        let table = await flips.table
        if let unknown = routes.first(where: { table.index(ofRoute: $0) == nil }) {
            throw AdminProblem(.unknownUnit, "there is no route \(unknown)", fix: "ficus routes", unit: unknown)
        }
        var parity = try await recorder.parity(of: table, routes: routes.isEmpty ? nil : Set(routes))
        let flips = await flips.lastFlips(AdminRouteParity.flipLimit)
        for index in parity.routes.indices {
            let route = parity.routes[index]
            parity.routes[index].flips = (flips[route.unit] ?? []).map { AdminRouteFlip($0, of: route.id) }
        }
        return parity
    }

    /// One JSON object per line.
    private func verdicts(last: Int, of route: String?, follows: Bool) async -> Response {
        let (kept, live) = await recorder.tail(last, of: route, follows: follows)
        let body = ResponseBody { writer in
            let encoder = AdminJSON.encoder()
            func line(_ verdict: AdminVerdict) throws -> ByteBuffer {
                ByteBuffer(bytes: try encoder.encode(verdict) + Data("\n".utf8))
            }
            for verdict in kept { try await writer.write(try line(verdict)) }
            if let live {
                for await verdict in live where route == nil || verdict.route == route {
                    try await writer.write(try line(verdict))
                }
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"], body: body)
    }
}

extension ParityRecorder {
    /// The last verdicts, and the ones to come: in one step, so that none is missed or told twice.
    fileprivate func tail(
        _ last: Int, of route: String?, follows: Bool
    ) -> (kept: [AdminVerdict], live: AsyncStream<AdminVerdict>?) {
        (verdicts(last: last, route: route), follows ? liveVerdicts() : nil)
    }
}
