import Foundation
import Routing

/// The files of the repository that tests read.
enum Repository {
    /// The root, found from where this file stands.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func path(_ relative: String) -> String { root.appending(path: relative).path }
}
