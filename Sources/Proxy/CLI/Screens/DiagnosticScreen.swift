import Routing

/// Diagnostics in colour.
struct DiagnosticScreen {
    private let plain: DiagnosticText

    init(_ files: [SourceFile]) {
        plain = DiagnosticText(files) { text, part in
            switch part {
            case .location: Screen.styled(text, .bold)
            case .label(.error): Screen.styled(text, .red)
            case .label(.warning): Screen.styled(text, .yellow)
            case .gutter: Screen.styled(text, .dim)
            case .hint: Screen.styled(text, .cyan)
            }
        }
    }

    func text(_ diagnostic: Diagnostic) -> String { plain.text(diagnostic) }
}
