import Foundation
import TestSupport

/// The route table of the repository, copied so that a test may change it.
enum RouteTableCopy {
    /// The gates of the copy.
    enum Gates: Sendable {
        /// As the repository has them.
        case asWritten
        /// Met by about 330 comparisons without a mismatch.
        case quick
        /// Met by a handful of comparisons of each route.
        case easy

        var line: String {
            switch self {
            case .asWritten: ""
            case .easy: "{mismatch: 40%, confidence: 60%, compared_share: 10%}"
            case .quick: "{mismatch: 1%, confidence: 95%, compared_share: 50%}"
            }
        }
    }

    static func make(in folder: TemporaryFolder, gates: Gates) throws -> String {
        let source = Repository.url.appending(path: "RouteTables/brokerx")
        let copy = folder.url.appending(path: "routes")
        try FileManager.default.copyItem(at: source, to: copy)
        guard gates != .asWritten else { return copy.path }
        for name in try FileManager.default.contentsOfDirectory(atPath: copy.path) where name.hasSuffix(".yaml") {
            let file = copy.appending(path: name)
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing(/(?m)^(\s+)(canary|extracted):(\s+)\{mismatch:[^}]*\}/) { match in
                    "\(match.1)\(match.2):\(match.3)\(gates.line)"
                }
            try Data(text.utf8).write(to: file)
        }
        return copy.path
    }
}
