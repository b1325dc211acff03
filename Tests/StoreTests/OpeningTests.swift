import Database
import Foundation
import Routing
import Store
import TestSupport
import Testing

@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("store") }

    var path: String { folder.url.appending(path: "ficus.sqlite").path }

    /// Every file of the folder with its bytes.
    private func snapshot() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
            files[name] = try Data(contentsOf: folder.url.appending(path: name))
        }
        return files
    }

    private func healthyFile() async throws {
        let store = try ProxyStore(path: path)
        for number in 1...200 {
            try await store.append(
                flip(
                    "unit\(number)", RouteStatus(.monolith), RouteStatus(.shadow),
                    why: String(repeating: "x", count: 500)))
        }
        try store.close()
    }

    @Test func `a store opened again has what it had`() async throws {
        try await healthyFile()
        #expect(try await ProxyStore(path: path).flips().count == 200)
    }

    @Test func `a newer store is refused and not touched`() async throws {
        try await healthyFile()
        try await SQLDatabase(path: path).write { try $0.script("PRAGMA user_version = 99") }
        let before = try snapshot()
        #expect(throws: StoreError.newer(path: path, version: 99, known: 6)) { try ProxyStore(path: path) }
        #expect(try snapshot() == before)
    }

    @Test func `a database of another program is refused and not touched`() async throws {
        let other = try SQLDatabase(path: path)
        try await other.write { try $0.script("CREATE TABLE theirs (id INTEGER)") }
        try other.close()
        let before = try snapshot()
        #expect(throws: StoreError.foreign(path: path)) { try ProxyStore(path: path) }
        #expect(try snapshot() == before)
    }

    /// Where the file is hit, and by how much.
    @Test(arguments: [0, 20, 4096 + 8, 20 * 4096 + 7, 30 * 4096 + 2000])
    func `a damaged store is refused and not touched`(offset: Int) async throws {
        try await healthyFile()
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes.replaceSubrange(offset..<(offset + 600), with: Data(repeating: 0xA5, count: 600))
        try bytes.write(to: URL(filePath: path))
        let before = try snapshot()
        #expect {
            try ProxyStore(path: path)
        } throws: {
            switch $0 as? StoreError {
            case .damaged, .brokenChain, .foreign, .newer: true
            default: false
            }
        }
        #expect(try snapshot() == before)
    }

    @Test func `a store cut short is refused and not touched`() async throws {
        try await healthyFile()
        let bytes = try Data(contentsOf: URL(filePath: path))
        try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path))
        let before = try snapshot()
        #expect {
            try ProxyStore(path: path)
        } throws: {
            if case .damaged? = $0 as? StoreError { true } else { false }
        }
        #expect(try snapshot() == before)
    }

    @Test func `a file that is no database is refused and not touched`() throws {
        try Data("just some notes".utf8).write(to: URL(filePath: path))
        let before = try snapshot()
        #expect {
            try ProxyStore(path: path)
        } throws: {
            if case .damaged? = $0 as? StoreError { true } else { false }
        }
        #expect(try snapshot() == before)
    }

    @Test func `an empty file, as a crash may leave it, becomes a store`() async throws {
        try Data().write(to: URL(filePath: path))
        #expect(try await ProxyStore(path: path).flips().isEmpty)
    }

    @Test func `a folder that is not there is named in the error`() {
        let path = folder.url.appending(path: "none/ficus.sqlite").path
        #expect {
            try ProxyStore(path: path)
        } throws: {
            if case .inaccessible(path, _)? = $0 as? StoreError { true } else { false }
        }
    }

    @Test func `a second opening is refused until the first is gone`() throws {
        var first: ProxyStore? = try ProxyStore(path: path)
        #expect(throws: StoreError.inUse(path: path)) { try ProxyStore(path: path) }
        try first?.close()
        first = nil
        _ = try ProxyStore(path: path)
    }
}
