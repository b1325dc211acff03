import Foundation
import Routing

/// Whoever records what is compared, and what they want of it.
struct RecordingTap {
    /// A reader that is so many lines behind loses the oldest of them.
    private static let readerLimit = 256
    /// So many may record at one time.
    static let limit = 8

    private struct Reader {
        var routes: Set<String>
        var sample: Share
        var lines: AsyncStream<[UInt8]>.Continuation
    }

    private var readers: [UUID: Reader] = [:]

    var isFull: Bool { readers.count >= Self.limit }

    /// Lines from now on; `onEnd` is called when their reader is gone.
    ///
    /// - Parameter routes: empty: all.
    mutating func open(
        _ id: UUID, routes: Set<String>, sample: Share, onEnd: @escaping @Sendable () -> Void
    ) -> AsyncStream<[UInt8]> {
        let (stream, lines) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(Self.readerLimit))
        lines.onTermination = { _ in onEnd() }
        readers[id] = Reader(routes: routes, sample: sample, lines: lines)
        return stream
    }

    mutating func close(_ id: UUID) {
        readers.removeValue(forKey: id)?.lines.finish()
    }

    mutating func closeAll() {
        for reader in readers.values { reader.lines.finish() }
        readers = [:]
    }

    /// Gives an exchange to those who want it; `line` is made once, and only for them.
    func offer(_ route: String, line: () -> [UInt8]) {
        guard !readers.isEmpty else { return }
        let wanting = readers.values.filter { reader in
            (reader.routes.isEmpty || reader.routes.contains(route))
                && reader.sample.contains(random: .random(in: 0...UInt64.max))
        }
        guard !wanting.isEmpty else { return }
        let line = line()
        for reader in wanting { reader.lines.yield(line) }
    }
}
