package import Foundation

/// Writes what is known about parity for people and for programs.
package enum ParityReport {
    /// Text for a terminal.
    ///
    /// - Parameter width: columns to keep to; nil: paragraphs are not broken.
    package static func text(_ parity: AdminParity, inColor: Bool, width: Int? = nil) -> String {
        TextReport(parity: parity, style: TextStyle(isColored: inColor), width: width).text
    }

    /// GitHub-flavoured Markdown for a pull request.
    package static func markdown(_ parity: AdminParity) -> String {
        MarkdownReport(parity: parity).text
    }

    /// The same facts as one JSON document; `docs/schemas/parity-report.schema.json` describes it.
    package static func json(_ parity: AdminParity) throws -> Data {
        try AdminJSON.encoder(pretty: true).encode(parity)
    }
}
