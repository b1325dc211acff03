import Hummingbird

extension Operations {
    /// What changes the state of routes.
    func addFlipping(to router: Router<BasicRequestContext>) {
        router.post("/flips") { request, _ in
            try Response.json(try await flips.flip(try await request.json(FlipRequest.self)))
        }
        router.post("/rollbacks") { request, _ in
            try Response.json(try await flips.rollback(try await request.json(RollbackRequest.self)))
        }
        router.post("/apply") { request, _ in
            try Response.json(await flips.apply(try await request.json(ApplyRequest.self)))
        }
        router.post("/reload") { request, _ in
            try Response.json(try await reload(who: try await request.json(ReloadRequest.self).who))
        }
    }
}
