import Foundation
import TestSupport
import Testing

/// The page is what a run finds.
@Suite(.timeLimit(.minutes(patient(2))))
struct ConformanceTableTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `docs/conformance.md is what this run finds`() async throws {
        let found = try await Self.outcomes()
        let page = ConformanceTable(rows: zip(ConformanceCase.all, found).map { ($0, $1) }).text
        let file = Self.repository.appending(path: "docs/conformance.md")
        if ProcessInfo.processInfo.environment["FICUS_WRITE_CONFORMANCE"] != nil {
            try page.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(written == page, "docs/conformance.md is out of date: make conformance")
    }

    @Test func `Every rule has a heading, and every named test is there`() throws {
        let themes = Set(ConformanceTable.themes.map(\.theme))
        #expect(Set(ConformanceCase.all.map(\.theme)) == themes)
        let tests = Self.repository.appending(path: "Tests")
        let files = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        for rule in ConformanceRule.all {
            let file = try #require(files?.first { $0.lastPathComponent == rule.suite + ".swift" }, "\(rule.suite)")
            let source = try String(contentsOf: file, encoding: .utf8)
            #expect(source.contains("func `\(rule.test)`("), "\(rule.suite): \(rule.test)")
        }
    }

    /// What comes of each case, in their order; some at a time.
    private static func outcomes() async throws -> [String] {
        let cases = ConformanceCase.all
        return try await withThrowingTaskGroup(of: (Int, String).self) { group in
            var outcomes = [String](repeating: "", count: cases.count)
            for index in cases.indices {
                if index >= 8, let (done, outcome) = try await group.next() { outcomes[done] = outcome }
                group.addTask {
                    let finding = try await ConformanceRig.run(cases[index])
                    #expect(finding.problems.isEmpty, "\(cases[index].id)")
                    return (index, finding.outcome)
                }
            }
            for try await (done, outcome) in group { outcomes[done] = outcome }
            return outcomes
        }
    }
}
