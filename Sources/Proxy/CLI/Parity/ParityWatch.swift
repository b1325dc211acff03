import ArgumentParser
import ControlPlane
import Foundation
import Supervision

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `ficus parity watch`: a table of all routes that follows what happens.
struct ParityWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Watch the evidence grow: a live table of all routes.",
        discussion: """
            A line for each route, those first that need somebody: state, compared exchanges a second and in all, the \
            share of them that differs, the rate that is ruled out by now (bound), the way to the next gate and how long \
            it takes at this rate, what the comparator finds of planted faults (recall), and how often the monolith \
            disagrees with itself (noise). Ctrl-C ends it.

            Where standard output is no terminal, it writes a line of name=value pairs for each route instead.

            EXAMPLES
              ficus parity watch
              ficus parity watch --interval 500ms --route orders.list
              ficus parity watch --once
              ficus parity watch --interval 1m >> parity.log
            """)

    @Option(
        help: ArgumentHelp("How often to look: 500ms, 2s, 1m; a number alone is seconds.", valueName: "time"),
        transform: Self.interval)
    var interval = Span(milliseconds: 2_000)

    @Flag(help: "Show it once, then end.")
    var once = false

    @Option(help: ArgumentHelp("Only this route; may be repeated.", valueName: "id"))
    var route: [String] = []

    @OptionGroup var admin: AdminOptions

    private var query: [(String, String)] { route.map { ("route", $0) } }

    func run() async throws {
        let client = AdminClient(admin)
        var table = WatchTable()
        // The first answer says what is wrong with the address or a route's name, and ends the command.
        table.take(try await client.get("/parity", query))
        if let size = TerminalSize.current {
            if once { return try print(table.screen(width: size.columns, height: nil, inColor: Screen.isColoured)) }
            try await live(client, table)
        } else {
            try print(table.lines)
            while !once {
                try await Task.sleep(for: interval.duration)
                if let next: AdminParity = await client.answer("/parity", query) {
                    table.take(next)
                    try print(table.lines)
                } else {
                    Screen.complain("no answer from \(client.address), trying again")
                }
            }
        }
    }

    private enum Event: Sendable {
        case answer(AdminParity)
        case silence
        case signal(Int32)
    }

    /// Draws whenever there is an answer, or the terminal has another size, until a signal ends it.
    private func live(_ client: AdminClient, _ first: WatchTable) async throws {
        let (events, feed) = AsyncStream.makeStream(of: Event.self)
        let signals = try Signals([SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT])
        let listening = Task { for await number in signals { feed.yield(.signal(number)) } }
        let asking = Task { [interval, query] in
            while true {
                try await Task.sleep(for: interval.duration)
                let next: AdminParity? = await client.answer("/parity", query)
                feed.yield(next.map(Event.answer) ?? .silence)
            }
        }
        defer {
            listening.cancel()
            asking.cancel()
        }
        var table = first
        var note: String?
        var screen = LiveScreen()
        screen.enter()
        draw(table, note, on: screen)
        loop: for await event in events {
            switch event {
            case .answer(let next):
                table.take(next)
                note = nil
            case .silence: note = "no answer from \(client.address), trying again"
            case .signal(SIGINT), .signal(SIGTERM), .signal(SIGHUP): break loop
            case .signal(SIGTSTP):
                screen.leave()
                kill(getpid(), SIGSTOP)
                continue
            case .signal(SIGCONT): screen.enter()
            case .signal: break
            }
            draw(table, note, on: screen)
        }
        screen.leave()
        // What was seen last stays on the screen that comes back.
        let width = TerminalSize.current?.columns ?? 80
        try print(table.screen(width: width, height: nil, inColor: Screen.isColoured, note: note))
    }

    private func draw(_ table: WatchTable, _ note: String?, on screen: LiveScreen) {
        let size = TerminalSize.current ?? TerminalSize(columns: 80, rows: 24)
        screen.draw(
            table.screen(width: size.columns, height: size.rows, inColor: Screen.isColoured, note: note))
    }

    /// At once, also into a pipe.
    private func print(_ lines: [String]) throws {
        try FileHandle.standardOutput.write(contentsOf: Data((lines + [""]).joined(separator: "\n").utf8))
    }

    private static func interval(_ text: String) throws -> Span {
        guard let span = Span(argument: text) ?? Span(argument: text + "s"), span.milliseconds >= 100 else {
            throw ValidationError("--interval is a time such as 500ms or 2s, 100ms at least.")
        }
        return span
    }
}
