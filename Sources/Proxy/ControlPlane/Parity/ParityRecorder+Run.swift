package import DataPlane
package import Routing

extension ParityRecorder {
    /// How often the counters are read and what was counted is written.
    private static let flushEvery = Duration.seconds(1)
    /// Pairs that are compared before others have a turn on the thread.
    private static let portion = 8

    /// Drains the data plane's pairs until its queue ends, and writes once a second.
    ///
    /// - Parameter table: the table in force.
    package func run(_ plane: DataPlane, table: @escaping @Sendable () async -> RouteTable) async {
        publishIdentities = { [weak plane] in plane?.publish($0) }
        publishNews()
        publishWishes = { [weak plane] in plane?.publish($0) }
        publishWishes?(tap.wishes)
        await withTaskGroup { group in
            group.addTask {
                while var pairs = await plane.pairs.next() {
                    // In portions: a gate that asks for evidence waits for one of them and not for all, and what is
                    // compared makes room for others.
                    pairs.reverse()
                    while !pairs.isEmpty {
                        let portion = Array(pairs.suffix(Self.portion).reversed())
                        pairs.removeLast(portion.count)
                        await self.record(portion)
                        plane.pairs.release(portion)
                    }
                }
            }
            group.addTask {
                while let exchanges = await plane.witnessed.next() {
                    for exchange in exchanges { await self.record(exchange) }
                    plane.witnessed.release(exchanges)
                }
            }
            if asker != nil { group.addTask { await self.answerQuestions() } }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.flushEvery)
                    await self.collect(plane, table: table)
                }
            }
            await group.next()
            group.cancelAll()
        }
        await concludeEffects()
        abandonQuestions()
        await collect(plane, table: table)
        feed.finish()
        tap.closeAll()
    }

    private func collect(_ plane: DataPlane, table: @Sendable () async -> RouteTable) async {
        let table = await table()
        hear(await plane.health(), table: table)
        count(await plane.counters(), table: table)
        // A store that cannot be written is logged, and asked again at the next turn.
        try? await flush()
    }
}
