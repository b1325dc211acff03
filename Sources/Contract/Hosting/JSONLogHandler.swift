import Foundation
package import Logging

/// Writes log records as JSON lines on standard error.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    private let label: String

    package init(label: String) {
        self.label = label
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var members: [JSON.Member] = [
            .init("time", .timestamp(.now())), .init("level", .string(event.level.rawValue)),
            .init("service", .string(label)), .init("message", .string("\(event.message)")),
        ]
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        members += all.sorted { $0.key < $1.key }.map { .init($0.key, .string("\($0.value)")) }
        if let error = event.error { members.append(.init("error", .string("\(error)"))) }
        // One write per line, so lines of several threads do not mix.
        try? FileHandle.standardError.write(contentsOf: Data(JSON.object(members).bytes + [0x0A]))
    }
}
