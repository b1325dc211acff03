package import Parity

/// How values of one place come about: composed at random of atoms that nobody chose for the comparison, so that what
/// its shapes claim of a place is measured on kinds of values that no list names.
package struct Process {
    /// The atoms it is made of.
    package let name: String
    let isNumber: Bool
    let draw: (inout World) -> String

    init(_ name: String, isNumber: Bool = false, _ draw: @escaping (inout World) -> String) {
        self.name = name
        self.isNumber = isNumber
        self.draw = draw
    }

    func value(_ world: inout World) -> LeafValue {
        LeafValue(kind: isNumber ? .number : .string, text: Array(draw(&world).utf8))
    }

    /// A process of texts from the family.
    static func text(_ form: inout SplitMix64, depth: Int = 0) -> Process {
        switch form.int(0...(depth < 2 ? 13 : 9)) {
        case 0...1: token(&form)
        case 2: quantity(&form)
        case 3: time(&form)
        case 4...5: name(&form)
        case 6: words(&form)
        case 7: duration(&form)
        case 8...9: number(&form)
        case 10...11: sequence(&form, depth: depth + 1)
        case 12: sentence(&form, depth: depth + 1)
        default: link(&form, depth: depth + 1)
        }
    }

    // MARK: Composition

    /// Two to four processes with a separator between, of which some are constants.
    private static func sequence(_ form: inout SplitMix64, depth: Int) -> Process {
        let parts = (0..<form.int(2...4)).map { place in
            place > 0 && form.chance(0.25) ? constant(&form) : text(&form, depth: depth)
        }
        let separator = form.pick(["-", "_", ":", "/", ".", ",", ", ", " ", "|", ";", "#", "@", "~", " - ", "x", "="])
        return Process(parts.map(\.name).joined(separator: separator)) { world in
            parts.map { $0.draw(&world) }.joined(separator: separator)
        }
    }

    private static func constant(_ form: inout SplitMix64) -> Process {
        let text = form.chance(0.7) ? form.pick(Words.plain) : form.chance(0.5) ? "v\(form.int(1...9))" : form.digits(2)
        return Process("'\(text)'") { _ in text }
    }

    /// Words that stand still, with values between.
    private static func sentence(_ form: inout SplitMix64, depth: Int) -> Process {
        let parts = (0..<form.int(1...2)).map { _ in text(&form, depth: depth + 1) }
        let words = parts.map { _ in form.words(1...3) }
        let end = form.pick(["", ".", "!", " \(form.words(1...2))", ")"])
        return Process("sentence of " + parts.map(\.name).joined(separator: " & ")) { world in
            zip(words, parts).map { $0 + " " + $1.draw(&world) }.joined(separator: " ") + end
        }
    }

    private static func link(_ form: inout SplitMix64, depth: Int) -> Process {
        let base = form.pick([
            "https://\(form.pick(Words.plain)).example.com/", "/", "/api/v\(form.int(1...4))/",
            "s3://\(form.pick(Words.plain))/",
        ])
        let folder = form.pick(Words.plain) + "s/"
        let token = token(&form)
        let other = form.chance(0.5) ? Process.number(&form) : Process.token(&form)
        let key = form.pick(Words.plain)
        let kind = form.int(0...2)
        return Process("link to \(token.name)" + (kind == 2 ? " ? \(other.name)" : "")) { world in
            base + folder + token.draw(&world)
                + (kind == 0 ? "" : kind == 1 ? "/" + key : "?\(key)=" + other.draw(&world))
        }
    }
}

/// Draws processes from a seed.
package struct ProcessSource {
    private var random: SplitMix64

    package init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// What the monolith said again and again, and what a correct service says.
    package struct Draw {
        package var process: String
        package var own: [LeafValue]
        package var service: LeafValue
    }

    /// Draws in which the monolith never differs from itself are none: there the place does not move.
    package mutating func next(samples: Int) -> Draw {
        while true {
            var form = SplitMix64(seed: random.next())
            let process = form.chance(0.3) ? Process.jsonNumber(&form) : Process.text(&form)
            var world = World(
                data: SplitMix64(seed: 0), moment: SplitMix64(seed: random.next()),
                clock: Double(form.int(1_600_000_000...1_890_000_000)), count: form.int(100...5_000_000),
                served: form.int(50...90_000), grown: 0)
            let own = (0..<samples).map { _ in Self.step(process, &world) }
            let service = Self.step(process, &world)
            if own.contains(where: { $0 != own[0] }) {
                return Draw(process: process.name, own: own, service: service)
            }
        }
    }

    private static func step(_ process: Process, _ world: inout World) -> LeafValue {
        world.clock += Double(world.moment.int(10...2500)) / 1000
        world.count += world.moment.int(1...4)
        return process.value(&world)
    }
}
