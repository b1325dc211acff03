import Routing

extension Flips {
    /// How long a forward flip waits for the feed.
    static let feedPatience = Duration.seconds(5)

    /// Waits until both sides have applied each other's events, and says what is wrong if they do not. Asked before
    /// clients see the service's data, before it takes over the writes, and before its answers become evidence.
    ///
    /// "Each other's events" are those that were there when the flip asked: under steady writes there is always a
    /// newest one on its way.
    func levelFeed(of unit: FlipUnit) async -> AdminProblem? {
        guard let path = feedPath(of: unit), let candidate = unit.candidate else { return nil }
        let owner = definition.targets[Int(unit.owner.value)]
        let service = definition.targets[Int(candidate.value)]
        let wait = FeedWait(reader: feed, owner: owner, service: service, path: path)
        guard let problem = await wait.untilLevel(within: Self.feedPatience) else { return nil }
        return AdminProblem(
            .feedNotLevel, "\(unit.id) cannot flip: \(problem)",
            fix: "look at \(path) on both sides and try again, or --force --reason TEXT", unit: unit.id)
    }

    /// How many events of the service its owner has not applied; read once, with a short patience.
    func unrelayedEvents(of unit: FlipUnit) async -> (count: Int?, problem: String?) {
        guard let path = feedPath(of: unit), let candidate = unit.candidate else { return (nil, nil) }
        let owner = definition.targets[Int(unit.owner.value)]
        let service = definition.targets[Int(candidate.value)]
        async let ownerPosition = feed.position(of: owner, path: path)
        async let servicePosition = feed.position(of: service, path: path)
        do throws(FeedProblem) {
            let ahead = try await servicePosition.get()
            let behind = try await ownerPosition.get()
            return (behind.missing(of: ahead), nil)
        } catch {
            return (nil, error.description)
        }
    }
}
