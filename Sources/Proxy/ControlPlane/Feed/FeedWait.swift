import Routing

/// Waits until two sides of a feed have applied what the other had when the waiting began.
struct FeedWait {
    private static let pause = Duration.milliseconds(50)

    let reader: any FeedReader
    let owner: Target
    let service: Target
    let path: String

    /// nil once they are level; otherwise what is missing after `patience`.
    func untilLevel(within patience: Duration) async -> FeedProblem? {
        let clock = ContinuousClock()
        let end = clock.now + patience
        var goal: (owner: FeedPosition, service: FeedPosition)?
        var problem: FeedProblem
        repeat {
            async let ownerPosition = reader.position(of: owner, path: path)
            async let servicePosition = reader.position(of: service, path: path)
            switch (await ownerPosition, await servicePosition) {
            case (.success(let owner), .success(let service)):
                let aim = goal ?? (owner, service)
                goal = aim
                if service.isLevel(with: aim.owner), owner.isLevel(with: aim.service) { return nil }
                problem = FeedProblem(sentence(owner, service))
            case (.failure(let failure), _), (_, .failure(let failure)):
                problem = failure
            }
            try? await clock.sleep(for: Self.pause)
        } while clock.now < end && !Task.isCancelled
        return problem
    }

    private func sentence(_ atOwner: FeedPosition, _ atService: FeedPosition) -> String {
        let toService = atService.missing(of: atOwner)
        let toOwner = atOwner.missing(of: atService)
        return """
            the feed is not level: \(service.name) has not applied \(toService) events of \(owner.name), \
            \(owner.name) has not applied \(toOwner) of \(service.name)
            """
    }
}
