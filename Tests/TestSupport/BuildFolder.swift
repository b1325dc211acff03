package import Foundation

/// Where the executables of the package lie: beside the test bundle, or where `FICUS_BIN` says.
package enum BuildFolder {
    package static var url: URL {
        if let folder = ProcessInfo.processInfo.environment["FICUS_BIN"] { return URL(fileURLWithPath: folder) }
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        var folder = URL(fileURLWithPath: bundle).resolvingSymlinksInPath()
        while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
        return folder
    }

    /// The path of an executable such as `ficus`.
    package static func executable(_ name: String) -> String {
        url.appending(path: name).path
    }
}

/// The root folder of the sources.
package enum Repository {
    package static let url = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func text(_ path: String) throws -> String {
        try String(contentsOf: url.appending(path: path), encoding: .utf8)
    }
}
