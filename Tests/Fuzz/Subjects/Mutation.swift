/// Makes new inputs of old ones, the same for the same seed.
package struct Mutation {
    private let subject: FuzzSubject
    private let corpus: [[UInt8]]
    private var random: SplitMix
    private static let longest = 4_096

    /// - Parameter corpus: what inputs are made of; not empty.
    package init(_ subject: FuzzSubject, corpus: [[UInt8]], seed: UInt64) {
        self.subject = subject
        self.corpus = corpus.isEmpty ? [[]] : corpus
        random = SplitMix(seed)
    }

    package mutating func next() -> [UInt8] {
        var bytes = pick(corpus)
        for _ in 0..<below(8) + 1 { mutate(&bytes) }
        return Array(bytes.prefix(Self.longest))
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        switch below(9) {
        case 0 where place < bytes.count: bytes[place] = UInt8(below(256))
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
        case 2: bytes.insert(contentsOf: pick(subject.tokens).utf8, at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + below(16)))
        case 4: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + below(32))], at: place)
        case 5: bytes.removeSubrange(place...)
        case 6:
            // The beginning of one, the end of another.
            let other = pick(corpus)
            bytes = Array(bytes[..<place]) + other[below(other.count + 1)...]
        case 7:
            // The same thing many times: what grows with its number must have a bound.
            let token = Array(pick(subject.tokens).utf8)
            for _ in 0..<below(64) { bytes.insert(contentsOf: token, at: place) }
        default: bytes.insert(UInt8(below(256)), at: place)
        }
    }

    private mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// A sequence of numbers that looks random and depends on its seed alone.
package struct SplitMix: Sendable {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
