/// How a line of the access log is written.
package enum AccessLogFormat: String, Sendable, CaseIterable {
    /// One JSON object per line.
    case json
    /// The common log format, followed by `key=value` pairs for what it has no place for.
    case common
}
