import ArgumentParser
import ControlPlane
import Foundation
import Routing

/// `ficus explain`: the production matcher on one request, with a reason for everything.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say who would answer a request, and why the other routes lose.",
        discussion: """
            Uses the matcher of the data plane. Asks the running proxy, or reads a folder with --routes; a folder's states \
            are those that its files declare.

            EXAMPLES
              ficus explain GET /api/v1/orders/42
              ficus explain POST /api/v1/orders -H 'Authorization: Bearer eyJ...'
              ficus explain GET '/deposits?limit=1' --routes RouteTables/brokerx
            """)

    @Argument(help: "The request's method, such as GET.")
    var method: String

    @Argument(help: "The path as a client sends it, with a query perhaps.")
    var path: String

    @Option(
        name: [.customShort("H"), .customLong("header")],
        help: ArgumentHelp("A header field; may be repeated.", valueName: "name: value"))
    var headers: [String] = []

    @OptionGroup var table: TableOptions
    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !method.isEmpty, method.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw ValidationError("\"\(method)\" is not a method; write GET, POST, ...")
        }
        guard path.hasPrefix("/") else {
            throw ValidationError("\"\(path)\" is not a path; write ficus explain \(method) /api/v1/orders/42")
        }
        for header in headers where PlainRequest.field(header) == nil {
            throw ValidationError("\"\(header)\" is not a header; write -H 'name: value'")
        }
    }

    func run() async throws {
        let explanation: AdminExplanation =
            if let table = try table.load() {
                try explain(in: table)
            } else {
                try await AdminClient(admin).get(
                    "/explain", [("method", method), ("path", path)] + headers.map { ("header", $0) })
            }
        switch output.format {
        case .json: print(String(decoding: try AdminJSON.encoder(pretty: true).encode(explanation), as: UTF8.self))
        case .text: print(ExplanationScreen(explanation).text)
        }
    }

    private func explain(in table: RouteTable) throws -> AdminExplanation {
        do {
            let request = try PlainRequest(method: method, target: path, fields: headers.compactMap(PlainRequest.field))
            return AdminExplanation(table.explanation(of: request), table)
        } catch {
            Screen.complain("Ficus answers 400: \(error)")
            throw Exit.badData.code
        }
    }
}
