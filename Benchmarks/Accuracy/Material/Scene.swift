/// One request's answers: the data, what moves in them, and the time that goes by.
struct Scene {
    let document: Document
    private let dataSeed: UInt64
    private(set) var movers: [PlacedMover] = []
    var world: World

    struct PlacedMover {
        var mover: Mover
        var object: Place
        /// In every element of the list at `object`.
        var isInEach: Bool
        var key: String
        var position: Int

        /// Where it stands in an answer, or one of the places.
        func place(in body: Node, _ random: inout SplitMix64) -> Place {
            guard isInEach, case .array(let elements)? = body[object]?.plain, !elements.isEmpty else {
                return object + [key]
            }
            return object + [String(random.int(0...elements.count - 1)), key]
        }
    }

    init(_ document: Document, random: inout SplitMix64) {
        self.document = document
        dataSeed = random.next()
        var start = Double(random.int(1_600_000_000...1_890_000_000))
        // Often right before a second, a minute, a day ends.
        if random.chance(0.3) { start = (start / 60).rounded(.down) * 60 - 0.4 }
        if random.chance(0.1) { start = (start / 86_400).rounded(.up) * 86_400 - 0.6 }
        world = World(
            data: SplitMix64(seed: 0), moment: SplitMix64(seed: random.next()), clock: start,
            count: random.int(1000...5_000_000), served: random.int(50...90_000), grown: 0)
    }

    mutating func addMovers(_ count: Int, from movements: [Movement], _ random: inout SplitMix64) {
        var data = SplitMix64(seed: dataSeed)
        let reply = document.reply(&data)
        guard reply.format != .csv, reply.status != 204 else { return }
        for _ in 0..<count {
            let places = reply.body.places.filter { place, node in
                switch node {
                case .object: reply.format != .form || place.isEmpty
                case .array(let elements):
                    !elements.isEmpty && elements.allSatisfy { if case .object = $0 { true } else { false } }
                default: false
                }
            }
            guard !places.isEmpty else { return }
            let (place, node) = random.pick(places)
            var choices = movements
            let isList = if case .array = node { true } else { false }
            if reply.format != .json && reply.format != .lines {
                let flat: Set<Movement> = [
                    .load, .embeddedJSON, .sometimesNull, .sometimesThere, .relativeTime, .flag, .variant,
                ]
                choices = choices.filter {
                    !Movement.lists.contains($0) && !flat.contains($0) && !Movement.structures.contains($0)
                }
            }
            if isList { choices = choices.filter { !Movement.lists.contains($0) } }
            guard !choices.isEmpty else { return }
            let movement = random.pick(choices)
            guard !movers.contains(where: { $0.key == movement.key && $0.object == place }) else { continue }
            movers.append(
                PlacedMover(
                    mover: Mover(movement: movement, formSeed: random.next()), object: place, isInEach: isList,
                    key: movement.key, position: random.int(0...9)))
        }
    }

    /// The next answer; time goes by.
    mutating func reply(isService: Bool = false) -> Reply {
        world.clock +=
            world.moment.chance(0.2) ? Double(world.moment.int(1...4)) : Double(world.moment.int(10...900)) / 1000
        world.count += world.moment.int(1...4)
        world.served += world.moment.int(1...3)
        world.grown += world.moment.int(0...1)
        var data = SplitMix64(seed: dataSeed)
        var reply = document.reply(&data)
        var here = world
        if isService { here.served = Int(dataSeed % 70_000) + 20 }
        for placed in movers {
            if placed.isInEach, case .array(let elements)? = reply.body[placed.object]?.plain {
                for index in elements.indices {
                    place(placed, placed.object + [String(index)], &reply, &here)
                }
            } else {
                place(placed, placed.object, &reply, &here)
            }
        }
        world.moment = here.moment
        return reply
    }

    private func place(_ placed: PlacedMover, _ object: Place, _ reply: inout Reply, _ world: inout World) {
        guard let value = placed.mover.value(&world) else { return }
        reply.body = reply.body.inserting(
            placed.key, .moving(placed.mover.movement, value), in: object, at: placed.position)
    }

    private static func kind(_ node: Node?) -> Int {
        switch node?.plain {
        case nil: 0
        case .null: 1
        case .bool: 2
        case .number: 3
        case .string: 4
        case .array(let elements) where elements.allSatisfy { !$0.isContainer }: 6 + elements.count
        case .array, .object, .moving: 5
        }
    }

    /// Whether each place that moves between the monolith and the service moves among the monolith's own answers.
    func hasShown(_ monolith: Reply, _ again: [Reply], _ service: Reply? = nil) -> Bool {
        movers.allSatisfy { placed in
            let places: [Place] =
                if placed.isInEach, case .array(let elements)? = monolith.body[placed.object]?.plain {
                    elements.indices.map { placed.object + [String($0), placed.key] }
                } else {
                    [placed.object + [placed.key]]
                }
            if let service {
                if places.allSatisfy({ service.body[$0] == monolith.body[$0] }) { return true }
                // Whether it is there, and of what type, is shown for each place.
                let answers = [monolith] + again
                let isKnown = places.allSatisfy { place in
                    answers.contains { Self.kind($0.body[place]) == Self.kind(service.body[place]) }
                }
                guard isKnown else { return false }
            }
            let moved = places.filter { place in again.contains { $0.body[place] != monolith.body[place] } }
            guard let service else { return !moved.isEmpty }
            // Or so many of the list's places do that this one stood still by chance.
            if moved.count >= 2, moved.count * 3 >= places.count { return true }
            return places.allSatisfy { service.body[$0] == monolith.body[$0] || moved.contains($0) }
        }
    }
}
