import Foundation

/// The input under way, where it survives the process: a file that is written without being synchronised.
struct Notebook {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func write(_ bytes: [UInt8]) {
        var page = withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) }
        page += bytes
        _ = page.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    static func read(_ path: String) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), data.count >= 8 else { return [] }
        let count = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        return Array(data.dropFirst(8).prefix(count))
    }
}
