import Foundation

/// One Swift file as the architecture checks see it: its module, its lines, its imports.
struct SourceFile {
    /// Relative to the root of the repository.
    let path: String
    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The folder in `Arrows.rooms` that holds the file, nil for a file outside of all of them.
    var room: String? {
        Arrows.rooms.keys.filter { path.hasPrefix("Sources/\($0)/") }.max { $0.count < $1.count }
    }

    /// Every imported module with its line number; attributes, access levels and `import struct A.B` included.
    var imports: [(module: String, line: Int)] {
        lines.enumerated().compactMap { index, line in
            let words = line.prefix { $0 != "/" }.split(separator: " ").map(String.init)
            guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy(Self.isModifier) else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            guard let name = words[(at + 1)...].first(where: { !kinds.contains($0) }) else { return nil }
            return (name.split(separator: ".").first.map(String.init) ?? name, index + 1)
        }
    }

    private static func isModifier(_ word: String) -> Bool {
        word.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains(word)
    }
}

/// The sources of the package this test was compiled from.
enum Sources {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every Swift file under `folder`, in the order of its path.
    static func files(under folder: String = "Sources") throws -> [SourceFile] {
        let base = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            SourceFile(
                path: "\(folder)/\(name)", text: try String(contentsOf: base.appending(path: name), encoding: .utf8))
        }
    }
}
