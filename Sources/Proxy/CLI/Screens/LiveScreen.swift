import Foundation

/// A screen of its own on a terminal, drawn over again and again; the one before comes back when it is left.
///
///     enter ──▶ draw ──▶ draw ──▶ leave
///       ▲                           │
///       └──── stopped, continued ───┘
struct LiveScreen {
    private var saved: termios?
    private var isEntered = false

    /// What is typed is not shown, and does not end up in the shell afterwards.
    mutating func enter() {
        guard !isEntered else { return }
        isEntered = true
        var settings = termios()
        if tcgetattr(STDIN_FILENO, &settings) == 0 {
            saved = settings
            settings.c_lflag &= ~tcflag_t(ECHO | ICANON)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        }
        write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[2J")
    }

    /// Writes all lines over those before, in one piece, so that nothing is blank in between. A terminal that knows how
    /// shows them at once.
    func draw(_ lines: [String]) {
        let body = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
        write("\u{1B}[?2026h\u{1B}[H\(body)\u{1B}[J\u{1B}[?2026l")
    }

    mutating func leave() {
        guard isEntered else { return }
        isEntered = false
        write("\u{1B}[?25h\u{1B}[?1049l")
        if var settings = saved {
            tcflush(STDIN_FILENO, TCIFLUSH)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
            saved = nil
        }
    }

    /// A terminal that has gone away is no error: the signal that says so ends the command.
    private func write(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
