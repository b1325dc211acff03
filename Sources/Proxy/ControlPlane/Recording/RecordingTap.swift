import DataPlane
import Foundation
import Routing

/// Whoever records, and what they want.
struct RecordingTap {
    /// A reader that is so many lines behind loses the oldest of them.
    private static let readerLimit = 256
    /// So many may record at one time.
    static let limit = 8

    private struct Reader {
        var wish: RecordingWish
        var lines: AsyncStream<[UInt8]>.Continuation
    }

    private var readers: [UUID: Reader] = [:]

    var isFull: Bool { readers.count >= Self.limit }
    var wishes: [RecordingWish] { readers.values.map(\.wish) }

    /// Lines from now on; `onEnd` is called when their reader is gone.
    mutating func open(
        _ id: UUID, _ wish: RecordingWish, onEnd: @escaping @Sendable () -> Void
    ) -> AsyncStream<[UInt8]> {
        let (stream, lines) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(Self.readerLimit))
        lines.onTermination = { _ in onEnd() }
        readers[id] = Reader(wish: wish, lines: lines)
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
    ///
    /// - Parameter random: the number that the exchange drew.
    func offer(_ route: String, random: UInt64 = .random(in: 0...UInt64.max), line: () -> [UInt8]) {
        guard !readers.isEmpty else { return }
        let wanting = readers.values.filter { $0.wish.includes(route, random: random) }
        guard !wanting.isEmpty else { return }
        let line = line()
        for reader in wanting { reader.lines.yield(line) }
    }
}
