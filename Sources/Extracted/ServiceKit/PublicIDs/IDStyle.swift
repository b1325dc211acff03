package import ArgumentParser
import Foundation

/// By what ids clients know the rows of a service.
package enum IDStyle: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// By those of the rows, as the monolith does.
    case integer
    /// By UUIDs of this service, one for each row.
    case uuid
}

/// The flags that every service takes beside those of every program.
package struct ServiceOptions: ParsableArguments {
    @Option(help: "By what ids clients know rows: integer or uuid. (default: integer)")
    package var ids: IDStyle?

    package init() {}

    /// The flag, or `BROKERX_IDS`, or the default.
    package func style(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> IDStyle {
        if let ids { return ids }
        guard let text = environment["BROKERX_IDS"], !text.isEmpty else { return .integer }
        guard let style = IDStyle(rawValue: text) else {
            throw ValidationError("BROKERX_IDS must be integer or uuid, not \(text)")
        }
        return style
    }
}
