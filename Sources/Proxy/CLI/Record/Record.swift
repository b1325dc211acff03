import ArgumentParser
import ControlPlane
import Foundation
import Parity
import Routing
import Supervision

/// `ficus record`: takes down what is answered, for replaying and for trying rules.
struct Record: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record what goes through the running proxy, or import a HAR.",
        discussion: """
            Writes one exchange a line (docs/recordings.md): the request, the answer, and of routes in shadow or canary \
            both answers and the verdict. Secrets are marked before anything leaves the proxy. Ctrl-C ends it; the file \
            is whole then.

            EXAMPLES
              ficus record -o rec.ndjson --duration 5m
              ficus record -o rec.ndjson --route orders.list --sample 10% --count 1000
              ficus record --from-har shop.har -o rec.ndjson
            """)

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Where to write; standard output without it.", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Only this route; may be repeated.", valueName: "id"))
    var route: [String] = []

    @Option(help: ArgumentHelp("The share of the exchanges that is taken, by chance.", valueName: "share"))
    var sample = Share.whole

    @Option(help: ArgumentHelp("End after so long.", valueName: "duration"))
    var duration: Span?

    @Option(help: ArgumentHelp("End after so many exchanges.", valueName: "n"))
    var count: Int?

    @Option(help: ArgumentHelp("End before the file is longer.", valueName: "MiB"))
    var maxSize = 256

    @Option(
        help: ArgumentHelp("Read this HAR instead of the running proxy.", valueName: "file"), completion: .file())
    var fromHar: String?

    @OptionGroup var admin: AdminOptions

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is 1 or more.") }
        guard maxSize > 0 else { throw ValidationError("--max-size is 1 or more.") }
    }

    func run() async throws {
        if let fromHar { return try importHAR(fromHar) }
        let (sink, client, query) = (try sink(), AdminClient(admin), query)
        let recording = Task {
            do {
                try await client.forEachLine("/recording", query) { line in
                    guard try sink.take(Array(line)) else { throw CancellationError() }
                }
            } catch  where Task.isCancelled || error is CancellationError {
                // It was ended on purpose; what was written is whole.
            }
        }
        let signals = try Signals([SIGINT, SIGTERM])
        let ending = Task {
            for await _ in signals {
                recording.cancel()
                break
            }
        }
        let clock = duration.map { limit in
            Task {
                try await Task.sleep(for: limit.duration)
                recording.cancel()
            }
        }
        let result = await recording.result
        ending.cancel()
        clock?.cancel()
        try sink.close()
        try result.get()
    }

    private var query: [(String, String)] {
        route.map { ("route", $0) } + (sample == .whole ? [] : [("sample", "\(sample)")])
    }

    private func sink() throws -> RecordingSink {
        try RecordingSink(path: output, countLimit: count, byteLimit: maxSize << 20)
    }

    /// The answers of the HAR become those of the monolith, redacted.
    private func importHAR(_ path: String) throws {
        let exchanges: [RecordedExchange]
        do {
            exchanges = try HARReader.exchanges(try AnswerFiles.bytes(of: path))
        } catch let error as RecordingError {
            throw Exit.badInput("\(path): \(error)")
        }
        let sink = try sink()
        let form = StoredForm(ComparisonRules())
        _ = try sink.take(RecordingWriter.heading)
        for var exchange in exchanges {
            exchange.request = exchange.request.map(form.request)
            if let answer = exchange.monolith?.observation {
                exchange.monolith?.observation = form.answer(answer, of: .monolith)
            }
            guard try sink.take(RecordingWriter.line(exchange)) else { break }
        }
        try sink.close()
    }
}

extension Share: ExpressibleByArgument {
    package init?(argument: String) { self.init(text: argument) }
}
