/// Colours of a terminal, or none.
struct TextStyle {
    enum Tone: String {
        case good = "32", bad = "31", warn = "33", info = "34", fig = "35", dim = "2", bold = "1"
    }

    let isColored: Bool

    func callAsFunction(_ text: String, _ tone: Tone) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// A bar of a width in columns, filled to a share in 0...1; full only at 1.
    static func bar(_ share: Double, width: Int, _ tone: Tone) -> StyledText {
        let filled = min(width, max(share > 0 ? 1 : 0, Int((share * Double(width)).rounded(.down))))
        return StyledText(String(repeating: "█", count: filled), tone)
            + StyledText(String(repeating: "░", count: width - filled), .dim)
    }
}
