package import Parity

/// One exchange with what has to be said of it.
package struct LabelledPair {
    package enum Class: String, Sendable, CaseIterable {
        case equal, volatile, real = "real, beside", inside = "real, inside"
    }

    package var kind: Class
    package var document: Document
    package var movements: [Movement]
    package var monolith: Observation
    package var service: Observation
    package var again: [Observation]
    /// What is really different; empty for pairs that agree.
    package var labels: [Label]
}

/// Draws pairs from a seed: the same ones each time.
package struct PairSource {
    private var random: SplitMix64
    /// Which part of the kinds is drawn from; the kinds themselves where nothing is said.
    private let documents: [Document]
    private let movements: [Movement]

    package init(seed: UInt64, documents: [Document] = Document.known, movements: [Movement] = Movement.known) {
        random = SplitMix64(seed: seed)
        self.documents = documents
        self.movements = movements
    }

    /// The next pair of a class. What moves shows it within the monolith's own answers: where it does not, nobody can
    /// tell.
    package mutating func next(_ kind: LabelledPair.Class) -> LabelledPair {
        while true {
            if let pair = draw(kind) { return pair }
        }
    }

    private mutating func draw(_ kind: LabelledPair.Class) -> LabelledPair? {
        let document = random.pick(documents)
        var scene = Scene(document, random: &random)
        if kind == .inside || kind == .volatile || kind == .real && random.chance(0.6) {
            scene.addMovers(random.int(1...3), from: movements, &random)
        }
        if kind == .inside || kind == .volatile, scene.movers.isEmpty { return nil }
        let monolith = scene.reply()
        var service = scene.reply(isService: true)
        let again = (0..<random.int(1...3)).map { _ in scene.reply() }
        guard scene.hasShown(monolith, again), scene.hasShown(monolith, again, service) else { return nil }
        var labels: [Label] = []
        let before = service
        if kind == .real || kind == .inside {
            for _ in 0..<random.pick([1, 1, 1, 2, 3]) {
                var maker = FaultMaker(random: SplitMix64(seed: random.next()))
                let place = scene.movers.randomElement(using: &random)
                let label: Label? =
                    if kind == .inside, labels.isEmpty, let place {
                        maker.moving(&service, place.mover, place.place(in: service.body, &random), &scene.world)
                    } else {
                        maker.stable(&service)
                    }
                guard let label else { continue }
                labels.append(label)
            }
            guard !labels.isEmpty, Self.areApart(labels), Sending.isSeen(labels, before, service) else { return nil }
        }
        let writer = Writer.any(&random)
        let own = Writer(random: SplitMix64(seed: 1))
        return LabelledPair(
            kind: kind, document: document, movements: scene.movers.map(\.mover.movement),
            monolith: Sending.observation(monolith, own, &random),
            service: Sending.observation(service, writer, &random),
            again: again.map { Sending.observation($0, own, &random) }, labels: Self.asWritten(labels, monolith))
    }

    /// No fault hides another one, or a part of it.
    private static func areApart(_ labels: [Label]) -> Bool {
        if labels.count > 1, labels.contains(where: { $0.path == "status" || $0.isLoose }) { return false }
        for (index, label) in labels.enumerated() {
            for other in labels[(index + 1)...]
            where label.path.hasPrefix(other.path) || other.path.hasPrefix(label.path) {
                return false
            }
        }
        return true
    }

    /// In formats without JSON's structure a place is known less exactly.
    private static func asWritten(_ labels: [Label], _ reply: Reply) -> [Label] {
        guard ![.json, .lines].contains(reply.format) else { return labels }
        return labels.map { label in
            var label = label
            if label.path.hasPrefix("body:") {
                label.path = "body:"
                label.isLoose = true
                label.isCore = false
            }
            return label
        }
    }
}
