package import Foundation
import Mustache

/// Writes what is known about parity for people.
package enum ParityReport {
    /// One self-contained HTML file.
    package static func html(_ parity: AdminParity) throws -> String {
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        return try MustacheTemplate(string: ReportTemplate.page).render(ReportPage(parity))
    }

    /// Text for a terminal.
    package static func text(_ parity: AdminParity, inColor: Bool) -> String {
        TextReport(parity: parity, style: TextStyle(isColored: inColor)).text
    }

    /// The same facts as one JSON document.
    package static func json(_ parity: AdminParity) throws -> Data {
        try AdminJSON.encoder(pretty: true).encode(parity)
    }
}
