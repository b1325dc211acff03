import Hummingbird

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
        router.get("/table") { _, _ in try Response.json(try await table()) }
        router.get("/history") { request, _ in
            let unit = request.uri.queryParameters["unit"].map(String.init)
            return try Response.json(await flips.history(of: unit, limit: try request.count("limit") ?? 100))
        }
        router.get("/plan") { _, _ in try Response.json(await flips.plan()) }
        router.get("/metrics") { _, _ in
            Response.text(await metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}
