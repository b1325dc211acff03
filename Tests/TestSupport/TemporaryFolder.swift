package import Foundation

/// A folder of its own for one test, deleted with the last reference to it.
package final class TemporaryFolder: Sendable {
    package let url: URL

    package init(_ name: String = "ficus") throws {
        url = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    package var path: String { url.path }

    /// The path of a file or folder in here, whether it exists or not.
    package func path(_ name: String) -> String {
        url.appending(path: name).path
    }

    /// Writes a file, with the folders on the way to it, and returns its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
