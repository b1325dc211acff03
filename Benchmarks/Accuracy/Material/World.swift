/// What an answer is made from: data that both sides share, and the moment, which is another one for each answer.
struct World {
    /// The same for every answer of an exchange.
    var data: SplitMix64
    /// New for every answer.
    var moment: SplitMix64
    /// Seconds since 1970.
    var clock: Double
    /// Rows made so far, by everybody.
    var count: Int
    /// Requests that this process has served.
    var served: Int
    /// Elements that a list has won since the exchange began.
    var grown: Int
}

/// A small seeded generator (SplitMix64), the same numbers in every process.
package struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xD1B5_4A32_D192_ED03 }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
    mutating func pick<T>(_ choices: [T]) -> T { choices[int(0...choices.count - 1)] }

    mutating func run(_ alphabet: String, _ count: Int) -> String {
        let letters = Array(alphabet.utf8)
        return String(decoding: (0..<count).map { _ in letters[int(0...letters.count - 1)] }, as: UTF8.self)
    }

    mutating func digits(_ count: Int) -> String { run("0123456789", count) }
    mutating func hex(_ count: Int) -> String { run("0123456789abcdef", count) }
    mutating func base62(_ count: Int) -> String {
        run("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", count)
    }
    mutating func base64url(_ count: Int) -> String {
        run("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", count)
    }
    mutating func uuid() -> String { "\(hex(8))-\(hex(4))-4\(hex(3))-\(run("89ab", 1))\(hex(3))-\(hex(12))" }
    mutating func money(_ range: ClosedRange<Int>) -> String {
        let cents = int(range)
        return "\(cents / 100).\(two(cents % 100))"
    }
    mutating func words(_ range: ClosedRange<Int>) -> String {
        (0..<int(range)).map { _ in pick(Words.plain) }.joined(separator: " ")
    }
}

func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

enum Words {
    static let plain = [
        "order", "lamp", "river", "north", "blue", "engine", "paper", "quiet", "market", "window", "garden", "bridge",
        "copper", "silver", "planet", "signal", "harbor", "forest", "rocket", "basket", "velvet", "anchor",
    ]
    static let names = [
        "Ada Lovelace", "Zoë Müller", "José García", "François Dubois", "Åsa Lindström", "李小龙", "Иван Петров",
        "O'Brien & Sons", "María-José Ñuñez", "Grace Hopper", "Nguyễn Văn A", "Søren Ibsen", "محمد علي",
    ]
}

/// Base64 as JWTs, cursors and node ids have it.
func base64(_ text: String, isURL: Bool = false, isPadded: Bool = true) -> String {
    let letters = Array(
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isURL ? "-_" : "+/")).utf8)
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let part = bytes[start..<min(start + 3, bytes.count)]
        var bits = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
        var four: [UInt8] = []
        for _ in 0..<4 {
            four.insert(letters[bits & 63], at: 0)
            bits >>= 6
        }
        result += four.prefix(part.count + 1)
        if isPadded { result += Array(repeating: UInt8(ascii: "="), count: 3 - part.count) }
    }
    return String(decoding: result, as: UTF8.self)
}
