/// Colours of a terminal, or none.
struct TextStyle {
    enum Tone: String {
        case good = "32", bad = "31", warn = "33", info = "34", fig = "35", dim = "2", bold = "1"
    }

    let isColored: Bool

    func callAsFunction(_ text: String, _ tone: Tone) -> String {
        isColored ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A bar of a width in characters, filled to a share in 0...1.
    func bar(_ share: Double, width: Int, _ tone: Tone) -> String {
        let filled = min(width, max(share > 0 ? 1 : 0, Int((share * Double(width)).rounded(.down))))
        return self(String(repeating: "█", count: filled), tone)
            + self(String(repeating: "░", count: width - filled), .dim)
    }
}
