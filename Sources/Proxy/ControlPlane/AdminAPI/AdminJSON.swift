package import Foundation

/// The one way in which admin API and CLI write and read JSON: dates in RFC 3339 with milliseconds, sorted keys.
package enum AdminJSON {
    package static func encoder(pretty: Bool = false) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.formatted(timestamp))
        }
        return encoder
    }

    package static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            return try timestamp.parse(container.decode(String.self))
        }
        return decoder
    }

    /// `2026-03-01T12:00:00.000Z`.
    package static let timestamp = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
