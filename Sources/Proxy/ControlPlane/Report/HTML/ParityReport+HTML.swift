import Crypto
import Foundation
import Mustache

extension ParityReport {
    /// One self-contained HTML file: no script, nothing from elsewhere, and a policy that allows its own style sheet alone.
    package static func html(_ parity: AdminParity) throws -> String {
        MustacheContentTypes.register(HTMLEscaping(), named: HTMLEscaping.name)
        let hash = Data(SHA256.hash(data: Data(ReportStyle.sheet.utf8))).base64EncodedString()
        let page = ReportPage(parity, style: ReportStyle.sheet, styleHash: hash)
        return try MustacheTemplate(string: ReportTemplate.page).render(page)
    }
}
