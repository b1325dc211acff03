/// Letters that stand still with numbers between them: `web14`, `v4`, `1h20m3s`.
struct TemplateShape {
    private let own: [[[UInt8]]]
    private let letters: [[UInt8]]

    struct Verdict { let value: ShapeProblem? }

    /// nil where the runs have no letters and numbers in common.
    init?(_ runs: [[UInt8]]) {
        let parts = runs.map { Self.parts($0) }
        guard let letters = parts.first?.letters, letters.contains(where: { !$0.isEmpty }), letters.count > 1,
            parts.allSatisfy({ $0.letters == letters })
        else { return nil }
        own = parts.map(\.numbers)
        self.letters = letters
    }

    /// nil where the run has other letters.
    func judge(_ run: [UInt8]) -> Verdict? {
        let its = Self.parts(run)
        guard its.letters == letters else { return nil }
        for (place, number) in its.numbers.enumerated() {
            let theirs = own.map { $0[place] }
            if let problem = NumberShape(theirs).problem(ofDigits: number, among: theirs) {
                return Verdict(value: problem)
            }
        }
        return Verdict(value: nil)
    }

    /// The letters around each number.
    private static func parts(_ run: [UInt8]) -> (letters: [[UInt8]], numbers: [[UInt8]]) {
        var letters: [[UInt8]] = [[]]
        var numbers: [[UInt8]] = []
        var wasDigit = false
        for byte in run {
            let isDigit = TextSegments.isDigit(byte)
            if !isDigit {
                letters[letters.count - 1].append(byte)
            } else if wasDigit {
                numbers[numbers.count - 1].append(byte)
            } else {
                numbers.append([byte])
                letters.append([])
            }
            wasDigit = isDigit
        }
        return (letters, numbers)
    }
}
