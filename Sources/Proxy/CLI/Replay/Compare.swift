import ArgumentParser
import ControlPlane
import Foundation
import Parity

/// `ficus compare`: one request at two addresses, a developer's tool.
struct Compare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send one request to two addresses and show where the answers differ.",
        discussion: """
            The first address is what is right, the second one what is compared with it. Where they differ, the first is \
            asked again: where it disagrees with itself is noise. A request that may change something is sent once to \
            each. Options are those of curl.

            EXAMPLES
              ficus compare http://127.0.0.1:3000/api/v1/orders http://127.0.0.1:3003/api/v1/orders
              ficus compare :3000/api/v1/me :3001/api/v1/me -H 'Authorization: Bearer eyJ...'
              ficus compare :3000/quotes :3003/quotes --json '{"symbol": "AAPL"}'
              ficus compare :3000/orders/1 :3003/orders/1 --rules rules.yaml --output json | jq .verdict

            EXIT CODES
              0 they agree, up to noise; 3 they differ; 1 not comparable; 69 one does not answer
            """)

    @Argument(help: "The address that is right.", transform: Compare.url)
    var first: String

    @Argument(help: "The address that is compared with it.", transform: Compare.url)
    var second: String

    @OptionGroup var message: MessageOptions
    @OptionGroup var rules: RuleOptions

    @Option(help: ArgumentHelp("The route whose rules hold.", valueName: "id"))
    var route: String?

    @Option(help: ArgumentHelp("How often the first is asked again where they differ, 0 to 3.", valueName: "n"))
    var asks = 3

    @Option(help: ArgumentHelp("How long each may take.", valueName: "duration"))
    var timeout = Span(milliseconds: 10_000)

    @Option(name: [.customLong("output"), .customLong("format")], help: "For people (text) or for programs (json).")
    var output = OutputOptions.Format.text

    func validate() throws {
        guard 0...3 ~= asks else { throw ValidationError("--asks is 0 to 3.") }
        if rules.withoutTable, route != nil {
            throw ValidationError("--route needs a route table; --no-table has none.")
        }
    }

    func run() async throws {
        let request = try message.request(target: Self.target(of: first))
        var book = try await rules.book(needsTable: route != nil)
        let exchange = RecordedExchange(request: request)
        let judge: PairJudge
        do {
            judge = try book.judge(for: exchange, route: route)
        } catch {
            throw Exit.badInput("\(error)", fix: "ficus routes lists them, --no-table does without")
        }
        let client = TargetClient(timeout: timeout.duration)
        var settings = PairJudge.Settings(now: Date().timeIntervalSince1970)
        settings.addresses = (TargetURL.origin(of: first), TargetURL.origin(of: second))
        let inquiry = Inquiry(
            client: client, monolith: { _ in first }, service: { _ in second }, asks: asks, settings: settings)
        let outcome = await inquiry.conduct(exchange, (request, request), judge)
        await client.close()
        switch outcome {
        case .silent(let side, let silence):
            Screen.complain("\(side == .monolith ? first : second): \(silence)")
            throw Exit.unreachable.code
        case .judged(let judged, _):
            switch output {
            case .json: JSONText.show(judged)
            case .text: print(JudgedPairText(judged, sides: ("first", "second")).text)
            }
            throw Exit(judged).code
        }
    }

    /// `:3000/path` is on this machine, and `http://` need not be said.
    private static func url(_ text: String) throws -> String {
        var url = text.hasPrefix(":") ? "127.0.0.1\(text)" : text
        if !url.contains("://") { url = "http://\(url)" }
        guard let parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme),
            parts.host?.isEmpty == false
        else { throw ValidationError("\"\(text)\" is no address; write http://127.0.0.1:3000/path") }
        return url
    }

    private static func target(of url: String) -> String {
        let target = url.dropFirst(TargetURL.origin(of: url).count).prefix { $0 != "#" }
        return target.hasPrefix("/") ? String(target) : "/\(target)"
    }
}
