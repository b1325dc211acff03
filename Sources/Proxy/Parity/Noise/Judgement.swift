/// What is known of one exchange once the monolith was asked again.
package struct Judgement: Sendable, Equatable {
    /// Why differences are noise.
    package enum Noise: String, Sendable, Hashable, Codable, CodingKeyRepresentable {
        /// The monolith disagrees with itself there.
        case volatile
        /// The service had not yet seen what the monolith told, and agrees since it has.
        case lag
        /// An answer to a write, which cannot be asked again: values that are new with each call, of one shape.
        case fresh
    }

    /// What the service said when it was asked again; it never decides.
    package enum Steadiness: String, Sendable, Hashable, Codable {
        /// Wrong each time.
        case steady
        /// Wrong now and then.
        case flapping
    }

    /// With the verdict. Of a mismatch, `differences` has what is wrong and `excused` what was noise beside it.
    package var comparison: Comparison
    /// nil unless the verdict is noise.
    package var noise: Noise?
    /// Where the monolith disagrees with itself, and with what shape.
    package var volatile: [VolatileLeaf] = []
    /// nil when the service was not asked again.
    package var steadiness: Steadiness?
    /// How many further answers of the monolith the verdict rests on.
    package var reasked: UInt8 = 0
    /// The differences are those of a read after a write.
    package var isConfirmation = false

    package init(_ comparison: Comparison) {
        self.comparison = comparison
        if comparison.verdict == .noise { noise = .volatile }
    }

    package var verdict: Verdict { comparison.verdict }

    /// Whether the two sides agree, up to noise.
    package var isAgreement: Bool { verdict == .match || verdict == .noise }
    package var differences: [Difference] { comparison.differences }

    package mutating func becomeNoise(_ noise: Noise) {
        self.noise = noise
        guard comparison.verdict != .noise else { return }
        comparison.verdict = .noise
        comparison.excused += comparison.differences
        comparison.differences = []
    }
}

/// A place where the monolith disagrees with itself, in this exchange.
package struct VolatileLeaf: Sendable, Hashable, Codable {
    package var path: DifferencePath
    /// The place with indices and ids as `*`, for what is learned of a route.
    package var pattern: String { path.pattern }
    /// What its own answers have in common, in a few words and without any value: `string, time`.
    package var shape: String

    package init(path: DifferencePath, shape: String) {
        self.path = path
        self.shape = shape
    }

    static func status(_ answers: [Observation]) -> VolatileLeaf {
        let seen = Set(answers.map(\.status)).sorted().map(String.init).joined(separator: " or ")
        return VolatileLeaf(path: .status, shape: seen)
    }
}
