import Foundation

/// The inputs that are checked in: `Tests/Fuzz/Corpus/SUBJECT`, and for tables the tables of the repository.
package enum Corpus {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func seeds(of subject: FuzzSubject) -> [[UInt8]] {
        let folders =
            subject == .table ? ["Tests/Fuzz/Corpus/table", "RouteTables"] : ["Tests/Fuzz/Corpus/\(subject.rawValue)"]
        return folders.flatMap { files(under: $0) }
    }

    private static func files(under folder: String) -> [[UInt8]] {
        let base = root.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return names.sorted().filter { !$0.hasSuffix(".expected") }
            .compactMap { FileManager.default.contents(atPath: base.appending(path: $0).path).map { Array($0) } }
            .filter { !$0.isEmpty }
    }
}
